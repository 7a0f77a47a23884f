"""A stranger's mail, opened: whom it is to, and the answer of a calendar in it. It proves nothing of itself."""

import email
import email.policy
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from rendering.calendar_answer import method_in
from rendering.text import one_line

CALENDARS = ("text/calendar", "application/ics")
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
MOST_PARTS = 60


@dataclass(frozen=True)
class Mail:
    """`calendar` with its `method`, in UTF-8; `is_automatic`: no person wrote it."""

    message_id: str
    sender: str
    subject: str
    recipients: tuple[str, ...]
    calendar: bytes
    method: str
    is_automatic: bool
    is_bounce: bool


def opened(raw: bytes) -> Mail:
    """Raises whatever the mail makes the standard library raise; nobody can foresee that of hostile mail."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    calendar, method = _calendar_of(message)
    senders = getaddresses([_header(message, "From")])
    return Mail(
        message_id=_header(message, "Message-ID"),
        sender=(senders[0][1] if senders else "")[:254],
        subject=_decoded(_header(message, "Subject"))[:250],
        recipients=tuple(address for _, address in getaddresses(_headers(message)) if address)[:100],
        calendar=calendar,
        method=method,
        is_automatic=_is_automatic(message),
        is_bounce=message.get_content_type() == "multipart/report",
    )


def _headers(message: Message) -> list[str]:
    return [one_line(str(each)) for name in RECIPIENTS for each in message.get_all(name, [])]


def _header(message: Message, name: str) -> str:
    return one_line(str(message.get(name, "")))


def _decoded(words: str) -> str:
    try:
        return one_line(str(make_header(decode_header(words))))
    except (ValueError, LookupError):
        return words


def _is_automatic(message: Message) -> bool:
    """RFC 3834, and what was usual before it."""
    submitted = _header(message, "Auto-Submitted").lower()
    return bool(
        (submitted and not submitted.startswith("no"))
        or _header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply")
        or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        or _header(message, "Return-Path") == "<>"
        or "mailer-daemon@" in _header(message, "From").lower()
    )


def _calendar_of(message: Message) -> tuple[bytes, str]:
    """The first calendar with a METHOD, else the first at all."""
    first = b""
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            break
        if part.get_content_type() not in CALENDARS:
            continue
        body = _in_utf8(part)
        if method := method_in(body):
            return body, method
        first = first or body
    return first, ""


def _in_utf8(part: Message) -> bytes:
    body = part.get_payload(decode=True) or b""
    charset = part.get_content_charset() or "utf-8"
    try:
        return body.decode(charset, "replace").encode("utf-8", "replace")
    except LookupError:
        return body
