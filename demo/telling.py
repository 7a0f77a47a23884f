"""Tells the acts one after another, each in a transaction of its own, and remembers in the audit which are told."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import ModuleType

from django.db import transaction

from audit.actions import record
from audit.models import Entry
from demo.acts import committee, last_year, past, priorities, program, seminars, society, this_year
from people.demo_sign_in import address_of
from people.models import Person
from workshops.models import Society

ACTS = (society, past, last_year, program, priorities, this_year, committee, seminars)
TOLD = "tell act"


@dataclass
class Story:
    """What every act may ask: the hour at which it is told, and who is here."""

    now: datetime
    people: dict[str, Person] = field(default_factory=dict)

    def days(self, number: float) -> datetime:
        """So many days from now; a negative number is in the past."""
        return self.now + timedelta(days=number)

    def person(self, key: str) -> Person:
        """Whoever has the address KEY@convoke.example."""
        if key not in self.people:
            self.people[key] = Person.objects.get(email=address_of(key))
        return self.people[key]


def tell_all(now: datetime, say: Callable[[str], None]) -> list[str]:
    """Tell what has not been told yet; returns the names of the acts told now. Asked again, it tells nothing."""
    told = set(Entry.objects.filter(verb=TOLD).values_list("detail__act", flat=True))
    story = Story(now)
    waiting = [act for act in ACTS if name_of(act) not in told]
    for act in waiting:
        began = time.monotonic()
        with transaction.atomic():
            act.tell(story)
            record(TOLD, Society.current(), by=None, at=now, act=name_of(act))
        say(f"  {title_of(act)} ({time.monotonic() - began:.1f} s)")
    return [name_of(act) for act in waiting]


def name_of(act: ModuleType) -> str:
    return act.__name__.rpartition(".")[2]


def title_of(act: ModuleType) -> str:
    """The first line of its story."""
    return (act.__doc__ or name_of(act)).strip().splitlines()[0]
