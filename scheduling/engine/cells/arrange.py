"""From blocks and owned cells to rooms and starts: items into cells, cells into an order, what may be mended.

Within a block nothing changes which cells are owned, so this is small: pack a topic's items into its cells
(copies as the model told them apart), then order the items of each cell so that numbered items come to their
numbers, then exchange items within cells while slots shared by two people cost something.
"""

from collections import defaultdict
from itertools import combinations

from ..problem import Placement, Plan
from .model import Answer
from .shape import Shape

Cells = dict[tuple[int, int], list[tuple[int, list[int]]]]
"""(topic, block) -> its cells: room and items in the order of the slots."""


def plan_of(shape: Shape, cells: Cells) -> dict[str, Placement]:
    """Items start one after the other from the beginning of their block."""
    plan = {}
    starts = [each.starts for each in shape.index.problem.blocks]
    for (_, s), rows in cells.items():
        for room, items in rows:
            at = starts[s]
            for i in items:
                plan[shape.items[i]] = Placement(shape.rooms[room], at)
                at += shape.length[i] * shape.unit
    return plan


def cells_of(shape: Shape, answer: Answer) -> Cells | None:
    """Items into the cells of an answer; None when they do not fit (answers of relaxations may not)."""
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, s in enumerate(answer.blocks):
        groups[shape.topic[i], s].append(i)
    cells: Cells = {}
    placed = [0] * len(shape.topics)
    for (t, s), items in sorted(groups.items(), key=lambda each: (each[0][1], each[0][0])):
        rooms = sorted(answer.rooms.get((t, s), ()))
        told = {i: answer.copy[i, s] for i in items if (i, s) in answer.copy}
        packed = _packed(shape, s, items, len(rooms), told, first=placed[t] + 1)
        if packed is None:
            return None
        cells[t, s] = list(zip(rooms, packed, strict=True))
        placed[t] += len(items)
    _spread(shape, cells)
    return cells


def cells_of_plan(shape: Shape, plan: Plan) -> Cells:
    """A complete plan by cells."""
    rows: dict[tuple[int, int, int], list[tuple[int, int]]] = defaultdict(list)
    block = {each: at for at, each in enumerate(shape.blocks)}
    room = {each: at for at, each in enumerate(shape.rooms)}
    for i, item in enumerate(shape.items):
        spot = shape.index.spot(item, plan[item])
        if spot.block is not None:
            rows[shape.topic[i], block[spot.block], room[spot.room]].append((spot.start, i))
    cells: Cells = {}
    for (t, s, r), items in sorted(rows.items()):
        cells.setdefault((t, s), []).append((r, [i for _, i in sorted(items)]))
    return cells


def blocks_of(shape: Shape, cells: Cells) -> list[int]:
    """Item -> its block."""
    found = [-1] * len(shape.items)
    for (_, s), rows in cells.items():
        for _, items in rows:
            for i in items:
                found[i] = s
    return found


def copies_of(shape: Shape, cells: Cells) -> list[int]:
    """Topic -> the most cells that it has in one block."""
    found = [0] * len(shape.topics)
    for (t, _), rows in cells.items():
        found[t] = max(found[t], len(rows))
    return found


def _packed(
    shape: Shape, s: int, items: list[int], count: int, told: dict[int, int], first: int
) -> list[list[int]] | None:
    """The items of one topic in one block in `count` cells, none empty; `first` is the number of its first item."""
    if count == 1:
        fits = sum(shape.length[i] for i in items) <= shape.slots[s]
        return [_in_order(shape, items, first)] if fits else None
    if not 0 < count <= len(items):
        return None
    cells: list[list[int]] = [[] for _ in range(count)]
    left = [shape.slots[s]] * count
    for i, c in told.items():
        if c >= count:
            return None
        cells[c].append(i)
        left[c] -= shape.length[i]
    for i in sorted((i for i in items if i not in told), key=lambda i: -shape.length[i]):
        roomy = [c for c in range(count) if left[c] >= shape.length[i]]
        if not roomy:
            return None
        c = min(roomy, key=lambda c: (bool(cells[c]), left[c]))
        cells[c].append(i)
        left[c] -= shape.length[i]
    if min(left) < 0 or not all(cells):
        return None
    return _numbered(shape, cells, first)


def _numbered(shape: Shape, cells: list[list[int]], first: int) -> list[list[int]]:
    """Cells with low numbers first, as the order counts rooms before slots."""
    cells.sort(key=lambda some: min((shape.number[i] or 10**6 for i in some), default=10**6))
    found = []
    for some in cells:
        found.append(_in_order(shape, some, first))
        first += len(some)
    return found


def _in_order(shape: Shape, items: list[int], first: int) -> list[int]:
    """Each numbered item at its number when that is in reach, the others around them."""
    row: list[int | None] = [None] * len(items)
    rest = []
    for i in sorted(items, key=lambda i: (shape.number[i], i)):
        place = shape.number[i] - first
        if shape.order_weight and shape.number[i] and 0 <= place < len(items) and row[place] is None:
            row[place] = i
        else:
            rest.append(i)
    waiting = iter(rest)
    return [i if i is not None else next(waiting) for i in row]


def _spread(shape: Shape, cells: Cells) -> None:
    """Exchange items within cells as long as that lowers the price of shared slots and of the order."""
    if not shape.meet and not any(len(rows) > 1 and shape.ordered[t] for (t, _), rows in cells.items()):
        return
    before = _counted_before(shape, cells)
    blocks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for t, s in cells:
        blocks[s].append((t, s))
    for keys in blocks.values():
        price = _price(shape, cells, keys, before)
        improving = price > 0
        while improving:
            improving = False
            for items in [items for key in keys for _, items in cells[key]]:
                for one, other in combinations(range(len(items)), 2):
                    items[one], items[other] = items[other], items[one]
                    now = _price(shape, cells, keys, before)
                    if now < price:
                        price, improving = now, True
                    else:
                        items[one], items[other] = items[other], items[one]


def _counted_before(shape: Shape, cells: Cells) -> dict[tuple[int, int], int]:
    """(topic, block) -> how many items of the topic are in earlier blocks."""
    counted: dict[int, int] = defaultdict(int)
    found = {}
    for t, s in sorted(cells, key=lambda key: key[1]):
        found[t, s] = counted[t]
        counted[t] += sum(len(items) for _, items in cells[t, s])
    return found


def _price(shape: Shape, cells: Cells, keys: list[tuple[int, int]], before: dict[tuple[int, int], int]) -> int:
    """Shared slots and broken numbers in one block."""
    paid = 0
    slots: dict[int, list[int]] = defaultdict(list)
    for t, s in keys:
        number = before[t, s]
        for _, items in sorted(cells[t, s], key=lambda row: row[0]):
            at = 0
            for i in items:
                number += 1
                if shape.order_weight and shape.number[i] and shape.number[i] != number:
                    paid += shape.order_weight
                for slot in range(at, at + shape.length[i]):
                    slots[slot].append(i)
                at += shape.length[i]
    for there in slots.values():
        for one, other in combinations(sorted(there), 2):
            paid += shape.meet.get((one, other), 0)
            if shape.topic[one] == shape.topic[other] and shape.number[one] and shape.number[other]:
                paid += shape.order_weight
    return paid
