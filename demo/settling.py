"""What Chen makes of the conflicts that were found: some are none, some are, and one name may be somebody else's."""

from datetime import datetime, timedelta
from typing import Any

from proposals.models import Faculty
from reviews.actions import clearing, conflicts, ties
from reviews.actions.looking import look
from reviews.models import Evidence, Stage, TieKind

WAIVED = "Two hospitals of one group in different cities; they have never worked together."
AGREED = "They share a laboratory and a grant, and both say so."
CONFIRMED = (0, 3)
SETTLED = 5
"""Pairs that Chen settles, and which of them are conflicts; of the others he says that they are none."""


def settle(story: Any, stage: Stage, *, at: datetime) -> None:
    chen = story.person("chen")
    asked = {chen.pk, story.person("rita").pk, story.person("raj").pk}
    found = Evidence.objects.filter(proposal__call=stage.call, is_current=True, may_clear=True)
    rows = found.exclude(person__in=asked).select_related("proposal", "person").order_by("proposal_id", "pk")
    pairs = list(dict.fromkeys((row.proposal, row.person) for row in rows))
    for number, (proposal, person) in enumerate(pairs[:SETTLED]):
        pair = {"proposal": proposal, "person": person, "by": chen, "at": at + timedelta(minutes=number)}
        if number in CONFIRMED:
            conflicts.declare(stage, reason=AGREED, **pair)
        else:
            clearing.clear(stage, reason=WAIVED, **pair)
    person = pairs[0][1]
    near = {proposal for proposal, each in pairs if each == person}
    name_alone(next(proposal for proposal, _ in pairs if proposal not in near), person, at=at)


def name_alone(proposal: Any, person: Any, *, at: datetime) -> None:
    """A tie declared without an address may be to somebody else of this name: it waits for Chen to look at it."""
    named = Faculty.objects.filter(proposal=proposal).order_by("pk").last()
    if named:
        names = {"given_name": named.given_name, "family_name": named.family_name}
        ties.declare_tie(person, kind=TieKind.FAMILY, by=person, at=at, **names)
        look([proposal], [person], at=at)
