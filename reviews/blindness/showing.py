"""A proposal and its reviews as one person may see them in a stage: what the pages of the stage show."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from proposals.hiding import committee, office
from proposals.judging.looking import Scope
from proposals.models import Proposal
from proposals.reading import AS_HANDED_IN, Reading, read
from proposals.revising.revised import Seen, as_it_is, revised
from reviews.blindness.sight import PROPOSER, Sight
from reviews.blindness.veil import veiled
from reviews.lineage import lines_of
from reviews.models import Decision, Review, WithheldPart
from workshops.models import Seat


def for_reader(proposal: Proposal, sight: Sight, person: Any) -> dict[str, Any]:
    """What the templates beside a review form take: the text, what changed in it, its earlier editions."""
    return _shown(proposal, sight, person, committee(person))


def for_office(proposal: Proposal, sight: Sight, person: Any) -> dict[str, Any]:
    """The same for who leads or decides."""
    return _shown(proposal, sight, person, office(person))


def seen_by(proposal: Proposal, sight: Sight, scope: Scope = AS_HANDED_IN) -> Reading:
    return seen_through(proposal, sight)(read(proposal, scope=scope))


def seen_through(proposal: Proposal, sight: Sight) -> Seen:
    """What takes from a text of the proposal whatever this person may not know."""
    if not sight.hides_proposers(proposal.pk):
        return as_it_is
    parts = WithheldPart.objects.filter(stage=sight.stage, proposal=proposal)
    return partial(veiled, withheld=set(parts.values_list("part", flat=True)))


def named(reviews: Iterable[Review], sight: Sight) -> list[Review]:
    """Each gets `reader`, by which this person may know who wrote it."""
    rows = list(reviews)
    for row in rows:
        row.reader = sight.reader(row.assignment)
    return sorted(rows, key=lambda row: row.reader) if sight.hides_readers else rows


def owed(decisions: Iterable[Decision], proposal: Proposal, sight: Sight) -> list[Decision]:
    """Each condition gets `owes`: its owner, unless she is somebody that this person may not know of."""
    rows, hides = list(decisions), sight.hides_proposers(proposal.pk)
    seats = Seat.objects.serving().filter(committee__stages__call=proposal.call_id)
    members = set(seats.values_list("person", flat=True))
    for condition in (each for row in rows for each in row.conditions.all()):
        is_known = not hides or condition.owner_id in members
        condition.owes = condition.owner if is_known else PROPOSER
    return rows


def _shown(proposal: Proposal, sight: Sight, person: Any, scope: Scope) -> dict[str, Any]:
    seen = seen_through(proposal, sight)
    return {
        "reading": seen(read(proposal, scope=scope)),
        "revised": revised(proposal, seen=seen),
        **({} if sight.hides_proposers(proposal.pk) else lines_of(proposal, person)),
    }
