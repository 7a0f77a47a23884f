"""Roles among the readers of each proposal: each role once for a proposal, spread evenly over the people.

One flow for each role in turn, over those readers of a proposal who have no role of it yet. Somebody's n-th work of
a role costs n, so that the sum of squares is least (the fairest spread); a better score decides between equals.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from .problem import Floats, Ints


def roles(pairs: Sequence[tuple[int, int]], names: Sequence[str], score: Floats) -> Mapping[tuple[int, int], str]:
    """{(proposal, person): role}; who is left over has none. A proposal with fewer readers has the first roles."""
    found: dict[tuple[int, int], str] = {}
    for name in names:
        left = [pair for pair in sorted(pairs) if pair not in found]
        if left:
            found |= dict.fromkeys(spread(np.array(left), score), name)
    return found


def spread(pairs: Ints, score: Floats) -> list[tuple[int, int]]:
    """One of the `pairs` (n, 2) of each proposal, people as even as can be."""
    from ortools.graph.python import min_cost_flow

    network = min_cost_flow.SimpleMinCostFlow()
    proposals, rows = np.unique(pairs[:, 0], return_inverse=True)
    people, columns = np.unique(pairs[:, 1], return_inverse=True)
    first, sink = len(proposals), len(proposals) + len(people)
    worth = np.rint(score[pairs[:, 0], pairs[:, 1]] / max(float(score.max()), 1e-12) * 1000).astype(np.int64)
    step = (1000 * len(proposals)) + 1
    arcs = [
        network.add_arc_with_capacity_and_unit_cost(int(row), int(first + column), 1, -int(value))
        for row, column, value in zip(rows, columns, worth, strict=True)
    ]
    for column, most in enumerate(np.bincount(columns).tolist()):
        for nth in range(most):
            network.add_arc_with_capacity_and_unit_cost(first + column, sink, 1, (2 * nth + 1) * step)
    for row in range(first):
        network.set_node_supply(row, 1)
    network.set_node_supply(sink, -first)
    network.solve()
    return [(int(p), int(r)) for (p, r), arc in zip(pairs, arcs, strict=True) if network.flow(arc)]
