"""The CP-SAT model of cells: who is in which block, which topic owns which cell; rooms of items follow.

    x[i, s]      item i is in block s
    u[t, s]      topic t is in block s
    z[t, s, g]   how many cells of room group g topic t owns in block s
    e[t, s][c]   topic t has more than c cells in block s (only where copies must be told apart)
    y[i, s, c]   item i is in copy c of its topic's cells in block s (touchy items only, see `packing`)

With every room a group of its own (`rooms_of`) z says which cells are owned. Fewer groups (`kinds_of`, `pool_of`)
only count rooms and are relaxations, much faster to solve; their answers are completed by `fixing` the blocks in
the model with rooms. `copies[t]` bounds the parallel cells of a topic. With `copies` None any number is allowed
and what needs copies told apart is left out: a relaxation whose bound is a bound of every plan.

To plan again under other wishes, as a repair does: make the model with rooms, `add_costs`, add constraints on
these variables to `.model`, bound `.value` (the plan's value in this model, at most the checker's), hand
`.model.minimize` an objective of your own instead of calling `finish`, hint a plan by `hint`, and read the answer
with `read` and `arrange`. Forbidden (item, block) and (room, block) pairs come in by `Shape.without`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from .packing import Packing, packing_of
from .shape import Shape

Expr = Any
"""A CP-SAT literal or linear expression (the solver is imported only where it is used)."""
Groups = list[list[int]]


def rooms_of(shape: Shape) -> Groups:
    """Each room by itself: nothing is relaxed."""
    return [[r] for r in range(len(shape.rooms))]


def kinds_of(shape: Shape) -> Groups:
    """Rooms that cost every topic the same at all times."""
    found: dict[tuple[int | None, ...], list[int]] = {}
    for r in range(len(shape.rooms)):
        found.setdefault(tuple(cell[r] for rows in shape.cell for cell in rows), []).append(r)
    return list(found.values())


def pool_of(shape: Shape) -> Groups:
    """All rooms as one group, each cell at its topic's least cost."""
    return [list(range(len(shape.rooms)))]


