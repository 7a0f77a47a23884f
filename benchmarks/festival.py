"""A program in the shape of a big free-software meeting, made by a dice of known seed, and a plan that it fits into.

Tracks live in one or two rooms, talks last 15 to 60 minutes, some people give two or three of them, plenaries stand
alone in the hall. The plan it was cut from proves that everything can be placed.
"""

import random
from dataclasses import dataclass

from scheduling.engine.problem import (
    Block,
    Interval,
    Item,
    Lock,
    Person,
    Placement,
    Problem,
    Room,
    SharedWish,
    Similar,
    Topic,
)

DAY = 24 * 60
OPENS, CLOSES = 10 * 60, 19 * 60
PLENARY = 45
GRID = 5
LENGTHS = (15, 20, 25, 25, 25, 30, 30, 40, 50, 60)
EMPTY = 0.2
"""How many rooms stand empty for half a day."""
HALL = "r00"


@dataclass(frozen=True)
class Festival:
    """The problem, and the plan it was cut from."""

    problem: Problem
    cut_from: dict[str, Placement]


def festival(*, seed: int = 1, rooms: int = 30, days: int = 2, most: int = 900) -> Festival:
    """Fill every room of every day with talks of one or two tracks, then hand out the people."""
    dice = random.Random(seed)
    places = tuple(
        Room(f"r{at:02d}", "Hall" if at == 0 else f"Room {at}", dice.choice((60, 80, 120, 200)) if at else 1400)
        for at in range(rooms)
    )
    items: list[Item] = []
    plan: dict[str, Placement] = {}
    homes: dict[str, list[str]] = {}
    for day in range(days):
        for topic, room, starts, ends in _stretches(dice, places, day):
            homes.setdefault(topic, []).append(room.id)
            _fill(dice, topic, room, (starts, ends), items, plan)
    _plenaries(items, plan, days)
    items = items[-days:] + items[: min(most, len(items)) - days]
    plan = {item.id: plan[item.id] for item in items}
    items, people = _hand_out(dice, items, plan)
    kept = {item.topic for item in items}
    topics = tuple(
        Topic(name, name.title(), rooms=tuple(dict.fromkeys(some))) for name, some in homes.items() if name in kept
    )
    problem = Problem(
        tuple(items),
        places,
        _blocks(days),
        people,
        topics,
        locks=tuple(Lock(f"plenary {day}", HALL, _opening(day)) for day in range(days)),
        similar=tuple(Similar(topic.id, topic.id) for topic in topics),
        shared_wishes=_wishes(dice, items, plan),
    )
    return Festival(problem, plan)


def _opening(day: int) -> int:
    return day * DAY + OPENS - PLENARY - 15


def _blocks(days: int) -> tuple[Block, ...]:
    found = []
    for day in range(days):
        found.append(Block(f"plenary {day}", f"Plenary {day + 1}", _opening(day), _opening(day) + PLENARY, str(day)))
        found.append(Block(f"day {day}", f"Day {day + 1}", day * DAY + OPENS, day * DAY + CLOSES, str(day), GRID))
    return tuple(found)


def _stretches(dice: random.Random, rooms: tuple[Room, ...], day: int) -> list[tuple[str, Room, int, int]]:
    """(track, room, first and last minute): whole days and half days, every fifth track in two rooms."""
    found, at = [], 0
    while at < len(rooms):
        opens, noon, closes = (day * DAY + each for each in (OPENS, 14 * 60, CLOSES))
        name = f"track {day}-{at}"
        if dice.random() < 0.2 and at + 1 < len(rooms):
            found += [(name, rooms[at], opens, closes), (name, rooms[at + 1], opens, closes)]
            at += 2
            continue
        if dice.random() < EMPTY:
            found.append((name, rooms[at], opens, noon) if dice.random() < 0.5 else (name, rooms[at], noon, closes))
        elif dice.random() < 0.4:
            found += [(name, rooms[at], opens, noon), (f"{name} late", rooms[at], noon, closes)]
        else:
            found.append((name, rooms[at], opens, closes))
        at += 1
    return found


def _fill(
    dice: random.Random, topic: str, room: Room, hours: Interval, items: list[Item], plan: dict[str, Placement]
) -> None:
    """Talk after talk, five minutes between most of them, until the room's time is used up."""
    now, until = hours
    while now + min(LENGTHS) <= until:
        minutes = min(dice.choice(LENGTHS), until - now)
        name = f"talk {len(items)}"
        audience = int((room.capacity or 100) * dice.uniform(0.2, 1.0))
        items.append(Item(name, name.title(), minutes, topic, audience=audience))
        plan[name] = Placement(room.id, now)
        now += minutes + dice.choice((0, 5, 5, 5, 10))


def _plenaries(items: list[Item], plan: dict[str, Placement], days: int) -> None:
    for day in range(days):
        name = f"plenary {day}"
        items.append(Item(name, name.title(), PLENARY, audience=1000))
        plan[name] = Placement(HALL, _opening(day))


def _hand_out(
    dice: random.Random, items: list[Item], plan: dict[str, Placement]
) -> tuple[list[Item], tuple[Person, ...]]:
    """One or two people a talk; a quarter of the talks are given by somebody who already has one or two."""
    busy: dict[str, list[Interval]] = {}
    found = []
    for item in dice.sample(items, len(items)):
        start = plan[item.id].start
        mine: list[str] = []
        for _ in range(dice.choice((1, 1, 1, 2))):
            known = [who for who in dice.sample(sorted(busy), min(len(busy), 8)) if who not in mine]
            free = [who for who in known if len(busy[who]) < 3 and _is_free(busy[who], start, item.minutes)]
            who = free[0] if free and dice.random() < 0.3 else f"person {len(busy)}"
            busy.setdefault(who, []).append((start, start + item.minutes))
            mine.append(who)
        found.append(Item(item.id, item.title, item.minutes, item.topic, tuple(mine), audience=item.audience))
    order = {item.id: at for at, item in enumerate(items)}
    return sorted(found, key=lambda item: order[item.id]), tuple(Person(who, who.title()) for who in busy)


def _is_free(busy: list[Interval], start: int, minutes: int) -> bool:
    return all(ends <= start or start + minutes <= starts for starts, ends in busy)


def _wishes(dice: random.Random, items: list[Item], plan: dict[str, Placement]) -> tuple[SharedWish, ...]:
    """Attendees who want two talks of different tracks, most of which the plan lets them hear."""
    found: dict[tuple[str, str], int] = {}
    for _ in range(2 * len(items)):
        one, other = sorted(dice.sample(items, 2), key=lambda item: item.id)
        if plan[one.id].start != plan[other.id].start or dice.random() < 0.1:
            found[one.id, other.id] = found.get((one.id, other.id), 0) + dice.randint(1, 3)
    return tuple(SharedWish(*key, weight) for key, weight in found.items())
