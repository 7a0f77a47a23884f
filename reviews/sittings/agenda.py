"""An agenda as one person sees it: without the items that are hidden from her, which leave no gap in its numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from people.models import Person
from proposals.reading import with_submitted_titles
from reviews.engine import agenda as engine
from reviews.models import AgendaItem, Sitting
from reviews.sittings.recusals import recused


@dataclass(frozen=True)
class Line:
    """An item with its number on this agenda, and the members who leave the room for it."""

    number: int
    item: AgendaItem
    out: tuple[Person, ...]


@dataclass(frozen=True)
class Agenda:
    """`moves` is how often somebody leaves or returns in this order."""

    lines: list[Line]
    moves: int

    @property
    def done(self) -> int:
        return sum(line.item.state == "done" for line in self.lines)


def members_of(sitting: Sitting) -> list[Person]:
    """Who sits in its committee, in the order of their seats."""
    return [seat.person for seat in sitting.committee.seats.serving().select_related("person")]


def items_for(sitting: Sitting, person: Any) -> list[AgendaItem]:
    items = list(sitting.items.shown_to(person).select_related("proposal__format", "proposal__proposer"))
    with_submitted_titles(item.proposal for item in items if item.proposal)
    return items


def agenda_of(sitting: Sitting, person: Any, members: Collection[Person]) -> Agenda:
    """Two queries beside those of its proposals, whatever their number."""
    items = items_for(sitting, person)
    away = recused(items, members)
    lines = [
        Line(number, item, tuple(each for each in members if each.pk in away[item.pk]))
        for number, item in enumerate(items, start=1)
    ]
    return Agenda(lines, engine.transitions([_fixed(line) for line in lines]))


def best_order(agenda: Agenda) -> engine.Order:
    """What the engine finds for what this person sees: what was begun stays, and what is locked."""
    return engine.order([_fixed(line) for line in agenda.lines])


def _fixed(line: Line) -> engine.Item:
    out = frozenset(person.pk for person in line.out)
    return engine.Item(line.item.pk, out, line.item.is_locked or line.item.began_at is not None)
