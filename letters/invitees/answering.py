"""An answer that came to the right address: what it changes, or why it changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from audit.actions import record
from letters.models import Answered, Invitee, Outcome
from rendering.calendar_answer import Answer
from rendering.text import one_line

STATUS = {"ACCEPTED": Answered.ACCEPTED, "TENTATIVE": Answered.TENTATIVE, "DECLINED": Answered.DECLINED}
SAYS = {Answered.ACCEPTED: "accepts", Answered.TENTATIVE: "may come to", Answered.DECLINED: "declines"}


@dataclass(frozen=True)
class Verdict:
    """What becomes of a mail; `reason` is a sentence for staff."""

    outcome: Outcome
    reason: str
    invitee: Invitee | None = None


@transaction.atomic
def take(invitee: Invitee, answer: Answer, *, at: datetime) -> Verdict:
    """Keep the answer where it is newer than the one that stands."""
    invitee = Invitee.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitee.pk)
    if strange := _strange(invitee, answer):
        return Verdict(Outcome.STAFF, strange)
    if wish := _wish(invitee, answer):
        return Verdict(Outcome.STAFF, wish, invitee)
    if answer.status not in STATUS:
        return Verdict(Outcome.STAFF, f"{_who(invitee)} says neither yes nor perhaps nor no.", invitee)
    if invitee.is_cancelled:
        return Verdict(Outcome.READ, f"{_who(invitee)} answers what has been called off since.", invitee)
    stamp = min(answer.stamp, at)
    known = (invitee.answer_sequence, invitee.answer_stamp)
    if invitee.answer_stamp and (answer.sequence, stamp) <= known:
        return Verdict(Outcome.READ, f"{_who(invitee)} has given a newer answer than this one.", invitee)
    return _kept(invitee, answer, stamp, at)


def _kept(invitee: Invitee, answer: Answer, stamp: datetime, at: datetime) -> Verdict:
    invitee.answer, invitee.comment = STATUS[answer.status], answer.comment
    invitee.answer_sequence, invitee.answer_stamp, invitee.answered_at = answer.sequence, stamp, at
    invitee.save(update_fields=["answer", "comment", "answer_sequence", "answer_stamp", "answered_at"])
    record("answer calendar", invitee, by=None, at=at, answer=invitee.answer, sequence=answer.sequence)
    return Verdict(Outcome.READ, f"{invitee.person} {SAYS[Answered(invitee.answer)]} “{invitee.title}”.", invitee)


def _strange(invitee: Invitee, answer: Answer) -> str:
    """Why this cannot be her answer, although it knows her address."""
    if answer.uid != invitee.uid:
        return "It answers another event than the one that its address belongs to."
    if answer.attendee not in _addresses(invitee):
        whom = f"for {answer.attendee}" if answer.attendee else "without an attendee"
        return f"It came to the address of {invitee.person} and answers {whom}, who was not invited there."
    if answer.sequence > invitee.sequence:
        return f"It answers a version of the invitation to {invitee.person} that was never sent."
    return ""


def _addresses(invitee: Invitee) -> set[str]:
    """Where she was invited, and the addresses that she has proved."""
    own: Any = invitee.person.emailaddress_set.filter(verified=True)
    return {invitee.address.lower(), *(each.lower() for each in own.values_list("email", flat=True))}


def _wish(invitee: Invitee, answer: Answer) -> str:
    """What wants a person's answer; nothing changes by it."""
    said = f" The comment: {one_line(answer.comment)[:200]}" if answer.comment else ""
    if answer.method == "COUNTER":
        return f"{_who(invitee)} asks for {_span(answer)}; nothing has changed.{said}"
    if answer.status == "DELEGATED" or answer.delegates:
        whom = ", ".join(filter(None, answer.delegates))[:200] or "somebody else"
        return f"{_who(invitee)} names {whom} instead; nothing has changed.{said}"
    if answer.method != "REPLY":
        return f"{_who(invitee)} sent {answer.method or 'a calendar'}, which is no answer.{said}"
    return ""


def _span(answer: Answer) -> str:
    if answer.span is None:
        return "another time"
    begins, ends = answer.span
    return f"another time, {date_format(begins, 'j F Y, H:i')} to {date_format(ends, 'H:i')} UTC"


def _who(invitee: Invitee) -> str:
    return f"{invitee.person} (“{invitee.title}”)"
