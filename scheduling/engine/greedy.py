"""A first plan by hand rules: item by item to the cheapest place that breaks no hard rule, hardest first."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from .check import Judge
from .choices import Choice
from .index import Index
from .problem import Placement, Plan
from .report import HARD_SEVERITY

WEIGHINGS = 4000
"""About this many candidate places are weighed exactly in all, so that big problems stay quick."""


def construct(
    index: Index,
    choice: Mapping[str, Choice],
    start: Plan | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> dict[str, Placement]:
    """A plan without hard violations except `unplaced`; keeps what it can of `start`. Deterministic."""
    judge = Judge(index.problem, {}, index=index)
    busy = _Busy(index)
    most = max(3, min(40, WEIGHINGS // max(1, len(index.items))))
    for item in _in_turn(index, choice, start or {}):
        if should_stop is not None and should_stop():
            break
        placed = None
        given = start.get(item) if start else None
        if given is not None and _allowed(index, choice[item], item, given):
            placed = _try(judge, item, [given])
        if placed is None:
            free = busy.free_places(item, choice[item])
            placed = _try(judge, item, list(islice(free, most))) or _first_fit(judge, item, islice(free, most * 9))
        if placed is not None:
            busy.add(item, placed)
    return judge.plan


def _in_turn(index: Index, choice: Mapping[str, Choice], start: Plan) -> list[str]:
    """Items with one place only, then those of the given plan, then the hardest: fewest places, then most
    people, then longest, then largest."""

    def turn(item: str) -> tuple[bool, bool, int, int, int, int]:
        it, mine = index.items[item], choice[item]
        places = len(mine.rooms) * len(mine.slots)
        return places > 1, item not in start, places, -len(index.attending[item]), -it.minutes, -it.audience

    return sorted((item for item in index.items if choice[item].any), key=turn)


def _allowed(index: Index, mine: Choice, item: str, place: Placement) -> bool:
    block = index.spot(item, place).block
    return place.room in mine.rooms and block is not None and (block, place.start) in mine.slots


def _try(judge: Judge, item: str, places: list[Placement]) -> Placement | None:
    """Put the item at the cheapest of the places that break nothing hard."""
    weighed = []
    for at, place in enumerate(places):
        delta = judge.weigh(item, place)
        if not any(each.severity == HARD_SEVERITY for each in delta.appeared):
            weighed.append((delta.value, at))
            if delta.value == -judge.index.rule["unplaced"].weight:
                break  # it costs nothing here, and no penalty is negative
    if not weighed:
        return None
    best = places[min(weighed)[1]]
    judge.move(item, best)
    return best


def _first_fit(judge: Judge, item: str, places: Iterable[Placement]) -> Placement | None:
    for place in places:
        if _try(judge, item, [place]) is not None:
            return place
    return None


class _Taken:
    """Intervals of one room or person, sorted by start."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.ends.insert(at, end)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing overlaps; exact while the intervals themselves do not overlap."""
        at = bisect_left(self.starts, end)
        return at == 0 or self.ends[at - 1] <= start


class _Busy:
    """Which minutes of rooms and people are taken: a quick sieve before the exact judge."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.rooms: dict[str, _Taken] = defaultdict(_Taken)
        self.people: dict[str, _Taken] = defaultdict(_Taken)
        self.load: Counter[str | None] = Counter()
        self.topic_rooms: dict[str | None, set[str]] = defaultdict(set)

    def add(self, item: str, place: Placement) -> None:
        spot = self.index.spot(item, place)
        self.rooms[place.room].add(spot.start, spot.end)
        for person in self.index.attending[item]:
            self.people[person].add(spot.start, spot.end)
        self.load[spot.block] += 1
        self.topic_rooms[self.index.items[item].topic].add(place.room)

    def free_places(self, item: str, mine: Choice) -> Iterator[Placement]:
        """The free places, cheapest first: the best room of every start, then all other rooms.

        A tie goes to a room that the topic already uses, and to the block that is least full.
        """
        minutes = self.index.items[item].minutes
        home = self.topic_rooms[self.index.items[item].topic]
        rooms = sorted(mine.rooms, key=lambda room: (mine.rooms[room], room not in home))
        open_rooms = {block: self._open(rooms, block) for block in {block for block, _ in mine.slots}}
        first: list[tuple[int, int, int, int, str]] = []
        for (block, start), cost in mine.slots.items():
            if self._people_are_busy(item, start, start + minutes):
                continue
            for at, room in enumerate(open_rooms[block]):
                if self.rooms[room].free(start, start + minutes):
                    first.append((cost + mine.rooms[room], self.load[block], start, at, room))
                    break
        first.sort()
        yield from (Placement(room, start) for _, _, start, _, room in first)
        for _, _, start, at, room in first:
            block = self.index.spot(item, Placement(room, start)).block or ""
            for other in open_rooms[block][at + 1 :]:
                if self.rooms[other].free(start, start + minutes):
                    yield Placement(other, start)

    def _open(self, rooms: list[str], block: str) -> list[str]:
        allowed = self.index.blocks[block].rooms
        return [room for room in rooms if allowed is None or room in allowed]

    def _people_are_busy(self, item: str, start: int, end: int) -> bool:
        if not self.index.rule["person_overlap"].hard:
            return False
        return not all(self.people[person].free(start, end) for person in self.index.attending[item])
