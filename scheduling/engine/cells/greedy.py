"""A first plan of cells by hand rules: topic after topic into the cheapest free cells, largest first."""

from random import Random

from .arrange import Cells
from .shape import Shape

TRIES = 30
"""So many orders of the topics are tried; one that found no room goes first the next time."""


def construct(shape: Shape, seed: int) -> Cells | None:
    """Cells with every item; None when no order of the topics leads to any. Deterministic."""
    chance = Random(seed)  # noqa: S311  an order, not a secret
    topics = [t for t, items in enumerate(shape.members) if items]
    size = {t: sum(shape.length[i] for i in shape.members[t]) for t in topics}
    longest = {t: max(shape.length[i] for i in shape.members[t]) for t in topics}
    order = sorted(topics, key=lambda t: (-longest[t], -size[t]))
    for _ in range(TRIES):
        cells, stuck = _fill(shape, order)
        if stuck is None:
            return cells
        order.remove(stuck)
        order.insert(chance.randrange(1 + len(order) // 8), stuck)
    return None


def _fill(shape: Shape, order: list[int]) -> tuple[Cells, int | None]:
    """Cells for the topics in turn; and the first topic that found no more room."""
    free = {(s, r) for s in range(len(shape.blocks)) for r in range(len(shape.rooms))}
    cells: Cells = {}
    for t in order:
        left = sorted(shape.members[t], key=lambda i: (shape.number[i] or 10**6, -shape.length[i]))
        while left:
            found = _cheapest(shape, cells, free, t, left)
            if found is None:
                return cells, t
            s, r, fitting = found
            cells.setdefault((t, s), []).append((r, fitting))
            free.discard((s, r))
            left = [i for i in left if i not in fitting]
    for rows in cells.values():
        rows.sort()
    return cells, None


def _fitting(shape: Shape, left: list[int], s: int) -> list[int]:
    """The first of the items that fit into one cell of the block."""
    found, slots = [], shape.slots[s]
    for i in left:
        if shape.stay[i][s] is not None and shape.length[i] <= slots:
            found.append(i)
            slots -= shape.length[i]
    return found


def _cheapest(
    shape: Shape, cells: Cells, free: set[tuple[int, int]], t: int, left: list[int]
) -> tuple[int, int, list[int]] | None:
    """The free cell of the least price, part of it shared by the slots that the topic would fill, and the items for
    it."""
    rooms = {room for (topic, _), rows in cells.items() if topic == t for room, _ in rows}
    fitting = [_fitting(shape, left, s) for s in range(len(shape.blocks))]
    price = [_price(shape, cells, t, s, items) for s, items in enumerate(fitting)]
    best: tuple[float, int, int] | None = None
    for s, r in free:
        cost = shape.cell[t][s][r]
        if cost is None or not fitting[s]:
            continue
        moved = shape.room_weight if rooms and r not in rooms else 0
        wished = sum(shape.place.get((i, r), 0) for i in fitting[s]) if shape.place else 0
        each = cost + (1 + moved + wished + price[s]) / sum(shape.length[i] for i in fitting[s])
        if best is None or (each, s, r) < best:
            best = (each, s, r)
    return (best[1], best[2], fitting[best[1]]) if best else None


def _price(shape: Shape, cells: Cells, t: int, s: int, fitting: list[int]) -> int:
    """What a cell in the block would cost besides its room."""
    blocks = {block for topic, block in cells if topic == t}
    price = sum(shape.stay[i][s] or 0 for i in fitting)
    if s in blocks:
        price += shape.parallel_weight
    elif blocks and s - 1 not in blocks and s + 1 not in blocks:
        price += shape.gap_weight
    for topic, block in cells:
        if block == s and topic != t:
            price += shape.alike.get((min(t, topic), max(t, topic)), 0)
    return price
