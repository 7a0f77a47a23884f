"""Violations of two items together: one room, one person, one time, one order."""

from collections.abc import Iterator

from .index import Index, Pair, Spot
from .marks_item import mark
from .report import Violation


def pair_marks(index: Index, key: Pair, here: Spot, there: Spot) -> Iterator[Violation]:
    """Every violation of this pair (ids in their fixed order) at these two places."""
    units = index.overlap_units(here, there)
    if units:
        yield from _overlap_marks(index, key, here, there, units)
        yield from _listed_marks(index, key, units)
    elif key in index.shared_people:
        yield from _break_marks(index, key, here, there)
    if here.block is not None and here.block == there.block and here.room != there.room:
        yield from _block_marks(index, key, here.block)
    if key in index.before:
        yield from _before_marks(index, key, here, there)
    if key in index.together:
        yield from _together_marks(index, key, here, there)


def matters_in_block(index: Index) -> bool:
    """Whether two items in one block concern each other even when they do not overlap."""
    return index.rule["person_block"].on or index.rule["wish_block"].on


def _names(index: Index, people: tuple[str, ...]) -> str:
    names = [index.people[each].name for each in people]
    return " and ".join(names) + (" are" if len(names) > 1 else " is")


def _overlap_marks(index: Index, key: Pair, here: Spot, there: Spot, units: int) -> Iterator[Violation]:
    one, two = (index.items[each] for each in key)
    both = f"{one.title} and {two.title}"
    if here.room == there.room:
        sentence = f"{both} are in {index.rooms[here.room].name} at the same time"
        yield from mark(index, "room_overlap", units, key, sentence, room=here.room)
    people = index.clashing_people.get(key, ())
    if people:
        sentence = f"{_names(index, people)} wanted in {one.title} and in {two.title} at the same time"
        yield from mark(index, "person_overlap", units, key, sentence, people=people)
    likeness = index.similar(one, two)
    if likeness:
        sentence = f"{both} are on similar topics and run at the same time"
        yield from mark(index, "similar_overlap", likeness * units, key, sentence)
    if one.order and two.order and one.topic is not None and one.topic == two.topic:
        sentence = f"{both} have an order in {index.topics[one.topic].name} but run at the same time"
        yield from mark(index, "order", units, key, sentence)


def _listed_marks(index: Index, key: Pair, units: int) -> Iterator[Violation]:
    both = " and ".join(index.items[each].title for each in key)
    if key in index.apart:
        reason = index.apart[key]
        sentence = f"{both} are to be kept apart but run at the same time" + (f": {reason}" if reason else "")
        yield from mark(index, "apart", 1, key, sentence)
    wanted = index.wanted_together.get(key, 0)
    if wanted:
        who = "1 attendee wants" if wanted == 1 else f"{wanted} attendees want"
        sentence = f"{who} both {both}, which run at the same time"
        yield from mark(index, "wish_overlap", wanted * units, key, sentence)


def needed_pause(index: Index, room: str, other: str) -> int:
    """Minutes a person needs between an item in one room and the next in another."""
    return index.problem.min_break + index.walk(room, other)


def _break_marks(index: Index, key: Pair, here: Spot, there: Spot) -> Iterator[Violation]:
    first, then = sorted((0, 1), key=lambda each: (here, there)[each].start)
    earlier, later = (here, there)[first], (here, there)[then]
    needed = needed_pause(index, earlier.room, later.room)
    pause = later.start - earlier.end
    if pause < needed:
        people = index.shared_people[key]
        names = ", ".join(index.people[each].name for each in people)
        titles = f"{index.items[key[first]].title} and {index.items[key[then]].title}"
        sentence = f"Only {pause} minutes for {names} between {titles}; {needed} are needed"
        yield from mark(index, "person_break", 1, key, sentence, people=people)


def _block_marks(index: Index, key: Pair, block: str) -> Iterator[Violation]:
    both = " and ".join(index.items[each].title for each in key)
    where = f"in different rooms in {index.blocks[block].name}"
    people = index.clashing_people.get(key, ())
    if people:
        sentence = f"{_names(index, people)} wanted for {both} {where}"
        yield from mark(index, "person_block", 1, key, sentence, people=people)
    wanted = index.wanted_together.get(key, 0)
    yield from mark(index, "wish_block", wanted, key, f"{both} share {wanted} attendees and are {where}")


def _before_marks(index: Index, key: Pair, here: Spot, there: Spot) -> Iterator[Violation]:
    spots = dict(zip(key, (here, there), strict=True))
    for asked in index.before[key]:
        if spots[asked.first].end + asked.gap > spots[asked.then].start:
            first, then = index.items[asked.first].title, index.items[asked.then].title
            after = f" by {asked.gap} minutes" if asked.gap else ""
            yield from mark(index, "before", 1, key, f"{first} has to end before {then} starts{after}")


def _together_marks(index: Index, key: Pair, here: Spot, there: Spot) -> Iterator[Violation]:
    spots = dict(zip(key, (here, there), strict=True))
    for earlier, later, gap in index.together[key]:
        pause = spots[later].start - spots[earlier].end
        in_time = gap is None or 0 <= pause <= gap
        if here.room != there.room or not in_time:
            where = "in the same room" if gap is None else "right after it in the same room"
            sentence = f"{index.items[later].title} does not follow {index.items[earlier].title} {where}"
            if gap is None:
                sentence = f"{index.items[earlier].title} and {index.items[later].title} are not {where}"
            yield from mark(index, "together", 1, key, sentence)
