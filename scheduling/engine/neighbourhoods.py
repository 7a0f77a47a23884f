"""Which items may move in the next step of a large search: a topic, rooms for a while, a person's items, what costs.

Each way of choosing gets a weight that follows its success, so that on every program those are asked
most that help there.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from random import Random

from .choices import Choice
from .index import Index, Spot
from .problem import Plan
from .report import Report

FADE = 0.85
"""How much of its weight a way keeps after a step; the rest is its success."""
LEAST = 0.15
CHEAP = 0.6
"""How often an item without a place looks for one in its cheapest rooms only."""
MOST_ROOMS = 8
"""A moving item may choose between this many rooms, its own among them."""


class Neighbourhoods:
    """Draws sets of items. The same dice and the same plans give the same sets."""

    def __init__(self, index: Index, choice: Mapping[str, Choice], dice: Random) -> None:
        self.index, self.choice, self.dice = index, choice, dice
        self.weight: dict[str, float] = dict.fromkeys(self._ways, 1.0)
        self.spots: dict[str, Spot] = {}
        self.cost: Counter[str] = Counter()
        self.rows: list[tuple[int, tuple[str, ...]]] = []
        self.missing: list[str] = []
        self.in_room: dict[str, list[str]] = {}

    @property
    def _ways(self) -> dict[str, Callable[[int], list[str]]]:
        return {
            "topic": self._topic,
            "rooms": self._rooms,
            "person": self._person,
            "cost": self._cost,
            "hours": self._hours,
        }

    def look(self, plan: Plan, report: Report) -> None:
        """Take in a new plan."""
        index = self.index
        self.spots = {item: index.spot(item, place) for item, place in plan.items()}
        self.missing = [item for item in index.items if item not in plan and self.choice[item].any]
        self.rows = [
            (each.penalty, each.items)
            for each in report.violations
            if each.penalty and each.items and each.rule != "unplaced"
        ]
        self.cost = Counter()
        for penalty, items in self.rows:
            for item in items:
                self.cost[item] += penalty
        rooms: dict[str, list[str]] = defaultdict(list)
        for item in sorted(self.spots, key=lambda each: (self.spots[each].start, each)):
            rooms[self.spots[item].room].append(item)
        self.in_room = rooms

    def draw(self, size: int) -> tuple[str, set[str]]:
        """(way, items): about `size` items that have a choice."""
        if self.missing:
            return "missing", self._filled(self._wanting(), size)
        names = list(self.weight)
        way = self.dice.choices(names, [self.weight[name] for name in names])[0]
        return way, self._filled(self._ways[way](size), size)

    def widened(self, seeds: set[str], size: int) -> set[str]:
        """All the seeds, and items near them until there are `size`."""
        return seeds | self._filled(sorted(seeds), size)

    def learn(self, way: str, gain: float) -> None:
        """`gain` is between 0 (nothing found) and 1."""
        if way in self.weight:
            self.weight[way] = max(LEAST, FADE * self.weight[way] + (1 - FADE) * 4 * gain)

    def rooms_for(self, free: set[str]) -> dict[str, set[str]]:
        """Item -> the rooms to choose from: its own, and the cheapest of those that others leave."""
        left = {self.spots[item].room for item in free if item in self.spots}
        others = sorted(set(self.index.rooms) - left)
        pool = left | set(self.dice.sample(others, min(2, len(others))))
        found = {}
        for item in sorted(free):
            costs = self.choice[item].rooms
            cheap = sorted(costs, key=lambda room: (costs[room], room not in pool, self.dice.random()))
            found[item] = set(cheap[: MOST_ROOMS // 2])
            found[item].update([room for room in cheap if room in pool][: MOST_ROOMS // 2])
            if item in self.spots:
                found[item].add(self.spots[item].room)
        return found

    def _filled(self, seeds: list[str], size: int) -> set[str]:
        """The seeds, and around them what is near in a room, in a topic, in a person's day or in time."""
        movable = [item for item in dict.fromkeys(seeds) if self._can_move(item)]
        found = dict.fromkeys(movable[:size])
        waiting = list(found)
        while len(found) < size and waiting:
            item = waiting.pop(self.dice.randrange(len(waiting)))
            for other in self._around(item):
                if len(found) < size and other not in found and self._can_move(other):
                    found[other] = None
                    waiting.append(other)
        return set(found)

    def _around(self, item: str) -> list[str]:
        if item not in self.spots:
            return []
        here = self.in_room[self.spots[item].room]
        at = here.index(item)
        found = here[max(0, at - 2) : at + 3]
        for person in self.index.attending[item]:
            found += [each for each in self.index.duties[person] if each in self.spots]
        mates = self.index.by_topic.get(self.index.items[item].topic or "", [])
        found += self.dice.sample(mates, min(3, len(mates)))
        meeting = [each for each, spot in self.spots.items() if spot.meets(self.spots[item])]
        return found + self.dice.sample(meeting, min(3, len(meeting)))

    def _can_move(self, item: str) -> bool:
        return len(self.choice[item].slots) * len(self.choice[item].rooms) > 1

    def _topic(self, size: int) -> list[str]:
        """A topic, and what else is in its rooms at its hours."""
        totals = {
            topic: 1 + sum(self.cost[item] for item in items) for topic, items in sorted(self.index.by_topic.items())
        }
        if not totals:
            return self._rooms(size)
        mine = self.index.by_topic[self.dice.choices(list(totals), list(totals.values()))[0]]
        spots = [self.spots[item] for item in mine if item in self.spots]
        found = list(mine)
        for room in sorted({spot.room for spot in spots}):
            blocks = {spot.block for spot in spots if spot.room == room}
            found += [item for item in self.in_room[room] if self.spots[item].block in blocks]
        return found

    def _rooms(self, size: int) -> list[str]:
        """Whole rooms during one block, the first of them a dear one."""
        totals: Counter[tuple[str, str | None]] = Counter()
        for item, spot in sorted(self.spots.items()):
            totals[spot.room, spot.block] += 1 + self.cost[item]
        cells = list(totals)
        if not cells:
            return []
        room, block = self.dice.choices(cells, [totals[cell] for cell in cells])[0]
        others = [each for each, when in cells if when == block and each != room]
        self.dice.shuffle(others)
        found: list[str] = []
        for each in (room, *others):
            if len(found) >= size:
                break
            found += [item for item in self.in_room[each] if self.spots[item].block == block]
        return found

    def _person(self, size: int) -> list[str]:
        """The items of a few people who have several."""
        several = [items for _, items in sorted(self.index.duties.items()) if len(items) > 1]
        found: list[str] = []
        for items in self.dice.sample(several, min(len(several), max(1, size // 6))):
            found += items
        return found

    def _cost(self, size: int) -> list[str]:
        """The items of breaches, the dear ones more often."""
        if not self.rows:
            return self._hours(size)
        drawn = self.dice.choices(self.rows, [penalty for penalty, _ in self.rows], k=max(1, size // 6))
        return [item for _, items in drawn for item in items[:size]]

    def _hours(self, size: int) -> list[str]:
        """What runs around one hour, in all rooms."""
        if not self.spots:
            return []
        moment = self.spots[self.dice.choice(sorted(self.spots))].start
        return sorted(self.spots, key=lambda item: (abs(self.spots[item].start - moment), item))[:size]

    def _wanting(self) -> list[str]:
        """An item without a place, and what is in a room during one block, mostly in one of its cheapest rooms."""
        item = self.dice.choice(self.missing)
        costs = self.choice[item].rooms
        least = min(costs.values()) if self.dice.random() < CHEAP else max(costs.values())
        room = self.dice.choice([each for each in sorted(costs) if costs[each] <= least])
        block = self.dice.choice(sorted({block for block, _ in self.choice[item].slots}))
        there = [each for each in self.in_room.get(room, []) if self.spots[each].block == block]
        return [item, *there, *(each for each in self.missing if each != item)]
