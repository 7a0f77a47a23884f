"""A problem that contradicts itself in its own words is refused before any work starts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from .problem import Problem
from .weights import ALWAYS_HARD, NAMES


class ProblemError(ValueError):
    """The problem is not one: an unknown name, a name twice, a negative number. The text says which."""


def insist_on_sense(problem: Problem) -> None:
    """Raise `ProblemError` with the first sentence that applies, or return nothing."""
    for sentence in _faults(problem):
        raise ProblemError(sentence)


def _faults(problem: Problem) -> Iterator[str]:
    yield from _doubles(problem)
    yield from _strangers(problem)
    yield from _numbers(problem)
    yield from _crossing_blocks(problem)
    yield from _opposed_locks(problem)
    yield from _lonely_pairs(problem)


def _doubles(problem: Problem) -> Iterator[str]:
    for kind in ("items", "rooms", "blocks", "people", "topics"):
        counted = Counter(each.id for each in getattr(problem, kind))
        yield from (f"{kind} holds {name!r} {times} times" for name, times in counted.items() if times > 1)


def _strangers(problem: Problem) -> Iterator[str]:
    known = {
        kind: {each.id for each in getattr(problem, kind)}
        for kind in ("items", "rooms", "blocks", "people", "topics")
    }
    for kind, name, where in _mentions(problem):
        if name not in known[kind]:
            yield f"{where} names {name!r}, which is not among the {kind}"


def _mentions(problem: Problem) -> Iterator[tuple[str, str, str]]:
    """(kind, name, where it is named) for every reference."""
    yield from _mentions_of_things(problem)
    yield from _mentions_of_wishes(problem)
    for table in ("topic_block", "topic_room", "block_room", "item_block", "item_room", "item_hours"):
        kinds = [f"{word}s" for word in table.replace("hours", "block").split("_")]
        for one, other, _ in getattr(problem.penalties, table):
            yield kinds[0], one, f"penalties.{table}"
            yield kinds[1], other, f"penalties.{table}"


def _mentions_of_things(problem: Problem) -> Iterator[tuple[str, str, str]]:
    for item in problem.items:
        yield from (("people", each, f"item {item.id!r}") for each in item.people + item.chairs)
        if item.topic is not None:
            yield "topics", item.topic, f"item {item.id!r}"
    for topic in problem.topics:
        yield from (("people", each, f"topic {topic.id!r}") for each in topic.chairs)
        yield from (("rooms", each, f"topic {topic.id!r}") for each in topic.rooms)
    for block in problem.blocks:
        yield from (("rooms", each, f"block {block.id!r}") for each in block.rooms or ())
    for walk in problem.walks:
        yield from (("rooms", each, "a walk") for each in (walk.first, walk.second))
    for lock in problem.locks:
        yield "items", lock.item, "a lock"
        if lock.room is not None:
            yield "rooms", lock.room, "a lock"
    for place in problem.published:
        yield "items", place.item, "a published place"
        yield "rooms", place.room, "a published place"


def _mentions_of_wishes(problem: Problem) -> Iterator[tuple[str, str, str]]:
    pairs: Iterable[tuple[str, str]] = [
        *((each.first, each.second) for each in problem.apart),
        *((each.first, each.then) for each in problem.before),
        *((each.first, each.second) for each in problem.shared_wishes),
    ]
    for one, other in pairs:
        yield from (("items", each, "a pair of items") for each in (one, other))
    for series in problem.together:
        yield from (("items", each, "a series") for each in series.items)
    for wish in problem.wishes:
        yield from (("items", each, "a wish") for each in wish.items)
    for similar in problem.similar:
        yield from (("topics", each, "a pair of similar topics") for each in (similar.first, similar.second))


def _numbers(problem: Problem) -> Iterator[str]:
    yield from (f"item {each.id!r} lasts {each.minutes} minutes" for each in problem.items if each.minutes < 1)
    for block in problem.blocks:
        if block.ends <= block.starts or block.grid < 1:
            yield f"block {block.id!r} has no length or no grid"
    amounts = [
        *(cost for name in problem.penalties.__slots__ for *_, cost in getattr(problem.penalties, name)),
        *(problem.rules.of(name).weight for name in NAMES),
        *(cost for person in problem.people for *_, cost in person.unwelcome),
        *(each.weight for each in problem.published),
        *(each.weight for each in problem.shared_wishes),
        *(each.likeness for each in problem.similar),
        *(each.minutes for each in problem.walks),
        *(each.audience for each in problem.items),
        problem.min_break,
        problem.overlap_unit,
    ]
    if any(amount < 0 for amount in amounts):
        yield "a penalty, weight, audience or number of minutes is negative"
    yield from (f"the rule {name!r} cannot be soft" for name in ALWAYS_HARD if not problem.rules.of(name).hard)


def _crossing_blocks(problem: Problem) -> Iterator[str]:
    for room in problem.rooms:
        mine = [each for each in problem.blocks if each.rooms is None or room.id in each.rooms]
        for one, two in pairwise(sorted(mine, key=lambda each: (each.starts, each.ends))):
            if two.starts < one.ends:
                yield f"blocks {one.id!r} and {two.id!r} overlap and are both open for room {room.id!r}"


def _opposed_locks(problem: Problem) -> Iterator[str]:
    for what in ("room", "start"):
        seen: dict[str, object] = {}
        for lock in problem.locks:
            value = getattr(lock, what)
            if value is not None and seen.setdefault(lock.item, value) != value:
                yield f"item {lock.item!r} is locked to two {what}s"


def _lonely_pairs(problem: Problem) -> Iterator[str]:
    pairs = [
        *((each.first, each.second) for each in problem.apart),
        *((each.first, each.second) for each in problem.shared_wishes),
        *((each.first, each.then) for each in problem.before),
        *(two for series in problem.together for two in pairwise(series.items)),
    ]
    yield from (f"item {one!r} is paired with itself" for one, other in pairs if one == other)
