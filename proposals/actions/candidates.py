"""Talks of a workshop that will not be held become candidates; speakers are asked, unless they said so before."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from people.secret_links import hash_of, new_token
from proposals.actions.move import lock
from proposals.candidates import letters as candidate_letters
from proposals.candidates import rules as candidate_rules
from proposals.content import FacultyRow, ItemRow
from proposals.judging.basics import is_address
from proposals.models import Candidate, Consent, Proposal
from proposals.models.candidate import Answer
from proposals.models.faculty import ItemKind
from proposals.models.invitation import RecordingUse
from proposals.reading import handed_in


@transaction.atomic
def make_candidates(proposal: Proposal, *, by: Any, at: datetime) -> list[Candidate]:
    """Every talk with a speaker, of the text that was handed in. Asked twice, nobody is a candidate twice."""
    locked = lock(proposal)
    insist(candidate_rules.make_candidates(by, locked))
    content = handed_in([locked])[locked.pk]
    people = {row.key: row for row in content.faculty}
    known = set(locked.candidates.values_list("item", flat=True))
    consented = _consented(locked)
    made = []
    for item in content.items:
        row = people.get(item.speaker)
        if item.kind == ItemKind.TALK and row and item.key not in known:
            made.append(_make(locked, item, row, consented.get(row.email), by, at))
    record("make candidates", locked, by=by, at=at, count=len(made))
    return made


def _consented(proposal: Proposal) -> dict[str, datetime]:
    """By address: when she said on the page of her invitation that her talk may be placed elsewhere."""
    rows = Consent.objects.filter(invitation__proposal=proposal, use=RecordingUse.ELSEWHERE).order_by("id")
    last = {row.invitation.email: row for row in rows.select_related("invitation")}
    return {email: row.at for email, row in last.items() if row.is_given}


def _make(
    proposal: Proposal, item: ItemRow, row: FacultyRow, consented_at: datetime | None, by: Any, at: datetime
) -> Candidate:
    candidate = Candidate.objects.create(
        meeting=proposal.call.meeting,
        proposal=proposal,
        item=item.key,
        title=item.title or "Untitled talk",
        minutes=item.minutes,
        speaker=row.name,
        email=row.email,
        affiliation=row.affiliation,
        person_id=proposal.faculty.filter(key=row.key, email=row.email).values_list("person", flat=True).first(),
        answer=Answer.YES if consented_at else "",
        answered_at=consented_at,
        beforehand=consented_at is not None,
        by=by,
        at=at,
    )
    if not consented_at and is_address(row.email):
        _ask(candidate, by, at)
    return candidate


def _ask(candidate: Candidate, by: Any, at: datetime) -> None:
    token = new_token()
    candidate.token_hash, candidate.asked_at = hash_of(token), at
    candidate.save(update_fields=["token_hash", "asked_at"])
    candidate_letters.asked(candidate, token, by=by, at=at)


@transaction.atomic
def answer(candidate: Candidate, *, consents: bool, at: datetime) -> Candidate:
    """By the secret link of her letter, which signs nobody in."""
    locked = Candidate.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=candidate.pk)
    insist(candidate_rules.answer(locked))
    locked.answer, locked.answered_at = Answer.YES if consents else Answer.NO, at
    locked.save(update_fields=["answer", "answered_at"])
    record("answer as candidate", locked, by=None, at=at, answer=locked.answer)
    return locked
