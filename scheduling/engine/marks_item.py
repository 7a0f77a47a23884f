"""Violations of one item by itself: its room, its people, its lock, what was published of it."""

from collections.abc import Iterator

from .index import Index, Spot
from .report import HARD_SEVERITY, SOFT_SEVERITY, Violation


def mark(
    index: Index,
    rule: str,
    amount: int,
    items: tuple[str, ...],
    sentence: str,
    *,
    people: tuple[str, ...] = (),
    room: str | None = None,
) -> Iterator[Violation]:
    """The violation of a rule by an amount; nothing when the rule is off or the amount is 0."""
    asked = index.rule[rule]
    if amount <= 0 or not asked.on:
        return
    severity = HARD_SEVERITY if asked.hard else SOFT_SEVERITY
    paid = asked.weight * amount if rule == "unplaced" or not asked.hard else 0
    yield Violation(rule, severity, items, people, room, paid, sentence)


def item_marks(index: Index, item: str, spot: Spot | None) -> Iterator[Violation]:
    """Every violation that needs only this item's place (None: it has none)."""
    title = index.items[item].title
    if spot is None:
        yield from mark(index, "unplaced", 1, (item,), f"{title} has no room and no time yet")
        return
    if spot.block is None:
        where = index.rooms[spot.room].name
        yield from mark(
            index, "outside", 1, (item,), f"{title} is outside every block open for {where}", room=spot.room
        )
    yield from _lock_marks(index, item, spot)
    yield from _room_marks(index, item, spot)
    yield from _people_marks(index, item, spot)
    yield from _told_marks(index, item, spot)


def _lock_marks(index: Index, item: str, spot: Spot) -> Iterator[Violation]:
    title = index.items[item].title
    room = index.locked_room.get(item, spot.room)
    if room != spot.room:
        sentence = f"{title} is locked to {index.rooms[room].name} but is in {index.rooms[spot.room].name}"
        yield from mark(index, "lock", 1, (item,), sentence, room=spot.room)
    if index.locked_start.get(item, spot.start) != spot.start:
        yield from mark(index, "lock", 1, (item,), f"{title} is not at the time it is locked to")


def _room_marks(index: Index, item: str, spot: Spot) -> Iterator[Violation]:
    it, room = index.items[item], index.rooms[spot.room]
    if any(a < spot.end and spot.start < b for a, b in room.closed):
        sentence = f"{room.name} is closed while {it.title} is in it"
        yield from mark(index, "room_closed", 1, (item,), sentence, room=room.id)
    if room.capacity is not None and it.audience > room.capacity:
        sentence = f"{it.title} expects {it.audience} people; {room.name} holds {room.capacity}"
        yield from mark(index, "room_small", it.audience - room.capacity, (item,), sentence, room=room.id)
    missing = [each for each in it.needs if each not in room.features]
    if missing:
        sentence = f"{it.title} needs {', '.join(missing)}, which {room.name} does not have"
        yield from mark(index, "room_lacks", len(missing), (item,), sentence, room=room.id)
    cost = index.item_room.get((item, room.id), 0)
    yield from mark(index, "item_room", cost, (item,), f"{it.title} is unwelcome in {room.name}", room=room.id)


def _people_marks(index: Index, item: str, spot: Spot) -> Iterator[Violation]:
    it = index.items[item]
    for person in index.attending[item]:
        who = index.people[person]
        if any(a < spot.end and spot.start < b for a, b in who.absent):
            sentence = f"{who.name} is away during {it.title}"
            yield from mark(index, "absent", 1, (item,), sentence, people=(person,))
    yield from _hours_marks(index, item, spot)


def _hours_marks(index: Index, item: str, spot: Spot) -> Iterator[Violation]:
    it = index.items[item]
    if not index.rule["hours"].on:
        return
    cost = hours_cost(index, item, spot)
    if cost:
        burdened = tuple(index.burdens(item, spot))
        names = ", ".join(index.people[each].name for each in burdened)
        sentence = f"{it.title} is at an unwelcome hour" + (f" for {names}" if names else "")
        yield from mark(index, "hours", cost, (item,), sentence, people=burdened)


def hours_cost(index: Index, item: str, spot: Spot) -> int:
    """The item's own penalty for the block, once, plus each person's own unwelcome hours."""
    cost = index.item_hours.get((item, spot.block), 0) if spot.block else 0
    for person in index.attending[item]:
        rows = index.people[person].unwelcome
        cost += sum(each for a, b, each in rows if a < spot.end and spot.start < b)
    return cost


def _told_marks(index: Index, item: str, spot: Spot) -> Iterator[Violation]:
    it = index.items[item]
    if spot.block is not None:
        block = index.blocks[spot.block]
        cost = index.item_block.get((item, block.id), 0)
        yield from mark(index, "item_block", cost, (item,), f"{it.title} is unwelcome in {block.name}")
    told = index.published.get(item)
    if told is None:
        return
    if told.start != spot.start:
        sentence = f"{it.title} is not at its published time"
        yield from mark(index, "moved_time", told.weight, (item,), sentence)
    if told.room != spot.room:
        sentence = f"{it.title} was published for {index.rooms[told.room].name}"
        yield from mark(index, "moved_room", told.weight, (item,), sentence, room=spot.room)
