"""Is a topic the owner of its cells? Then the problem is restated in small whole numbers, costs weighted.

Of this shape is a problem in which every item has a topic, a cell may hold one topic only (`cell_topic` is hard),
all times are whole slots of one length, and nothing ties an item to a room or to a moment within a block: no
locks, series, precedences, walks or published places. Absences, closed rooms and unwelcome hours are fine when
each covers whole blocks.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from ..index import Index
from ..problem import Block, Interval

Pair = tuple[int, int]


@dataclass(frozen=True)
class Shape:
    """The problem by position: items i, topics t, blocks s (in order of time), rooms r. Costs are weighted.

    length[i], slots[s]: in slots of `unit` minutes. stay[i][s]: cost of the item in the block, None forbidden.
    cell[t][s][r]: cost of owning the cell, None forbidden. alike[t, u]: cost of each pair of their cells in one
    block. clash[i, j]: cost of the two in one block in different rooms. meet[i, j]: cost of each slot that they
    share. place[i, r]: cost of the item in the room. The dictionaries hold what is above 0 only; pairs of a kind
    have the smaller one first. The weights are of the rules of their names.
    """

    index: Index
    unit: int
    items: tuple[str, ...]
    topics: tuple[str, ...]
    blocks: tuple[str, ...]
    rooms: tuple[str, ...]
    topic: tuple[int, ...]
    length: tuple[int, ...]
    number: tuple[int, ...]
    slots: tuple[int, ...]
    stay: tuple[tuple[int | None, ...], ...]
    cell: tuple[tuple[tuple[int | None, ...], ...], ...]
    alike: dict[Pair, int]
    clash: dict[Pair, int]
    meet: dict[Pair, int]
    place: dict[Pair, int]
    room_weight: int
    parallel_weight: int
    gap_weight: int
    order_weight: int

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """Topic -> its items; topics without any have an empty row."""
        found: list[list[int]] = [[] for _ in self.topics]
        for item, topic in enumerate(self.topic):
            found[topic].append(item)
        return tuple(tuple(each) for each in found)

    @cached_property
    def inner(self) -> tuple[dict[Pair, int], ...]:
        """Topic -> the clashes between items of its own."""
        found: list[dict[Pair, int]] = [{} for _ in self.topics]
        for (one, other), cost in self.clash.items():
            if self.topic[one] == self.topic[other]:
                found[self.topic[one]][one, other] = cost
        return tuple(found)

    @cached_property
    def ordered(self) -> tuple[tuple[int, ...], ...]:
        """Topic -> its items with a number, when the order counts."""
        counts = bool(self.order_weight)
        return tuple(tuple(i for i in some if counts and self.number[i]) for some in self.members)

    def without(self, forbidden: set[tuple[int, int]], shut: set[tuple[int, int]]) -> "Shape":
        """The same with these (item, block) and (room, block) pairs forbidden too."""
        stay = tuple(
            tuple(None if (i, s) in forbidden else cost for s, cost in enumerate(row))
            for i, row in enumerate(self.stay)
        )
        cell = tuple(
            tuple(tuple(None if (r, s) in shut else cost for r, cost in enumerate(row)) for s, row in enumerate(rows))
            for rows in self.cell
        )
        return replace(self, stay=stay, cell=cell)


def shape_of(index: Index) -> Shape | None:
    """The problem restated; None when it is not of this shape."""
    if not _topics_own_cells(index) or not _nothing_ties(index):
        return None
    unit = _unit(index)
    stay = _stay(index)
    cell = _cell(index)
    if unit is None or stay is None or cell is None:
        return None
    problem = index.problem
    topics = {each.id: at for at, each in enumerate(problem.topics)}
    return Shape(
        index=index,
        unit=unit,
        items=tuple(index.items),
        topics=tuple(index.topics),
        blocks=tuple(index.blocks),
        rooms=tuple(index.rooms),
        topic=tuple(topics[each.topic or ""] for each in problem.items),
        length=tuple(each.minutes // unit for each in problem.items),
        number=tuple(each.order for each in problem.items),
        slots=tuple((each.ends - each.starts) // unit for each in problem.blocks),
        stay=stay,
        cell=cell,
        alike=_alike(index, topics),
        **_pairs(index),
        place=_place(index),
        room_weight=index.rule["topic_rooms"].weight,
        parallel_weight=index.rule["topic_parallel"].weight,
        gap_weight=index.rule["topic_gaps"].weight,
        order_weight=index.rule["order"].weight,
    )


SOFT = (
    *("topic_block", "topic_room", "block_room", "similar_block", "topic_rooms", "topic_parallel", "topic_gaps"),
    *("hours", "order", "item_block", "person_block", "wish_block", "chair_block", "person_overlap", "wish_overlap"),
    *("item_room", "room_small", "topic_home"),
)
"""Rules that this shape knows as costs; hard they are the general planner's."""


def _topics_own_cells(index: Index) -> bool:
    items = index.problem.items
    return (
        index.rule["cell_topic"].hard
        and bool(items and index.rooms and index.blocks)
        and all(each.topic is not None for each in items)
        and not any(index.rule[name].hard for name in SOFT)
    )


