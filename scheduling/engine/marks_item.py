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
        sentence = f"{title} is outside every block open for {where}"
        yield from mark(index, "outside", 1, (item,), sentence, room=spot.room)
    yield from room_marks(index, item, spot.room)
    yield from time_marks(index, item, spot)
    yield from closed_marks(index, item, spot)


def room_marks(index: Index, item: str, where: str) -> Iterator[Violation]:
    """What the room alone breaks, at any time."""
    it, room = index.items[item], index.rooms[where]
    locked = index.locked_room.get(item, where)
    if locked != where:
        sentence = f"{it.title} is locked to {index.rooms[locked].name} but is in {room.name}"
        yield from mark(index, "lock", 1, (item,), sentence, room=where)
    if room.capacity is not None and it.audience > room.capacity:
        sentence = f"{it.title} expects {it.audience} people; {room.name} holds {room.capacity}"
        yield from mark(index, "room_small", it.audience - room.capacity, (item,), sentence, room=where)
    missing = [each for each in it.needs if each not in room.features]
    if missing:
        sentence = f"{it.title} needs {', '.join(missing)}, which {room.name} does not have"
        yield from mark(index, "room_lacks", len(missing), (item,), sentence, room=where)
    cost = index.item_room.get((item, where), 0)
    sentence = f"{it.title} is unwelcome in {room.name}"
    yield from mark(index, "item_room", cost, (item,), sentence, room=where)
    topic = index.topics[it.topic] if it.topic is not None else None
    if topic is not None and topic.rooms and where not in topic.rooms:
        sentence = f"{it.title} is in {room.name}, which is no home of {topic.name}"
        yield from mark(index, "topic_home", 1, (item,), sentence, room=where)
    told = index.published.get(item)
    if told is not None and told.room != where:
        sentence = f"{it.title} was published for {index.rooms[told.room].name}"
        yield from mark(index, "moved_room", told.weight, (item,), sentence, room=where)


def time_marks(index: Index, item: str, spot: Spot) -> Iterator[Violation]:
    """What the time alone breaks, in any room (the spot's room does not matter)."""
    title = index.items[item].title
    if index.locked_start.get(item, spot.start) != spot.start:
        yield from mark(index, "lock", 1, (item,), f"{title} is not at the time it is locked to")
    for person in index.attending[item]:
        who = index.people[person]
        if any(a < spot.end and spot.start < b for a, b in who.absent):
            sentence = f"{who.name} is away during {title}"
            yield from mark(index, "absent", 1, (item,), sentence, people=(person,))
    yield from _hours_marks(index, item, spot)
    if spot.block is not None:
        cost = index.item_block.get((item, spot.block), 0)
        sentence = f"{title} is unwelcome in {index.blocks[spot.block].name}"
        yield from mark(index, "item_block", cost, (item,), sentence)
    told = index.published.get(item)
    if told is not None and told.start != spot.start:
        sentence = f"{title} is not at its published time"
        yield from mark(index, "moved_time", told.weight, (item,), sentence)


def closed_marks(index: Index, item: str, spot: Spot) -> Iterator[Violation]:
    """Whether the room is closed at this time."""
    room = index.rooms[spot.room]
    if any(a < spot.end and spot.start < b for a, b in room.closed):
        sentence = f"{room.name} is closed while {index.items[item].title} is in it"
        yield from mark(index, "room_closed", 1, (item,), sentence, room=room.id)


def _hours_marks(index: Index, item: str, spot: Spot) -> Iterator[Violation]:
    """The item's own penalty for the block, once, plus each person's own unwelcome hours."""
    if not index.rule["hours"].on:
        return
    cost = index.item_hours.get((item, spot.block), 0) if spot.block else 0
    for person in index.attending[item]:
        rows = index.people[person].unwelcome
        cost += sum(each for a, b, each in rows if a < spot.end and spot.start < b)
    if cost:
        burdened = tuple(index.burdens(item, spot))
        names = ", ".join(index.people[each].name for each in burdened)
        sentence = f"{index.items[item].title} is at an unwelcome hour" + (f" for {names}" if names else "")
        yield from mark(index, "hours", cost, (item,), sentence, people=burdened)
