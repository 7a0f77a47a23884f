"""Who could step in: members of the committee, and reviewers of other committees of the meeting."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from people.models import Person
from proposals.models import Proposal
from reviews.actions.assigning import members
from reviews.actions.leaving import today
from reviews.expertise import matrix
from reviews.models import Assignment, Bid, Leave, PlannedReader, Stage
from reviews.models.review import Because
from reviews.obstacles import obstacles
from reviews.planning.pairs import reader_of
from workshops.models import Seat


@dataclass(frozen=True)
class Free:
    """`load`: what she still has to read in the meeting. `committee`: where she sits, of who is no member of this."""

    person: Person
    load: int
    reader: PlannedReader
    committee: str


def free_for(stage: Stage, proposal: Proposal, viewer: Any, at: datetime) -> list[Free]:
    """Who suits best first, members before others. Nobody with a conflict, who is away, who was asked before, or who
    said that she cannot judge it. As many queries whatever their number.
    """
    seats = _elsewhere(stage)
    people = list(_askable(stage, proposal, seats, at))
    barred = obstacles([proposal], people, viewer=viewer)
    carried = _loads(stage, viewer)
    knows = matrix(stage, viewer, [proposal.pk], [each.pk for each in people])
    found = [
        Free(each, carried[each.pk], reader_of(None, knows, proposal.pk, each.pk), seats.get(each.pk, ""))
        for each in people
        if (proposal.pk, each.pk) not in barred
    ]
    return sorted(found, key=lambda one: (bool(one.committee), -one.reader.score, one.load))


def _askable(stage: Stage, proposal: Proposal, elsewhere: dict[int, str], at: datetime) -> Any:
    asked = Assignment.objects.filter(stage=stage, proposal=proposal).values("reviewer")
    cannot = Assignment.objects.filter(proposal=proposal, declined_because=Because.SUBJECT).values("reviewer")
    said = Bid.objects.filter(proposal=proposal, can_judge=False).values("person")
    away = Leave.objects.on(today(stage, at)).values("person")
    people = members(stage) | Person.objects.filter(pk__in=elsewhere).in_index_order()
    people = people.exclude(pk__in=asked).exclude(pk__in=cannot).exclude(pk__in=said).exclude(pk__in=away)
    return people.filter(is_active=True).exclude(email=None)


def _elsewhere(stage: Stage) -> dict[int, str]:
    """Who may review only in another committee of the meeting, with its name."""
    rows = Seat.objects.serving().filter(committee__meeting=stage.call.meeting_id, may_review=True)
    here = set(rows.filter(committee=stage.committee_id).order_by().values_list("person", flat=True))
    pairs = rows.exclude(committee=stage.committee_id).order_by("-committee__order", "-pk")
    return {key: name for key, name in pairs.values_list("person", "committee__name") if key not in here}


def _loads(stage: Stage, viewer: Any) -> Counter[int]:
    rows = Assignment.objects.filter(stage__call__meeting=stage.call.meeting_id, stage__closed_at=None)
    rows = rows.standing().shown_to(viewer).exclude(review__submitted_at__isnull=False)
    return Counter(rows.order_by().values_list("reviewer", flat=True))
