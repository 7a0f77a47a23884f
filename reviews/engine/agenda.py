"""The order of an agenda in which the fewest people leave the room and return.

A person is out of the room for the items she is recused from. Everybody is in the room when the sitting is opened and
when it is closed; each time somebody goes out or comes back is one transition. Going from one item to the next costs
as many transitions as people are out for exactly one of the two, so the best order is the shortest round trip from
the full room through all items and back (a travelling salesman's, solved by CP-SAT's circuit). Items from which the
same people are recused are one stop of the trip; where an item is locked in its place, every item is a stop of its
own that knows its place.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

WORK = 0.5
"""Deterministic seconds of the solver: the same agenda gives the same order on every machine."""

Out = frozenset[Hashable]


@dataclass(frozen=True)
class Item:
    """`out` are the people who leave for it; a locked item keeps its place."""

    key: Hashable
    out: Out = frozenset()
    locked: bool = False


@dataclass(frozen=True)
class Order:
    """`keys` in their new order. `given` and `found` count transitions before and after, `bound` is what no order can
    be below; `proven` when it is reached.
    """

    keys: tuple[Hashable, ...]
    given: int
    found: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.found == self.bound


def transitions(items: Sequence[Item]) -> int:
    """How often somebody leaves or returns, from a full room to a full room."""
    outs = [frozenset(), *(item.out for item in items), frozenset()]
    return sum(len(before ^ after) for before, after in pairwise(outs))


def order(items: Sequence[Item], *, seed: int = 1) -> Order:
    """The best order found; the given one when none is better. Items of a class keep their order among themselves."""
    given = transitions(items)
    least = 2 * len(frozenset[Hashable]().union(*(item.out for item in items)))
    keys = tuple(item.key for item in items)
    if given == least or len(items) < 2:
        return Order(keys, given, given, given)
    arranged, bound = _arranged(_together(items), seed, keep=False)
    if any(item.locked for item in items):
        arranged, locked_bound = _arranged([[item] for item in _put_back(items, arranged)], seed, keep=True)
        bound = max(bound, locked_bound)
    found = transitions(arranged)
    if found >= given:
        return Order(keys, given, given, max(least, min(bound, given)))
    return Order(tuple(item.key for item in arranged), given, found, max(least, bound))


def _together(items: Sequence[Item]) -> list[list[Item]]:
    """Stops of the trip: items with the same people out; those without a recusal begin the sitting."""
    stops: dict[Out, list[Item]] = {frozenset(): []}
    for item in items:
        stops.setdefault(item.out, []).append(item)
    return [stop for stop in stops.values() if stop]


def _put_back(items: Sequence[Item], arranged: Sequence[Item]) -> list[Item]:
    """The arrangement with the locked items where they were: what the search for a better one begins with."""
    free = iter([item for item in arranged if not item.locked])
    return [item if item.locked else next(free) for item in items]


def _arranged(stops: list[list[Item]], seed: int, *, keep: bool) -> tuple[list[Item], int]:
    trip, bound = _round_trip(stops, seed, keep)
    return [item for stop in trip for item in stops[stop]], bound


def _round_trip(stops: list[list[Item]], seed: int, keep: bool) -> tuple[list[int], int]:
    """The stops in their order, and the bound; with `keep` locked ones stay. Node 0 is the full room, node n the stop
    n - 1.
    """
    from ortools.sat.python import cp_model

    outs: list[Out] = [frozenset(), *(stop[0].out for stop in stops)]
    nodes = range(len(outs))
    model = cp_model.CpModel()
    arcs = {(here, there): model.new_bool_var("") for here in nodes for there in nodes if here != there}
    model.add_circuit([(here, there, arc) for (here, there), arc in arcs.items()])
    for (here, there), arc in arcs.items():
        model.add_hint(arc, (here + 1) % len(outs) == there)
    if keep:
        _keep_places(model, arcs, stops)
    model.minimize(sum(len(outs[here] ^ outs[there]) * arc for (here, there), arc in arcs.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, seed
    solver.parameters.max_deterministic_time = WORK
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return list(range(len(stops))), 0
    follows = {here: there for (here, there), arc in arcs.items() if solver.value(arc)}
    trip, node = [], follows[0]
    while node:
        trip.append(node - 1)
        node = follows[node]
    return trip, round(solver.best_objective_bound)


def _keep_places(model: Any, arcs: Any, stops: list[list[Item]]) -> None:
    """Locked stops at their places: whoever follows has the next place."""
    count = len(stops)
    place = [
        model.new_int_var(number, number, "") if stop[0].locked else model.new_int_var(1, count, "")
        for number, stop in enumerate(stops, start=1)
    ]
    for (here, there), arc in arcs.items():
        if here == 0:
            model.add(place[there - 1] == 1).only_enforce_if(arc)
        elif there:
            model.add(place[there - 1] == place[here - 1] + 1).only_enforce_if(arc)
