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
    message = EmailMultiAlternatives(
        subject=page.subject,
        body=page.text,
        from_email=page.sender,
        to=[formataddr((letter.to_name, letter.to_address), charset="utf-8")],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(page.html, "text/html")
    if letter.calendar:
        message.attach(invitation(letter.calendar))
    return message


def invitation(calendar: str) -> MIMEPart:
    """An iCalendar file as mail programs know it: the part says the calendar's own method (RFC 6047 2.4)."""
    part, method = MIMEPart(), re.search(r"^METHOD:(\w+)", calendar, re.M)
    params = {"method": method[1]} if method else {}
    part.set_content(
        calendar, subtype="calendar", charset="utf-8", cte="base64", filename="invitation.ics", params=params
    )
    return part
