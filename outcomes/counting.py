"""What is counted of a closed round: the answers of who took part, as the engines want them.

Left out are answers of people who were removed before the round closed, and of who stepped back from the item.
Nothing is read of a round that is open or undone: `Rating.objects` has no such row.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from outcomes.engine.chnri import Answer
from outcomes.engine.picking import Ballot
from outcomes.models import ItemRecusal, Rating, Round


@dataclass(frozen=True, slots=True)
class Count:
    """One answer: primary keys of the person, her group and the item."""

    person: int
    group: int
    item: int
    criterion: str
    value: float | None


def counts_of(round_: Round) -> list[Count]:
    """One query."""
    stepped = ItemRecusal.objects.filter(item=OuterRef("asked__item"), participant=OuterRef("participant"))
    there = Q(participant__removed_at__isnull=True) | Q(participant__removed_at__gt=F("asked__round__closed_at"))
    rows = Rating.objects.filter(there, ~Exists(stepped), asked__round=round_)
    found = rows.values_list("participant", "participant__group", "asked__item", "criterion", "value").order_by("pk")
    return [Count(*facts, float(value) if value is not None else None) for *facts, value in found]


def answers(counts: Iterable[Count]) -> list[Answer]:
    return [Answer(each.person, each.item, each.criterion, each.value) for each in counts]


def ratings(counts: Iterable[Count]) -> dict[int, dict[int, int]]:
    """{person: {item: whole number}}, without blanks."""
    found: dict[int, dict[int, int]] = {}
    for each in counts:
        if each.value is not None:
            found.setdefault(each.person, {})[each.item] = int(each.value)
    return found


def ballots(counts: Iterable[Count]) -> dict[int, list[Ballot]]:
    """{group: a ballot of each person}."""
    counts = list(counts)
    group = {each.person: each.group for each in counts}
    found: dict[int, list[Ballot]] = {}
    for person, given in ratings(counts).items():
        found.setdefault(group[person], []).append(given)
    return found
