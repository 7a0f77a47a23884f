"""The assignment of highest value as a flow of least cost (OR-Tools' cost-scaling push-relabel, Goldberg 1997).

Every proposal sends as many units as it wants readers; every person takes between her fewest and her most. *At least
one senior* is *at most all but one others*: they pass a gate of that width. *One reader of an institution* is a gate
of width one, for seniors and others apart: a relaxation where an institution has both, exact otherwise. Values count
to 1e-7 of the greatest. Cost: one arc for each open pair; 911 x 2,435 takes about two seconds of one core.
"""

import numpy as np

from .problem import Bools, Floats, Ints, Rest

PRECISION = 1e7

Found = tuple[Ints, Ints] | None


def best_flow(rest: Rest, value: Floats) -> Found:
    """The pairs (proposals, people) of highest `value` (P, R) that demand, loads and gates allow; None if none do."""
    rows, columns = np.nonzero(rest.may)
    network = Network(rest.want, rest.low, rest.high)
    others = rest.needs_senior[rows] & ~rest.seniors[rows, columns]
    tails = network.through(rows, others, rows, np.maximum(rest.want - 1, 0)[rows])
    alike = (rows * (rest.houses.max(initial=-1) + 1) + rest.houses[columns]) * 2 + others
    tails = network.through(tails, rest.shared_houses[columns], alike, np.ones_like(rows))
    return network.solve(rows, columns, tails, value[rows, columns])


def best_single(may: Bools, value: Floats, low: Ints, high: Ints) -> Found:
    """One person for each row, of highest `value`, with loads and nothing else: a part that a search looks at."""
    rows, columns = np.nonzero(may)
    return Network(np.ones(len(may), np.int64), low, high).solve(rows, columns, rows, value[rows, columns])


class Network:
    """Nodes: P proposals, R people, one that takes what people may take beyond their fewest, then the gates."""

    def __init__(self, want: Ints, low: Ints, high: Ints) -> None:
        from ortools.graph.python import min_cost_flow

        self.flow = min_cost_flow.SimpleMinCostFlow()
        self.first, self.sink = len(want), len(want) + len(low)
        self.supplies = np.concatenate([want, -low, [low.sum() - want.sum()]]).astype(np.int64)
        self.room = np.maximum(high - low, 0)
        self.sound = bool((want >= 0).all() and (high >= low).all())
        self.gates = self.sink + 1

    def through(self, tails: Ints, gated: Bools, key: Ints, width: Ints) -> Ints:
        """Lets the gated arcs that are alike in `key` pass one gate of `width`; the tails of all arcs from now on."""
        if not gated.any():
            return tails
        keys, where = np.unique(key[gated], return_inverse=True)
        nodes = self.gates + np.arange(len(keys))
        before, widths = np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
        before[where], widths[where] = tails[gated], width[gated]
        self._arcs(before, nodes, widths, np.zeros_like(before))
        self.gates += len(keys)
        behind = tails.copy()
        behind[gated] = nodes[where]
        return behind

    def _arcs(self, tails: Ints, heads: Ints, widths: Ints, costs: Ints) -> Ints:
        arcs = self.flow.add_arcs_with_capacity_and_unit_cost(
            tails.astype(np.int32), heads.astype(np.int32), widths.astype(np.int64), costs.astype(np.int64)
        )
        return np.asarray(arcs)

    def solve(self, rows: Ints, columns: Ints, tails: Ints, value: Floats) -> Found:
        if not self.sound:
            return None
        costs = -np.rint(value * PRECISION).astype(np.int64)
        arcs = self._arcs(tails, self.first + columns, np.ones(len(rows), np.int64), costs)
        people = np.arange(self.first, self.sink)
        self._arcs(people, np.full(len(people), self.sink), self.room, np.zeros(len(people), np.int64))
        supplies = np.concatenate([self.supplies, np.zeros(self.gates - len(self.supplies), np.int64)])
        self.flow.set_nodes_supplies(np.arange(self.gates, dtype=np.int32), supplies)
        if self.flow.solve() != self.flow.OPTIMAL:
            return None
        used = np.asarray(self.flow.flows(arcs)) > 0
        return rows[used], columns[used]
