"""What was counted is remembered, so that a page costs what stands on it and not what stands in the call.

A stage is counted anew as soon as anything happened that could change it: the *pulse*, one query over the newest rows
of what it is made of, costs the same at any size. Beside it the key holds the proposals hidden from who looks, so
nobody is ever shown what was counted for somebody else. Of a large stage, whose counting takes seconds, numbers may
be some minutes old.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Count, Max, Subquery

from audit.models import Entry
from proposals.models import Faculty, Proposal
from reviews.calibration.counting import Standings, count
from reviews.models import Assignment, Conflict, Decision, Review, Stage
from reviews.models.conflict import hidden_from
from workshops.models import Allotment

LARGE = 1000
MAY_BE_OLD = 300.0
"""Seconds for which a stage of LARGE proposals need not be counted anew."""
MOST = 64

type Key = tuple[int, tuple[int, ...]]


@dataclass(frozen=True)
class Remembered:
    pulse: tuple[Any, ...]
    counted_at: float
    standings: Standings

    def serves(self, pulse: tuple[Any, ...]) -> bool:
        old = time.monotonic() - self.counted_at
        return self.pulse == pulse or (len(self.standings.rows) >= LARGE and old < MAY_BE_OLD)


_kept: OrderedDict[Key, Remembered] = OrderedDict()
_lock = Lock()


def standings_of(stage: Stage, person: Any) -> Standings:
    """The stage counted for this person: three queries where it is remembered."""
    key, pulse = (stage.pk, hidden_in(stage, person)), pulse_of(stage)
    with _lock:
        found = _kept.get(key)
    if found is None or not found.serves(pulse):
        found = Remembered(pulse, time.monotonic(), count(stage, person))
    with _lock:
        _kept[key] = found
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found.standings


def hidden_in(stage: Stage, person: Any) -> tuple[int, ...]:
    """Keys of the call's proposals that this person must not know of."""
    rows = Proposal.objects.filter(call=stage.call_id, pk__in=hidden_from(person))
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def pulse_of(stage: Stage) -> tuple[Any, ...]:
    """Changes whenever what a stage is counted from could have changed; every action leaves an entry in the audit."""
    tables = (Entry, Review, Assignment, Decision, Conflict, Faculty, Allotment)
    newest = [Subquery(model.objects.order_by("-pk").values("pk")[:1]) for model in tables]
    row = Stage.objects.filter(pk=stage.pk).values_list("opened_at", "places", "rubric", *newest)
    conflicts = Conflict.objects.aggregate(Count("pk"))
    proposals = Proposal.objects.filter(call=stage.call_id).aggregate(Count("pk"), Max("pk"))
    return (*row[0], *conflicts.values(), *proposals.values())


def forget() -> None:
    """For tests, whose databases are rolled back."""
    with _lock:
        _kept.clear()
