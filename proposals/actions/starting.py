"""Begin a proposal, from nothing or from an earlier one."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.codes import random_code
from people.refusal import Refusal, insist
from proposals import rules
from proposals.actions.attaching import carry
from proposals.actions.saving import keep
from proposals.content import Content, EditionRow, FacultyRow, cleaned
from proposals.lifecycle import State
from proposals.models import Proposal
from proposals.models.proposal import RevisionKind
from proposals.rows import content_of, write
from workshops.models import Call, Format

HELD = (State.ACCEPTED, State.CONFIRMED)


@transaction.atomic
def start(call: Call, form: Format, *, by: Any, at: datetime, from_earlier: Proposal | None = None) -> Proposal:
    """A draft with `by` as its chair, or with the text of an earlier proposal of hers."""
    insist(rules.start(by, call, form, at))
    insist(_hers(from_earlier, by))
    proposal = Proposal.objects.create(
        call=call, format=form, proposer=by, created_at=at, saved_at=at, started_from=from_earlier
    )
    content = Content(faculty=(_chair(by),))
    if from_earlier:
        content = carry(_again(from_earlier), [from_earlier], proposal, at=at)
    write(proposal, cleaned(content))
    keep(proposal, content_of(proposal), kind=RevisionKind.SAVED, by=by, at=at)
    record("start", proposal, by=by, at=at, **({"from": from_earlier.code} if from_earlier else {}))
    return proposal


def _hers(earlier: Proposal | None, by: Any) -> Refusal | None:
    if earlier is None or earlier.proposer_id == by.pk:
        return None
    return Refusal("You can start from a proposal of your own only.")


def _chair(person: Any) -> FacultyRow:
    return FacultyRow(
        key=random_code(),
        role="chair",
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email or "",
        affiliation=person.affiliation,
        country=person.country,
        career_stage=person.career_stage,
    )


def _again(earlier: Proposal) -> Content:
    """The same text; where the earlier one took place, it is named among the earlier editions."""
    content = replace(content_of(earlier), replies={})
    if earlier.state not in HELD:
        return replace(content, editions=tuple(replace(row, key=random_code()) for row in content.editions))
    edition = EditionRow(
        key=random_code(), title=content.title, year=earlier.call.meeting.starts_on.year, earlier=earlier.code
    )
    return replace(content, editions=(edition, *content.editions))
