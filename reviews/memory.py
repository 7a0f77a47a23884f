"""What was counted is remembered, so that a page costs what stands on it and not what stands in the call.

It is counted anew as soon as anything happened that could change it: the *pulse*, one query over the newest rows of
what committees count, costs the same at any size. Beside it the key holds the proposals hidden from who looks, so
nobody is ever shown what was counted for somebody else. Where counting takes long, reviews may be some minutes old;
decisions and conflicts never are.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Count, Subquery, Value

from audit.models import Entry
from people.models import Person
from proposals.models import Faculty, Proposal
from reviews.models import Assignment, Conflict, Decision, Review
from reviews.models.conflict import hidden_keys
from reviews.models.portfolio import Overlap
from workshops.models import Allotment

LONG = 1.0
"""Seconds; what takes longer is not counted anew for everything that readers write."""
MAY_BE_OLD = 300.0
MOST = 64


@dataclass(frozen=True)
class Pulse:
    """`said` changes with what readers write and with anything in the audit, `settled` with all else."""

    settled: tuple[Any, ...]
    said: tuple[Any, ...]


STILL = Pulse((), ())
"""Of what only its key can change."""


@dataclass(frozen=True)
class Remembered:
    pulse: Pulse
    counted_at: float
    took: float
    value: Any

    def serves(self, pulse: Pulse) -> bool:
        is_young = self.took > LONG and time.monotonic() - self.counted_at < MAY_BE_OLD
        return self.pulse.settled == pulse.settled and (self.pulse.said == pulse.said or is_young)


_kept: OrderedDict[tuple[Any, ...], Remembered] = OrderedDict()
_lock = Lock()


def recalled(key: tuple[Any, ...], person: Any, ask: Callable[[], Any], pulse: Pulse | None = None) -> Any:
    """What `ask` answers for this person; two queries where it is remembered. `key` says what is asked, and whatever
    it depends on besides; `pulse` is given where that tells all, and nothing that happens matters.
    """
    key, pulse = (*key, hidden_keys(person)), pulse or pulse_now(person)
    with _lock:
        found = _kept.get(key)
    if found is None or not found.serves(pulse):
        begun = time.monotonic()
        value = ask()
        found = Remembered(pulse, begun, time.monotonic() - begun, value)
    with _lock:
        _kept[key] = found
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found.value


def pulse_now(person: Any) -> Pulse:
    """Every action leaves an entry in the audit."""
    settled = [_newest(each) for each in (Proposal, Faculty, Allotment, Overlap, Conflict)]
    settled.append(_newest(Decision, "at"))  # one that is changed keeps its key
    settled += [_number(each) for each in (Conflict, Decision)]
    said = [_newest(each) for each in (Entry, Review, Assignment)]
    row = Person.objects.filter(pk=person.pk).values_list(*settled, *said)[0]
    return Pulse(row[: len(settled)], row[len(settled) :])


def _newest(model: Any, by: str = "pk") -> Subquery:
    return Subquery(model.objects.order_by(f"-{by}").values(by)[:1])


def _number(model: Any) -> Subquery:
    """How many there are, as part of a larger query; None for none."""
    whole = model.objects.order_by().annotate(all=Value(1)).values("all")
    return Subquery(whole.annotate(number=Count("pk")).values("number"))


def forget() -> None:
    """For tests, whose databases are rolled back."""
    with _lock:
        _kept.clear()
