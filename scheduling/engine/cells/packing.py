"""How many cells of a topic an item list needs, and which items must be told apart when it has several at once."""

from collections import Counter
from dataclasses import dataclass

from .shape import Shape


@dataclass(frozen=True, slots=True)
class Packing:
    """One topic's items. `touchy` items need to know their cell when the topic has several in one block; the
    others are all of one length, or the lengths are 1 and one other, and counting them is exact."""

    items: tuple[int, ...]
    touchy: tuple[int, ...]
    lengths: tuple[int, ...]
    least_cells: int
    least_copies: int


def packing_of(shape: Shape, topic: int) -> Packing:
    """Look at the lengths and inner clashes of one topic."""
    items = shape.members[topic]
    lengths = tuple(sorted({shape.length[i] for i in items}))
    clashing = {i for pair in shape.inner[topic] for i in pair}
    if len(lengths) > 1 and (clashing or len(lengths) > 2 or lengths[0] > 1):
        clashing |= {i for i in items if shape.length[i] > 1}
    touchy = tuple(i for i in items if i in clashing)
    return Packing(items, touchy, lengths, _least_cells(shape, items), _least_copies(shape, items))


def _least_cells(shape: Shape, items: tuple[int, ...]) -> int:
    """A lower bound of the number of cells, all told."""
    if not items:
        return 0
    largest = max(shape.slots)
    needs = [-(-sum(shape.length[i] for i in items) // largest)]
    counted = Counter(shape.length[i] for i in items)
    for length in counted:
        many = sum(count for other, count in counted.items() if other >= length)
        needs.append(-(-many // max(1, largest // length)))
    return max(needs)


def _least_copies(shape: Shape, items: tuple[int, ...]) -> int:
    """The fewest parallel cells with which the items fit into the blocks, longest first, greedily."""
    open_rooms = len(shape.rooms)
    for copies in range(1, open_rooms + 1):
        if _fits(shape, items, copies):
            return copies
    return open_rooms


def _fits(shape: Shape, items: tuple[int, ...], copies: int) -> bool:
    """Best fit: each item into the fullest of the cells that it may use."""
    free = {(s, c): slots for s, slots in enumerate(shape.slots) for c in range(copies)}
    choices = {i: sum(cost is not None for cost in shape.stay[i]) for i in items}
    for i in sorted(items, key=lambda i: (-shape.length[i], choices[i])):
        cells = [
            (left, cell)
            for cell, left in free.items()
            if left >= shape.length[i] and shape.stay[i][cell[0]] is not None
        ]
        if not cells:
            return False
        _, cell = min(cells)
        free[cell] -= shape.length[i]
    return True
