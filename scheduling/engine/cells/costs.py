"""What a plan costs in the model of cells, term by term.

Every cost variable is bounded from below only, as no cost is negative; a term that is left out leaves the bound
valid. Left out are slots shared by two items (`Shape.meet`) and numbered items of one topic at one time in
parallel cells, which `arrange` looks after, and which of several parallel cells suits an item (`Shape.place`).
"""

from collections import defaultdict
from itertools import product

from .model import CellModel, Expr


def add_costs(model: CellModel) -> None:
    """Every term of the objective."""
    _stays(model)
    _places(model)
    _cells(model)
    for t in model.usable:
        _rooms(model, t)
        _parallel(model, t)
        _gaps(model, t)
        _order(model, t)
    _alike(model)
    _clashes(model)


def _stays(model: CellModel) -> None:
    for (i, s), here in model.x.items():
        model.pay(model.shape.stay[i][s] or 0, here)


def _places(model: CellModel) -> None:
    """An item pays for the room of its topic's only cell in the block."""
    shape = model.shape
    group = {rooms[0]: g for g, rooms in enumerate(model.groups) if len(rooms) == 1}
    for (i, r), cost in shape.place.items():
        t = shape.topic[i]
        blocks = [
            s for s in range(len(shape.blocks)) if r in group and (i, s) in model.x and (t, s, group[r]) in model.z
        ]
        told = [s for s in blocks if model.copies[t] == 1 or len(model.e[t, s]) > 1]
        if not told:
            continue
        there = model.flag()
        for s in told:
            owned = model.flag()
            model.model.add(model.z[t, s, group[r]] == 0).only_enforce_if(~owned)
            model.model.add_bool_or([there, ~model.x[i, s], ~owned, *model.e[t, s][1:2]])
        model.pay(cost, there)


def _cells(model: CellModel) -> None:
    """Owning a cell costs what the cheapest room of its group does."""
    least = {}
    for t, s, g in model.z:
        least[t, s, g] = min(model.shape.cell[t][s][r] or 0 for r in model.open(t, s, g))
        model.pay(least[t, s, g], model.z[t, s, g])
    for g, rooms in enumerate(model.groups):
        for s in range(len(model.shape.blocks) if len(rooms) > 1 else 0):
            _crowding(model, s, g, least)


def _crowding(model: CellModel, s: int, g: int, least: dict[tuple[int, int, int], int]) -> None:
    """The k-th cell owned in a group costs, beyond its topic's cheapest, at least the k-th least excess."""
    shape = model.shape
    topics = [t for t in model.usable if (t, s, g) in model.z]
    excess = []
    for r in model.groups[g]:
        costs = [(shape.cell[t][s][r], least[t, s, g]) for t in topics]
        over = [cost - cheapest for cost, cheapest in costs if cost is not None]
        if over:
            excess.append(min(over))
    excess.sort()
    if any(excess):
        steps = [model.flag() for _ in excess]
        model.model.add(sum(steps) == sum(model.z[t, s, g] for t in topics))
        for cost, step in zip(excess, steps, strict=True):
            model.pay(cost, step)


def _rooms(model: CellModel, t: int) -> None:
    """Rooms of a topic beyond its first; every topic has at least one."""
    shape, weight = model.shape, model.shape.room_weight
    if not weight:
        return
    used: dict[int, Expr] = {}
    blocks = [s for s in range(len(shape.blocks)) if (t, s) in model.n]
    for s in blocks:
        for g, rooms in enumerate(model.groups):
            if (t, s, g) in model.z:
                if g not in used:
                    used[g] = model.model.new_int_var(0, min(len(rooms), model.copies[t] * len(blocks)), "")
                model.model.add(model.z[t, s, g] <= used[g])
    most = sum(len(model.groups[g]) for g in used)
    beyond = model.model.new_int_var(0, max(0, most - 1), "")
    model.model.add(sum(used.values()) == 1 + beyond)
    if model.copies[t] > 1:
        for s in blocks:
            model.model.add(model.n[t, s] <= 1 + beyond)
    model.pay(weight, beyond)


