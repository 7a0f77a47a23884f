"""Tell the proposers: write the letters, reword one, release them. Releasing moves the proposals
(`reviews.actions.known`)."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from audit.actions import record
from letters import actions as outbox
from letters.models import Letter, LetterState
from people.refusal import Refusal, Refused, insist
from reviews import rules
from reviews.choosing.facts import known
from reviews.letter_kinds import KIND_OF
from reviews.letter_values import values_of
from reviews.models import Decision, Stage


def unwritten(stage: Stage, person: Any) -> Any:
    """Decisions of a stage that no letter in the outbox tells yet."""
    none = Q(letter=None) | Q(letter__state=LetterState.DISCARDED)
    return stage.decisions.unreleased().shown_to(person).filter(none)


def batch_of(stage: Stage) -> str:
    """Under this name the outbox shows the letters of a stage together."""
    return f"Decisions of {stage.name[:60]}, {stage.call.meeting.slug} ({stage.pk})"


@transaction.atomic
def write_letters(stage: Stage, *, by: Any, at: datetime) -> tuple[int, list[str]]:
    """A held letter for each decision that has none. Returns how many, and a sentence for each that could not be."""
    insist(rules.release(by, stage))
    rows = unwritten(stage, by).select_for_update(of=("self",))
    written, faults = 0, []
    for decision in rows.select_related("proposal__call__meeting", "proposal__format", "proposal__proposer"):
        try:
            write_letter(decision, by=by, at=at)
        except Refused as refused:
            faults.append(f"“{decision.proposal}”: {refused.refusal.sentence}")
        else:
            written += 1
    return written, faults


@transaction.atomic
def write_letter(decision: Decision, *, by: Any, at: datetime) -> Letter:
    """The held letter of one decision."""
    stage, proposal = decision.stage, decision.proposal
    insist(rules.release(by, stage) or rules.decidable(stage, proposal))
    decision.letter = outbox.compose(
        KIND_OF[decision.outcome].name,
        proposal.call.meeting.letter_set,
        values_of(decision),
        to=proposal.proposer,
        by=by,
        at=at,
        about=proposal,
        batch=batch_of(stage),
        hold=True,
        facts=partial(known, decision),
    )
    decision.save(update_fields=["letter"])
    return decision.letter


@transaction.atomic
def reword(decision: Decision, *, subject: str, body: str, by: Any, at: datetime) -> Letter:
    """Change the words of one held letter."""
    insist(rules.release(by, decision.stage))
    insist(rules.in_conflict(by, decision.proposal))
    letter = Letter.objects.select_for_update().held().filter(pk=decision.letter_id).first()
    if letter is None:
        raise Refused(Refusal("This letter is no longer held, so its words stand."))
    letter.subject, letter.body = subject, body
    letter.save(update_fields=["subject", "body"])
    record("reword", letter, by=by, at=at)
    return letter


@transaction.atomic
def release(stage: Stage, *, decisions: Iterable[int], by: Any, at: datetime) -> int:
    """Let the letters of these decisions go, all or none. Each moves its proposal in the same transaction."""
    insist(rules.release(by, stage))
    wanted = set(decisions)
    rows = stage.decisions.unreleased().shown_to(by).filter(pk__in=wanted, letter__state=LetterState.HELD)
    letters = dict(rows.values_list("pk", "letter"))
    if not wanted or letters.keys() != wanted:
        raise Refused(
            Refusal("Some of these letters are no longer held.", "Nothing was released; look at the list again.")
        )
    return outbox.release(Letter.objects.filter(pk__in=letters.values()), by=by, at=at)