class CellModel:
    """Variables, packing, and the parts of the objective in `paid`."""

    def __init__(self, shape: Shape, copies: Sequence[int] | None, groups: Groups | None = None) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.shape = shape
        self.exact = copies is not None
        self.groups = rooms_of(shape) if groups is None else groups
        self.packing: list[Packing] = [packing_of(shape, t) for t in range(len(shape.topics))]
        most = len(shape.rooms)
        self.copies = [most if copies is None else min(most, each) for each in (copies or [most] * len(shape.topics))]
        self.paid: list[tuple[int, Expr]] = []
        self.x: dict[tuple[int, int], Expr] = {}
        self.u: dict[tuple[int, int], Expr] = {}
        self.z: dict[tuple[int, int, int], Expr] = {}
        self.e: dict[tuple[int, int], list[Expr]] = {}
        self.y: dict[tuple[int, int, int], Expr] = {}
        self.n: dict[tuple[int, int], Expr] = {}
        self.usable = [t for t, items in enumerate(shape.members) if items]
        self._near = {t for pair in shape.alike for t in pair}
        self._items()
        for t in self.usable:
            self._topic(t)
        self._one_owner()

    @property
    def value(self) -> Expr:
        """The objective as an expression."""
        return sum(weight * amount for weight, amount in self.paid)

    def flag(self) -> Expr:
        return self.model.new_bool_var("")

    def pay(self, weight: int, amount: Expr) -> None:
        if weight:
            self.paid.append((weight, amount))

    def finish(self) -> None:
        """Hand the objective to the model."""
        self.model.minimize(self.value)

    def both(self, one: Expr, other: Expr) -> Expr:
        """A literal that is true at least when both are."""
        flag = self.flag()
        self.model.add_bool_or([flag, ~one, ~other])
        return flag

    def _items(self) -> None:
        for i, row in enumerate(self.shape.stay):
            open_blocks = [
                s for s, cost in enumerate(row) if cost is not None and self._any_cell(self.shape.topic[i], s)
            ]
            for s in open_blocks:
                self.x[i, s] = self.model.new_bool_var(f"x {i} {s}")
            self.model.add_exactly_one([self.x[i, s] for s in open_blocks])

    def _any_cell(self, t: int, s: int) -> bool:
        return any(cost is not None for cost in self.shape.cell[t][s])

    def present(self, t: int, s: int) -> list[Expr]:
        """The literals of the topic's items in the block."""
        return [self.x[i, s] for i in self.shape.members[t] if (i, s) in self.x]

    def _topic(self, t: int) -> None:
        least = []
        for s in range(len(self.shape.blocks)):
            here = self.present(t, s)
            if not here:
                continue
            u = self.model.new_bool_var(f"u {t} {s}")
            self.u[t, s] = u
            for each in here:
                self.model.add_implication(each, u)
            self._cells(t, s, min(self.copies[t], len(here)))
            self._pack(t, s)
            least.append(self.n[t, s])
        self.model.add(sum(least) >= self.packing[t].least_cells)

    def open(self, t: int, s: int, g: int) -> list[int]:
        """The rooms of the group that the topic may own in the block."""
        return [r for r in self.groups[g] if self.shape.cell[t][s][r] is not None]

    def _cells(self, t: int, s: int, most: int) -> None:
        """The number of the topic's cells in the block, and where they are."""
        u = self.u[t, s]
        sizes = {g: len(self.open(t, s, g)) for g in range(len(self.groups))}
        most = min(most, sum(sizes.values()))
        told = self.exact and most > 1 and (bool(self.packing[t].touchy) or t in self._near)
        self.e[t, s] = [u, *(self.flag() for _ in range(1, most))] if told else [u]
        for more, fewer in zip(self.e[t, s][1:], self.e[t, s], strict=False):
            self.model.add_implication(more, fewer)
        cells = []
        for g, size in sizes.items():
            if size:
                self.z[t, s, g] = self.model.new_int_var(0, min(size, most), f"z {t} {s} {g}")
                cells.append(self.z[t, s, g])
        self.n[t, s] = sum(cells)
        if most == 1:
            self.model.add(sum(cells) == u)
        elif told:
            self.model.add(sum(cells) == sum(self.e[t, s]))
        else:
            self.model.add(sum(cells) >= u)
            self.model.add(sum(cells) <= most * u)

    def _pack(self, t: int, s: int) -> None:
        """The items fit into the cells, and no cell stays empty."""
        shape, pack = self.shape, self.packing[t]
        slots, here = shape.slots[s], [i for i in pack.items if (i, s) in self.x]
        x, n = self.x, self.n[t, s]
        self.model.add(sum(x[i, s] for i in here) >= n)
        if pack.lengths != (pack.lengths[0],) or pack.lengths[0] == 1:
            self.model.add(sum(shape.length[i] * x[i, s] for i in here) <= slots * n)
        for length in pack.lengths:
            some = [x[i, s] for i in here if shape.length[i] >= length]
            if length > 1 and some:
                self.model.add(sum(some) <= slots // length * n)
        if len(self.e[t, s]) > 1 and pack.touchy:
            self._tell_apart(t, s)

    def _tell_apart(self, t: int, s: int) -> None:
        """Touchy items choose their copy."""
        shape, pack, levels = self.shape, self.packing[t], self.e[t, s]
        slots = shape.slots[s]
        unit = pack.lengths[0] if len(pack.lengths) == 1 else 1
        touchy = [i for i in pack.touchy if (i, s) in self.x]
        for i in touchy:
            for c in range(len(levels)):
                self.y[i, s, c] = self.flag()
            self.model.add(sum(self.y[i, s, c] for c in range(len(levels))) == self.x[i, s])
        filled = []
        for c, level in enumerate(levels):
            mine = [self.y[i, s, c] for i in touchy]
            weights = [shape.length[i] // unit for i in touchy]
            self.model.add(sum(w * y for w, y in zip(weights, mine, strict=True)) <= slots // unit * level)
            for y in mine:
                self.model.add_implication(y, level)
            full = self.flag()
            self.model.add_bool_or([*mine, ~full])
            filled.append(full)
        others = [self.x[i, s] for i in pack.items if (i, s) in self.x and i not in pack.touchy]
        self.model.add(sum(levels) - sum(filled) <= sum(others))

    def _one_owner(self) -> None:
        for s in range(len(self.shape.blocks)):
            for g in range(len(self.groups)):
                owners = [t for t in self.usable if (t, s, g) in self.z]
                rooms = {r for t in owners for r in self.open(t, s, g)}
                counts = [self.z[t, s, g] for t in owners]
                if len(rooms) == 1 and len(counts) > 1:
                    self.model.add_at_most_one(counts)
                elif rooms:
                    self.model.add(sum(counts) <= len(rooms))

    def hint(self, blocks: Sequence[int], cells: dict[tuple[int, int], list[tuple[int, list[int]]]]) -> None:
        """Hint the main variables from a plan: item -> block, and (topic, block) -> its rooms with their items."""
        self.model.clear_hints()
        for (i, s), each in self.x.items():
            self.model.add_hint(each, blocks[i] == s)
        for (t, s), u in self.u.items():
            self.model.add_hint(u, (t, s) in cells)
        for (t, s, g), each in self.z.items():
            self.model.add_hint(each, sum(room in self.groups[g] for room, _ in cells.get((t, s), ())))
        for (i, s, c), each in self.y.items():
            mine = cells.get((self.shape.topic[i], s), ())
            self.model.add_hint(each, c < len(mine) and i in mine[c][1])

    def read(self, value: Callable[[Expr], int]) -> "Answer":
        """The main variables of a solution; of a group of several rooms it names the first ones."""
        blocks = [-1] * len(self.shape.items)
        for (i, s), each in self.x.items():
            if value(each):
                blocks[i] = s
        rooms: dict[tuple[int, int], list[int]] = {}
        for (t, s, g), each in self.z.items():
            rooms.setdefault((t, s), []).extend(self.open(t, s, g)[: value(each)])
        copy = {(i, s): c for (i, s, c), each in self.y.items() if value(each)}
        return Answer(blocks, rooms, copy)


class Answer:
    """A solution by its main variables: item -> block; (topic, block) -> rooms; (item, block) -> copy."""

    def __init__(
        self, blocks: list[int], rooms: dict[tuple[int, int], list[int]], copy: dict[tuple[int, int], int]
    ) -> None:
        self.blocks, self.rooms, self.copy = blocks, rooms, copy
