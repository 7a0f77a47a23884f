"""What is left to give away: slots of each format against the places given."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from proposals.lifecycle import State
from reviews.models import Decision, Stage
from reviews.models.decision import GIVES_PLACE
from workshops.models import Format

GONE = [State.WITHDRAWN, State.CANCELLED, State.MERGED, State.DECLINED]


@dataclass(frozen=True)
class Slots:
    """`allotted` over all days; `given` by decisions of the stage that approves, told or not; `left` may be below
    nothing, when more was given than there is."""

    format: Format
    allotted: int
    given: int

    @property
    def left(self) -> int:
        return self.allotted - self.given


def slots_of(stage: Stage, person: Any) -> list[Slots]:
    """Of every format that has slots, as this person may count them; two queries."""
    formats = stage.call.formats.annotate(allotted=Sum("allotments__slots")).filter(allotted__gt=0)
    rows = Decision.objects.filter(stage=stage, outcome__in=GIVES_PLACE).shown_to(person)
    places = rows.exclude(proposal__state__in=GONE).order_by().values("proposal__format")
    given = dict(places.annotate(given=Count("proposal", distinct=True)).values_list("proposal__format", "given"))
    return [Slots(form, form.allotted, given.get(form.pk, 0)) for form in formats]
