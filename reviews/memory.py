"""What was counted is remembered, so that a page costs what stands on it and not what stands in the call.

A stage is counted anew as soon as anything happened that could change it: the *pulse*, a few queries over the newest
rows of what it is made of, costs the same at any size. Beside it the key holds the proposals hidden from who looks,
so nobody is ever shown what was counted for somebody else. Of a large stage, whose counting takes seconds, reviews
may be some minutes old; decisions and conflicts never are.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Count, Subquery, Value

from audit.models import Entry
from proposals.models import Faculty, Proposal
from reviews.models import Assignment, Conflict, Decision, Review, Stage
from reviews.models.conflict import hidden_keys
from reviews.models.portfolio import Overlap
from workshops.models import Allotment

LARGE = 1000
MAY_BE_OLD = 300.0
"""Seconds for which a stage of LARGE proposals need not be counted anew for what readers write."""
MOST = 64


@dataclass(frozen=True)
class Pulse:
    """`said` changes with what readers write and with anything in the audit, `settled` with all else."""

    settled: tuple[Any, ...]
    said: tuple[Any, ...]
    proposals: int


@dataclass(frozen=True)
class Remembered:
    pulse: Pulse
    counted_at: float
    value: Any

    def serves(self, pulse: Pulse) -> bool:
        is_young = pulse.proposals >= LARGE and time.monotonic() - self.counted_at < MAY_BE_OLD
        return self.pulse.settled == pulse.settled and (self.pulse.said == pulse.said or is_young)


_kept: OrderedDict[tuple[Any, ...], Remembered] = OrderedDict()
_lock = Lock()


def remembered(key: tuple[Any, ...], stage: Stage, person: Any, ask: Callable[[], Any]) -> Any:
    """What `ask` answers about a stage for this person: two queries where it is remembered. `key` says what is asked
    and what it depends on besides.
    """
    key, pulse = (*key, stage.pk, hidden_keys(person)), pulse_of(stage)
    with _lock:
        found = _kept.get(key)
    if found is None or not found.serves(pulse):
        found = Remembered(pulse, time.monotonic(), ask())
    with _lock:
        _kept[key] = found
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found.value


def pulse_of(stage: Stage) -> Pulse:
    """In one query. Every action leaves an entry in the audit."""
    decided = Decision.objects.standing().filter(stage__call=stage.call_id)
    proposals = Proposal.objects.filter(call=stage.call_id)
    settled = [
        *map(_newest, (Conflict, Faculty, Allotment, Overlap, Decision)),
        _number(Conflict.objects),
        _number(decided),
    ]
    said = map(_newest, (Entry, Review, Assignment))
    row = Stage.objects.filter(pk=stage.pk).values_list(
        "opened_at", "places", "rubric", *settled, _number(proposals), *said
    )[0]
    return Pulse(row[:-3], row[-3:], row[-4] or 0)


def _newest(model: Any) -> Subquery:
    return Subquery(model.objects.order_by("-pk").values("pk")[:1])


def _number(rows: Any) -> Subquery:
    """How many, as part of a larger query; None for none."""
    return Subquery(
        rows.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values("number")
    )


def forget() -> None:
    """For tests, whose databases are rolled back."""
    with _lock:
        _kept.clear()