def _nothing_ties(index: Index) -> bool:
    """No wish that looks at a single room, moment or pair beyond the rules above."""
    problem, rule = index.problem, index.rule
    told = rule["moved_time"].on or rule["moved_room"].on
    near = rule["person_break"].on and (problem.min_break or problem.walks)
    lacking = rule["room_lacks"].on and any(
        set(i.needs) - set(r.features) for i in problem.items for r in problem.rooms
    )
    alike = rule["similar_overlap"].on and problem.similar
    fair = rule["fairness"].on and (problem.penalties.item_hours or any(p.unwelcome for p in problem.people))
    ties = (problem.locks, problem.published and told, problem.apart, problem.before, problem.together)
    return not any((*ties, near, lacking, alike, fair))


def _unit(index: Index) -> int | None:
    """The minutes of a slot: every block's grid, a divisor of every length and of what an overlap costs."""
    problem = index.problem
    unit = problem.blocks[0].grid
    even = all(each.minutes % unit == 0 for each in problem.items)
    same = all(each.grid == unit and (each.ends - each.starts) % unit == 0 for each in problem.blocks)
    slots = problem.overlap_unit == unit or not any(
        index.rule[name].on for name in ("order", "person_overlap", "wish_overlap")
    )
    ordered = all(one.ends <= two.starts for one, two in zip(problem.blocks, problem.blocks[1:], strict=False))
    return unit if even and same and slots and ordered else None


def _touch(block: Block, interval: Interval) -> bool | None:
    """Whether the interval covers the block; None when it covers a part only."""
    starts, ends = interval
    if ends <= block.starts or block.ends <= starts:
        return False
    return True if starts <= block.starts and block.ends <= ends else None


def _stay(index: Index) -> tuple[tuple[int | None, ...], ...] | None:
    """Item by block: what it costs to be there."""
    hours, by_block = index.rule["hours"].weight, index.rule["item_block"].weight
    rows = []
    for item, it in index.items.items():
        row: list[int | None] = []
        for block, here in index.blocks.items():
            cost = hours * index.item_hours.get((item, block), 0) + by_block * index.item_block.get((item, block), 0)
            allowed = it.minutes <= here.ends - here.starts
            for person in index.attending[item]:
                who = index.people[person]
                away = [_touch(here, each) for each in who.absent] if index.rule["absent"].on else []
                unwelcome = [(_touch(here, (a, b)), each) for a, b, each in who.unwelcome] if hours else []
                if None in away or None in [touch for touch, _ in unwelcome]:
                    return None
                allowed = allowed and not any(away)
                cost += hours * sum(each for touch, each in unwelcome if touch)
            row.append(cost if allowed else None)
        rows.append(tuple(row))
    return tuple(rows) if index.rule["absent"].hard or not any(p.absent for p in index.problem.people) else None


def _cell(index: Index) -> tuple[tuple[tuple[int | None, ...], ...], ...] | None:
    """Topic by block by room: what it costs to own the cell."""
    rule = index.rule
    shut: set[tuple[str, str]] = set()
    for block in index.problem.blocks:
        for room in index.problem.rooms:
            closed = [_touch(block, each) for each in room.closed] if rule["room_closed"].on else []
            if None in closed or (any(closed) and not rule["room_closed"].hard):
                return None
            if any(closed) or (block.rooms is not None and room.id not in block.rooms):
                shut.add((block.id, room.id))

    def cost(topic: str, block: str, room: str) -> int | None:
        if (block, room) in shut:
            return None
        return (
            rule["topic_block"].weight * index.topic_block.get((topic, block), 0)
            + rule["topic_room"].weight * index.topic_room.get((topic, room), 0)
            + rule["block_room"].weight * index.block_room.get((block, room), 0)
        )

    return tuple(tuple(tuple(cost(t, s, r) for r in index.rooms) for s in index.blocks) for t in index.topics)


def _place(index: Index) -> dict[Pair, int]:
    """(item, room) -> what it costs to be there: too small a room, no home of its topic, a wish for another one."""
    small, wish = index.rule["room_small"].weight, index.rule["item_room"].weight
    away = index.rule["topic_home"].weight
    found = {}
    for i, (item, it) in enumerate(index.items.items()):
        for r, (room, here) in enumerate(index.rooms.items()):
            beyond = 0 if here.capacity is None else max(0, it.audience - here.capacity)
            cost = small * beyond + wish * index.item_room.get((item, room), 0)
            homes = index.topics[it.topic].rooms if it.topic else ()
            cost += away if homes and room not in homes else 0
            if cost:
                found[i, r] = cost
    return found


def _alike(index: Index, topics: dict[str, int]) -> dict[Pair, int]:
    found: dict[Pair, int] = defaultdict(int)
    for (one, other), likeness in index.likeness.items():
        if one != other:
            found[_pair(topics[one], topics[other])] += index.rule["similar_block"].weight * likeness
    for one, a in index.topics.items():
        for other, b in index.topics.items():
            if topics[one] < topics[other] and set(a.chairs) & set(b.chairs):
                found[topics[one], topics[other]] += index.rule["chair_block"].weight
    return {pair: cost for pair, cost in found.items() if cost}


def _pairs(index: Index) -> dict[str, dict[Pair, int]]:
    place = {item: at for at, item in enumerate(index.items)}
    found: dict[str, dict[Pair, int]] = {}
    for name, person, wish in (("clash", "person_block", "wish_block"), ("meet", "person_overlap", "wish_overlap")):
        costs: dict[Pair, int] = defaultdict(int)
        for one, other in index.clashing_people:
            costs[_pair(place[one], place[other])] += index.rule[person].weight
        for (one, other), wanted in index.wanted_together.items():
            costs[_pair(place[one], place[other])] += index.rule[wish].weight * wanted
        found[name] = {pair: cost for pair, cost in sorted(costs.items()) if cost}
    return found


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
