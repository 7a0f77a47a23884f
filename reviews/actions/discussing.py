"""Say something in the discussion of a proposal, put it otherwise, withdraw it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from rendering.text import plain
from reviews.discussion import rules
from reviews.discussion.letters import tell
from reviews.models import Remark, RemarkMark, Stage

WAIT = timedelta(hours=2)
"""How long a remark waits for others, so that one letter tells of them all."""


@transaction.atomic
def remark(stage: Stage, *, proposal: Proposal, text: str, by: Any, at: datetime) -> Remark:
    """Those who take part find it on their home page, and learn of it by letter within the day."""
    insist(rules.write(by, stage, proposal, at))
    made = Remark.objects.create(stage=stage, proposal=proposal, by=by, at=at, text=_words(text))
    mark_read(stage, proposal, made.pk, by=by)
    record("remark", made, by=by, at=at, proposal=proposal.pk)
    return made


@transaction.atomic
def reword_remark(found: Remark, *, text: str, by: Any, at: datetime) -> Remark:
    locked = _lock(found)
    insist(rules.change(by, locked, at))
    locked.text, locked.edited_at = _words(text), at
    locked.save(update_fields=["text", "edited_at"])
    record("reword remark", locked, by=by, at=at)
    return locked


@transaction.atomic
def withdraw_remark(found: Remark, *, by: Any, at: datetime) -> Remark:
    """From now on only that there was one is shown."""
    locked = _lock(found)
    insist(rules.change(by, locked, at))
    locked.withdrawn_at = at
    locked.save(update_fields=["withdrawn_at"])
    record("withdraw remark", locked, by=by, at=at)
    return locked


def mark_read(stage: Stage, proposal: Proposal, last: int, *, by: Any) -> None:
    """She has had the remarks up to that key before her; a mark never goes back."""
    mark, _ = RemarkMark.objects.get_or_create(stage=stage, proposal=proposal, person=by)
    RemarkMark.objects.filter(pk=mark.pk, seen__lt=last).update(seen=last)


def _lock(found: Remark) -> Remark:
    rows = Remark.objects.select_for_update(of=("self",)).select_related("stage__call", "proposal")
    return rows.get(pk=found.pk)


def _words(text: str) -> str:
    words = plain(text).strip()
    if not words:
        raise Refused(Refusal("Write what you want to say."))
    return words


def tell_remarks(at: datetime) -> int:
    """At each tick: one letter about all that was said in a discussion since its first remark two hours ago. Returns
    how many discussions were told.
    """
    untold = Remark.objects.filter(told_at=None).order_by().values("stage", "proposal")
    due = untold.annotate(first=Min("at")).filter(first__lte=at - WAIT)
    return sum(_tell(row["stage"], row["proposal"], at) for row in list(due[:200]))


@transaction.atomic
def _tell(stage: int, proposal: int, at: datetime) -> bool:
    found = Stage.objects.select_for_update(of=("self",)).select_related("committee", "call__meeting").get(pk=stage)
    untold = Remark.objects.filter(stage=found, proposal=proposal, told_at=None)
    first = untold.first()
    if first is None or first.at > at - WAIT:
        return False  # another tick was here
    untold.update(told_at=at)
    tell(found, Proposal.objects.select_related("call__meeting").get(pk=proposal), at=at)
    return True