def _parallel(model: CellModel, t: int) -> None:
    for s in range(len(model.shape.blocks)):
        if (t, s) not in model.n or model.copies[t] == 1 or not model.shape.parallel_weight:
            continue
        if len(model.e[t, s]) > 1:
            more: Expr = sum(model.e[t, s][1:])
        else:
            more = model.model.new_int_var(0, len(model.shape.rooms), "")
            model.model.add(more >= model.n[t, s] - model.u[t, s])
        model.pay(model.shape.parallel_weight, more)


def _gaps(model: CellModel, t: int) -> None:
    """The blocks of a topic follow each other when it begins once only."""
    shape = model.shape
    if not shape.gap_weight or len(shape.members[t]) < 2:
        return
    begins: list[Expr] = []
    torn: Expr = model.flag()
    before: Expr = 0
    for s in range(len(shape.blocks)):
        here = model.u.get((t, s), 0)
        if (t, s) in model.u:
            begin = model.flag()
            model.model.add(begin >= here - before)
            begins.append(begin)
            some = sum(model.present(t, s))
            model.model.add(some >= here)
        before = here
    model.model.add(sum(begins) <= 1 + (len(begins) // 2 + 1) * torn)
    model.pay(shape.gap_weight, torn)


def _order(model: CellModel, t: int) -> None:
    """A numbered item is at its number only in the block in which the topic's items are counted past it."""
    shape, ordered = model.shape, model.shape.ordered[t]
    if not ordered:
        return
    total = len(shape.members[t])
    counts: list[Expr] = [0]
    for s in range(len(shape.blocks)):
        here = model.present(t, s)
        if not here:
            counts.append(counts[-1])
            continue
        count = model.model.new_int_var(0, total, "")
        model.model.add(count == counts[-1] + sum(here))
        counts.append(count)
    by_number: dict[int, list[Expr]] = defaultdict(list)
    for i in ordered:
        fit = model.flag()
        by_number[shape.number[i]].append(fit)
        model.pay(shape.order_weight, 1 - fit)
        if shape.number[i] > total:
            model.model.add(fit == 0)
            continue
        for s in range(len(shape.blocks)):
            if (i, s) in model.x:
                model.model.add(counts[s] < shape.number[i]).only_enforce_if([model.x[i, s], fit])
                model.model.add(counts[s + 1] >= shape.number[i]).only_enforce_if([model.x[i, s], fit])
    for fits in by_number.values():
        if len(fits) > 1:
            model.model.add_at_most_one(fits)


def _alike(model: CellModel) -> None:
    """Every pair of cells of two topics in one block."""
    for (one, other), cost in model.shape.alike.items():
        for s in range(len(model.shape.blocks)):
            if (one, s) in model.e and (other, s) in model.e:
                for here, there in product(model.e[one, s], model.e[other, s]):
                    model.pay(cost, model.both(here, there))


def _clashes(model: CellModel) -> None:
    """Two items in one block in different rooms; one literal for each pair, as an item is in one block only."""
    shape = model.shape
    for (i, j), cost in shape.clash.items():
        blocks = [s for s in range(len(shape.blocks)) if (i, s) in model.x and (j, s) in model.x]
        inner = shape.topic[i] == shape.topic[j]
        if inner:
            blocks = [s for s in blocks if (i, s, 0) in model.y and (j, s, 0) in model.y]
        if not blocks:
            continue
        apart = model.flag()
        for s in blocks:
            if not inner:
                model.model.add_bool_or([apart, ~model.x[i, s], ~model.x[j, s]])
                continue
            for c in range(len(model.e[shape.topic[i], s])):
                model.model.add_bool_or([apart, ~model.y[i, s, c], ~model.x[j, s], model.y[j, s, c]])
        model.pay(cost, apart)
