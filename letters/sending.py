"""Letters leave the outbox: one sender takes each, tries it, and says what became of it.

A letter is taken by compare-and-set on `attempts`; `try_at` moves on by a lease, so that a sender that dies in
mid-sentence leaves it to the next one. A copy sent in between carries the same Message-ID.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import mailers

from letters import faults
from letters.kinds import SIGN_IN
from letters.message import message_of
from letters.models import Fate, Letter, LetterState
from letters.returns import closed

log = logging.getLogger(__name__)

MAILER = "post"
"""The alias in MAILERS of the real mail server or provider; `default` writes to the outbox (letters.mail)."""

LEASE = timedelta(minutes=10)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440)]
"""Between the eight tries of a letter: about two days in all."""

SIGN_IN_TRIES = 4
"""A sign-in code is worth nothing after half an hour."""

AT_ONCE = 500
"""Letters that one call sends at most; the next minute goes on."""


def send_due(at: datetime) -> int:
    """Send every letter whose time has come; returns how many went out. Never raises for what a server says."""
    due = list(Letter.objects.due(at)[:AT_ONCE])
    if not due:
        return 0
    connection = mailers[MAILER]
    try:
        connection.open()
    except OSError as fault:
        log.warning("the mail server cannot be reached: %s", fault)
        for letter in due:
            if take(letter, at):
                put_off(letter, f"The mail server cannot be reached ({fault}).", at)
        return 0
    try:
        return sum(send(letter, connection, at) for letter in due if take(letter, at))
    finally:
        with suppress(OSError):
            connection.close()


@dataclass(frozen=True)
class Stuck:
    """Letters that were tried and are tried again: how many, what the server said last, when the next one goes."""

    number: int
    fault: str
    next_at: datetime


def stuck(letters) -> Stuck | None:
    """What the outbox says at its top while letters wait for a mail server; nothing when all goes well."""
    waiting = list(letters.filter(state=LetterState.QUEUED).exclude(fault="").order_by("try_at")[:1000])
    return Stuck(len(waiting), waiting[0].fault, waiting[0].try_at) if waiting else None


def take(letter: Letter, at: datetime) -> bool:
    """Compare and set: of several senders one gets the letter. Counts the try."""
    taken = Letter.objects.filter(
        pk=letter.pk, state=LetterState.QUEUED, attempts=letter.attempts, try_at=letter.try_at
    ).update(attempts=letter.attempts + 1, try_at=at + LEASE)
    letter.attempts += 1
    return bool(taken)


def send(letter: Letter, connection, at: datetime) -> bool:
    why_not = "" if letter.kind == SIGN_IN else closed(letter.to_address)
    if why_not:  # who asks for a sign-in code sits before her mail, so that one is tried
        give_up(letter, why_not)
        return False
    try:
        message = message_of(letter)
        connection.send_messages([message])
    except Exception as exception:
        fault = faults.read(exception)
        if fault is None:
            raise
        if fault.is_final:
            give_up(letter, fault.sentence, **(returned(fault, at) if fault.is_of_address else {}))
            return False
        put_off(letter, fault.sentence, at)
        with suppress(OSError):  # a broken line is opened anew for the next letter
            connection.close()
        return False
    told = {"sent_at": at, "provider_id": provider_id_of(message)}
    mine(letter).update(state=LetterState.SENT, try_at=None, fault="", **told, **wiped(letter))
    return True


def put_off(letter: Letter, sentence: str, at: datetime) -> None:
    """Try again later, or give up after the last try. A letter given up says why."""
    tries = SIGN_IN_TRIES if letter.kind == SIGN_IN else len(PAUSES) + 1
    if letter.attempts >= tries:
        give_up(letter, sentence)
    else:
        mine(letter).update(try_at=at + PAUSES[letter.attempts - 1], fault=sentence[:300])


def give_up(letter: Letter, sentence: str, **more: Any) -> None:
    log.warning("letter %s could not be sent: %s", letter.pk, sentence)
    mine(letter).update(state=LetterState.FAILED, try_at=None, fault=sentence[:300], **more, **wiped(letter))


def returned(fault: faults.Fault, at: datetime) -> dict[str, Any]:
    """An address refused for good is a letter that came back."""
    return {"fate": Fate.BOUNCED, "fate_words": fault.sentence[:300], "fate_at": at}


def provider_id_of(message: Any) -> str:
    """By what a provider will speak of it (letters.returns); empty by SMTP."""
    status = getattr(message, "anymail_status", None)
    return status.message_id[:200] if status and isinstance(status.message_id, str) else ""


def mine(letter: Letter):
    """The row while this very try of it holds."""
    return Letter.objects.filter(pk=letter.pk, state=LetterState.QUEUED, attempts=letter.attempts)


def wiped(letter: Letter) -> dict[str, str]:
    return {"body": ""} if letter.is_secret else {}
