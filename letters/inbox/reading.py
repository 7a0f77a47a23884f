"""Read the mailbox: each mail once, whatever it is, and a reason for each.

First it is written down what became of a mail, then it is put into the folder that says so: who is killed in between
finds it again, knows it by its Message-ID, and only puts it away.
"""

import hashlib
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from letters.inbox.opening import Mail, opened
from letters.inbox.post import CannotRead, Post
from letters.inbox.post import opened as open_post
from letters.invitees.address import has_mailbox, named_in
from letters.invitees.answering import Verdict, take
from letters.models import Mailbox, Outcome, Received
from rendering.calendar_answer import NotAnAnswer, read_answer

log = logging.getLogger(__name__)

MOST_BYTES = 2 * 1024 * 1024
"""An answer of a calendar has some kilobytes; what is larger is not even fetched."""
AT_ONCE = 200
PAUSE = timedelta(minutes=1)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30)]
"""After faults, so that a wrong password does not lock the account; the last one again and again."""


def is_due(at: datetime) -> bool:
    if not has_mailbox():
        return False
    box = Mailbox.current()
    return box.try_at is None or box.try_at <= at


def standing() -> str:
    """For whoever watches the installation."""
    if not has_mailbox():
        return "none"
    return "cannot be read" if Mailbox.current().fault else "ok"


def read_mailbox(at: datetime) -> int:
    """Returns how many mails were put away. A mailbox that cannot be read is said on the row, and tried again."""
    read = 0
    try:
        with open_post() as post:
            for uid in post.waiting()[:AT_ONCE]:
                _read_one(post, uid, at)
                read += 1
    except CannotRead as fault:
        log.warning("the mailbox cannot be read: %s", fault)
        _keep_fault(str(fault), at)
        return read
    Mailbox.objects.update_or_create(
        pk=1, defaults={"read_at": at, "fault": "", "fault_since": None, "tries": 0, "try_at": at + PAUSE}
    )
    return read


def _keep_fault(sentence: str, at: datetime) -> None:
    box = Mailbox.current()
    box.try_at = at + PAUSES[min(box.tries, len(PAUSES) - 1)]
    box.tries = min(box.tries + 1, 1000)
    box.fault, box.fault_since = sentence[:300], box.fault_since or at
    box.save()


def _read_one(post: Post, uid: bytes, at: datetime) -> None:
    size, head = post.size(uid), post.head(uid)
    key = key_of_mail(head, size)
    received = Received.objects.filter(key=key).first()
    if received is None:
        raw = head if size > MOST_BYTES else post.whole(uid)
        received = receive(raw, size=size, key=key, at=at)
    post.put(uid, Outcome(received.outcome).label)


def key_of_mail(head: bytes, size: int) -> str:
    """By its Message-ID; by its header and size where it has none."""
    try:
        name = opened(head).message_id
    except Exception:  # hostile mail: any fault of the standard library's parser
        name = ""
    return hashlib.sha256(name.encode() if name else head + b"%d" % size).hexdigest()


def receive(raw: bytes, *, size: int, key: str, at: datetime) -> Received:
    """Judge a mail and keep what became of it, together or not at all."""
    mail: Mail | None = None
    try:
        mail = opened(raw)
        with transaction.atomic():
            verdict = judged(mail, size=size, at=at)
            return _keep(mail, verdict, size=size, key=key, at=at)
    except IntegrityError:  # another worker was quicker
        return Received.objects.get(key=key)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as fault:
        log.warning("a mail could not be understood", exc_info=True)
        told = f"It could not be understood ({type(fault).__name__})."
        return _keep(mail, Verdict(Outcome.STAFF, told), size=size, key=key, at=at)


def _keep(mail: Mail | None, verdict: Verdict, *, size: int, key: str, at: datetime) -> Received:
    return Received.objects.create(
        key=key,
        outcome=verdict.outcome,
        reason=verdict.reason[:500],
        sender=mail.sender if mail else "",
        subject=mail.subject if mail else "",
        size=size,
        invitee=verdict.invitee,
        at=at,
    )


def judged(mail: Mail, *, size: int, at: datetime) -> Verdict:
    """An answer is believed for the secret in its address, never for its sender."""
    if size > MOST_BYTES:
        return Verdict(Outcome.STAFF, f"It has {size // 1_000_000} MB, which no answer has; it was not opened.")
    if mail.method in ("REQUEST", "CANCEL", "PUBLISH"):
        return Verdict(
            Outcome.IGNORED, "It is an invitation and no answer: one of ours that came back, or another's."
        )
    if mail.calendar:
        return _of_calendar(mail, at)
    if mail.is_bounce:
        return Verdict(Outcome.STAFF, "A mail server says that it could not deliver something.")
    if mail.is_automatic:
        return Verdict(Outcome.IGNORED, "No person wrote it: an automatic answer, or a list.")
    return Verdict(Outcome.STAFF, "It holds no answer of a calendar; somebody may have written by hand.")


def _of_calendar(mail: Mail, at: datetime) -> Verdict:
    try:
        answer = read_answer(mail.calendar)
    except NotAnAnswer as fault:
        return Verdict(Outcome.STAFF, str(fault))
    invitee, is_forged = named_in([*mail.recipients, answer.organizer])
    if invitee:
        return take(invitee, answer, at=at)
    log.warning("an answer of a calendar without its secret was refused, from %s", mail.sender)
    if is_forged:
        return Verdict(Outcome.STAFF, "Its address holds a wrong secret: somebody made it up. Nothing has changed.")
    told = f"It names no address of an invitation ({settings.MAILBOX['address']}), so anybody may have written it."
    return Verdict(Outcome.STAFF, f"{told} Nothing has changed.")
