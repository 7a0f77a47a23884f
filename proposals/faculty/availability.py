"""When invited people cannot be there, or would rather: for the floor that makes the schedule."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from proposals.lifecycle import LIVING
from proposals.models import Availability, Faculty, InvitationState
from proposals.models.invitation import AvailabilityKind
from workshops.models import Meeting


@dataclass(frozen=True)
class Said:
    """`person` is a primary key."""

    person: int
    is_impossible: bool
    starts_at: datetime
    ends_at: datetime


def said_times(meeting: Meeting) -> list[Said]:
    """What people who take part said by their links, where the row of the text is a known person's; one query."""
    named = Faculty.objects.filter(
        proposal=OuterRef("invitation__proposal"),
        key=OuterRef("invitation__key"),
        email=OuterRef("invitation__email"),
    )
    rows = Availability.objects.filter(
        invitation__state=InvitationState.ACCEPTED,
        invitation__proposal__call__meeting=meeting,
        invitation__proposal__state__in=LIVING,
    )
    times = rows.annotate(person=Subquery(named.values("person")[:1])).exclude(person=None)
    return [
        Said(person, kind == AvailabilityKind.IMPOSSIBLE, starts_at, ends_at)
        for person, kind, starts_at, ends_at in times.values_list("person", "kind", "starts_at", "ends_at")
    ]
