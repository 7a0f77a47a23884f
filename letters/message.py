"""A letter as it goes on its way: text and HTML of the same words, under the society's letterhead."""

import re
from dataclasses import dataclass
from email.message import MIMEPart
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from letters import letterhead
from letters.models import Letter
from letters.plain_text import markdown_to_text
from rendering.text import markdown_to_html


@dataclass(frozen=True)
class Sheet:
    """What the recipient sees: a preview shows it, a message carries it."""

    sender: str
    subject: str
    html: str
    text: str


def sheet(subject: str, body: str) -> Sheet:
    """Set a filled body (Markdown) under the letterhead."""
    head = letterhead.current()
    context = {
        "head": head,
        "subject": subject,
        "body": markdown_to_html(body, top_heading=2),
        "site": settings.SITE_ADDRESS,
    }
    foot = f"{head.name}\n{settings.SITE_ADDRESS}"
    return Sheet(
        sender=head.sender,
        subject=subject,
        html=render_to_string("mail/letter.html", context).strip(),
        text=f"{markdown_to_text(body)}\n\n-- \n{foot}\n",
    )


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The message of a letter; its Message-ID is the same at every try."""
    page = sheet(letter.subject, letter.body)
    message = CalendarLetter(
        subject=page.subject,
        body=page.text,
        from_email=page.sender,
        to=[formataddr((letter.to_name, letter.to_address), charset="utf-8")],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"} | _leaving(letter),
    )
    message.attach_alternative(page.html, "text/html")
    if letter.calendar:
        message.attach(invitation(letter.calendar))
    return message


def _leaving(letter: Letter) -> dict[str, str]:
    """Mail programs show a button that ends such letters, and press it for their owner (RFC 2369, RFC 8058)."""
    if not letter.unsubscribe:
        return {}
    return {"List-Unsubscribe": f"<{letter.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


class CalendarLetter(EmailMultiAlternatives):
    """As mail programs want an invitation: a third way to read the same letter, beside text and HTML (RFC 6047 2.4).

    Its file stays, as application/ics: some programs offer nothing else, and others would show a second text/calendar
    as a second invitation. A provider's interface takes text, HTML and files only, and gets the file as it is.
    """

    def message(self, **options):
        whole = super().message(**options)
        for file in list(whole.iter_attachments()):
            if file.get_content_type() == "text/calendar":
                body = file.get_payload(decode=True)
                _ways_to_read(whole).add_alternative(body, maintype="text", subtype="calendar", params=_params(body))
                file.del_param("method")
                file.del_param("charset")
                file.set_type("application/ics")
        return whole


def _ways_to_read(whole):
    return next(part for part in whole.walk() if part.get_content_type() == "multipart/alternative")


def _params(calendar: bytes) -> dict[str, str]:
    method = re.search(rb"^METHOD:(\w+)", calendar, re.M)
    return ({"method": method[1].decode()} if method else {}) | {"charset": "utf-8"}


def invitation(calendar: str) -> MIMEPart:
    """An iCalendar file as mail programs know it: the part says the calendar's own method. As bytes, since text would
    lose the line ends that a calendar has to have."""
    part, body = MIMEPart(), calendar.encode()
    part.set_content(body, maintype="text", subtype="calendar", filename="invitation.ics", params=_params(body))
    return part
