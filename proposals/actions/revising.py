"""Ask for another text with points, give more time for it, or go on without it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals import rules
from proposals.actions.move import lock, move
from proposals.actions.saving import keep
from proposals.content import from_json, tidy
from proposals.lifecycle import Verb
from proposals.models import Point, Proposal
from proposals.models.proposal import RevisionKind
from proposals.revising import letters as revision_letters
from proposals.rows import write


def ask_revision(
    proposal: Proposal,
    *,
    until: datetime,
    by: Any,
    at: datetime,
    points: Sequence[str] = (),
    reason: str = "",
    is_told: bool = False,
) -> Proposal:
    """Ask for a new text by a date, with the points to change; `reason` is said before them, or is the only point.
    A letter carries all of it, unless it `is_told` by another already.
    """
    wanted = [kept for text in points or [reason] if (kept := tidy(text))]
    if not wanted:
        raise Refused(Refusal("Say what has to change, one point at a time.", "The proposer answers each of them."))
    _insist_on_future(until, at)

    def then(now: Proposal) -> None:
        for order, text in enumerate(wanted, start=1):
            Point.objects.create(proposal=now, text=text, order=order, by=by, at=at)
        if not is_told:
            revision_letters.asked(now, wanted, by=by, at=at)

    words = reason if points else ""
    return move(Verb.ASK_REVISION, proposal, by=by, at=at, reason=words, then=then, revise_by_at=until)


@transaction.atomic
def extend_revision(proposal: Proposal, *, until: datetime, by: Any, at: datetime, reason: str = "") -> Proposal:
    """Another date for the revision, also once the first has passed; a letter says so."""
    locked = lock(proposal)
    insist(rules.extend_revision(by, locked))
    _insist_on_future(until, at)
    before, locked.revise_by_at = locked.revise_by_at, until
    locked.save(update_fields=["revise_by_at"])
    dates = {"before": before.isoformat() if before else None, "after": until.isoformat()}
    record("extend revision", locked, by=by, at=at, reason=tidy(reason), **dates)
    revision_letters.extended(locked, tidy(reason), by=by, at=at)
    return locked


def go_on(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    """The date has passed: the committee goes on with the text it had. What was typed since stays in the history."""

    def then(now: Proposal) -> None:
        handed_in = now.revisions.submitted().first()
        if handed_in:
            content = from_json(handed_in.content)
            write(now, content)
            keep(now, content, kind=RevisionKind.SAVED, by=by, at=at)
        revision_letters.over(now, by=by, at=at)

    return move(Verb.GO_ON, proposal, by=by, at=at, then=then, revise_by_at=None)


def _insist_on_future(until: datetime, at: datetime) -> None:
    if until <= at:
        raise Refused(Refusal("The date for a revision has to be in the future."))
