"""Why there is no assignment, in words: the narrowest place of the flow, and what would widen it.

A flow from proposals over people that stays below the demand has a cut of the same width (Ford, Fulkerson 1956): the
proposals on its near side want more readers than all who may read them can give. A fix is named only when it alone
gives at least one reader more: a greater load for somebody on the near side who is full, or a waived conflict from a
proposal of the near side to somebody who has room, or gets it by an exchange.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .problem import Bools, Ints, Problem, Rest

NAMED = 5
"""So many fixes of a kind are named, the best first."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What would help: `kind` is load (raise this person's), minimum (lower this person's), conflict
    (waive this one), demand (ask for fewer readers of this proposal), unlock (this pair) or rule (drop it;
    `rule` names it); `by` at least as much."""

    kind: str
    proposal: int | None = None
    person: int | None = None
    by: int = 1
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Shortage:
    """`proposals` need `needs` readers and can get `gives`; `people` are those who could read them. `kind` is
    readers, seniors, institutions, minimum (the people must read more than they may), locked, rules or time."""

    kind: str
    proposals: tuple[int, ...]
    people: tuple[int, ...]
    needs: int
    gives: int
    fixes: tuple[Fix, ...]

    def sentences(self, proposals: Sequence[str], people: Sequence[str]) -> list[str]:
        """What is short and what would help, with these names of proposals and people."""
        from .words import sentences

        return sentences(self, proposals, people)


def shortage(problem: Problem) -> Shortage | None:
    """The first thing that keeps the problem from having an assignment, as far as flows can tell."""
    rest = problem.rest
    return _locked(problem) or _readers(problem, rest) or _minimum(rest) or _seniors(rest) or _institutions(rest)


def _locked(problem: Problem) -> Shortage | None:
    rest = problem.rest
    for proposal in np.flatnonzero(rest.want < 0).tolist():
        fixes = tuple(Fix("unlock", p, r) for p, r in problem.locked if p == proposal)
        wanted = int(problem.demand[proposal])
        return Shortage("locked", (proposal,), (), wanted - int(rest.want[proposal]), wanted, fixes)
    for person in np.flatnonzero(rest.high < 0).tolist():
        fixes = (Fix("load", None, person, -int(rest.high[person])), *_unlocks(problem, person))
        most = int(problem.loads[person, 1])
        return Shortage("locked", (), (person,), most - int(rest.high[person]), most, fixes)
    return None


def _unlocks(problem: Problem, person: int) -> list[Fix]:
    return [Fix("unlock", p, r) for p, r in problem.locked if r == person]


def _readers(problem: Problem, rest: Rest) -> Shortage | None:
    cut = Cut.of(rest.want, rest.high, rest.may)
    if cut.flow >= rest.want.sum():
        return None
    return Shortage("readers", *cut.sides(), *_counts(cut, rest.want), _widen(cut, problem.blocked, rest))


def _counts(cut: "Cut", want: Ints) -> tuple[int, int]:
    needs = int(want[cut.near].sum())
    return needs, needs - int(want.sum() - cut.flow)


def _widen(cut: "Cut", blocked: Bools, rest: Rest) -> tuple[Fix, ...]:
    near, people = np.flatnonzero(cut.near), np.flatnonzero(cut.near_people)
    suits = rest.score[near][:, people].max(0, initial=0)
    loads = [Fix("load", None, person) for person in people[np.argsort(-suits, kind="stable")].tolist()[:NAMED]]
    rows, columns = np.nonzero(blocked & cut.near[:, None] & cut.may_give[None, :])
    order = np.argsort(-rest.score[rows, columns], kind="stable")[:NAMED]
    waived = [Fix("conflict", int(rows[at]), int(columns[at])) for at in order]
    fewer = [Fix("demand", proposal) for proposal in near.tolist()[:NAMED] if rest.want[proposal] > 1]
    return (*loads, *waived, *fewer)


def _minimum(rest: Rest) -> Shortage | None:
    """The fewest that people must read may be more than there is for them to read."""
    cut = Cut.of(rest.low, rest.want, rest.may.T)
    if cut.flow >= rest.low.sum():
        return None
    proposals, people = np.flatnonzero(cut.near_people), np.flatnonzero(cut.near)
    fixes = tuple(Fix("minimum", None, person) for person in people.tolist()[:NAMED])
    needs, gives = _counts(cut, rest.low)
    return Shortage("minimum", tuple(proposals.tolist()), tuple(people.tolist()), needs, gives, fixes)


def _seniors(rest: Rest) -> Shortage | None:
    want = rest.needs_senior.astype(np.int64)
    cut = Cut.of(want, rest.high, rest.may & rest.seniors)
    if cut.flow >= want.sum():
        return None
    proposals, people = cut.sides()
    loads = [Fix("load", None, person) for person in people[:NAMED]]
    return Shortage("seniors", proposals, people, *_counts(cut, want), (*loads, Fix("rule", rule="seniors")))


def _institutions(rest: Rest) -> Shortage | None:
    """A proposal alone whose possible readers come from too few institutions."""
    single = np.where(rest.houses < 0, rest.houses.max(initial=-1) + 1 + np.arange(len(rest.houses)), rest.houses)
    for proposal, want in enumerate(rest.want.tolist()):
        open_to = np.flatnonzero(rest.may[proposal])
        gives = len(set(single[open_to].tolist()))
        if gives < want:
            fixes = [Fix("rule", rule="institutions")]
            if gives:
                fixes.insert(0, Fix("demand", proposal, by=want - gives))
            return Shortage("institutions", (proposal,), tuple(open_to.tolist()), want, gives, tuple(fixes))
    return None


@dataclass(frozen=True, eq=False)
class Cut:
    """A greatest flow and its narrowest place: `near` (P,) rows and `near_people` (R,) columns that the source still
    reaches, `may_give` (R,) columns from which the sink can still be reached."""

    flow: int
    near: Bools
    near_people: Bools
    may_give: Bools

    def sides(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return tuple(np.flatnonzero(self.near).tolist()), tuple(np.flatnonzero(self.near_people).tolist())

    @classmethod
    def of(cls, want: Ints, high: Ints, may: Bools) -> "Cut":
        from ortools.graph.python import min_cost_flow

        network = min_cost_flow.SimpleMinCostFlow()
        first, sink = len(want), len(want) + len(high)

        def arcs(tails: Ints, heads: Ints, widths: Ints, cost: int) -> Ints:
            ends = (tails.astype(np.int32), heads.astype(np.int32), widths.astype(np.int64))
            return np.asarray(
                network.add_arcs_with_capacity_and_unit_cost(*ends, np.full(len(tails), cost, np.int64))
            )

        rows, columns = np.nonzero(may)
        pairs = arcs(rows, first + columns, np.ones_like(rows), 0)
        arcs(np.arange(first), np.full(first, sink), want, 1)  # what finds nobody goes past everybody
        arcs(np.arange(first, sink), np.full(len(high), sink), np.maximum(high, 0), 0)
        network.set_nodes_supplies(
            np.arange(sink + 1, dtype=np.int32), np.append(want, [0] * len(high) + [-want.sum()])
        )
        network.solve()
        used = np.zeros(may.shape, bool)
        used[rows, columns] = np.asarray(network.flows(pairs)) > 0
        free, nothing = may & ~used, np.zeros_like(may)
        near, near_people = _spread(used.sum(1) < want, nothing[0], free, used)
        _, may_give = _spread(nothing[:, 0], used.sum(0) < high, used, free)
        return cls(int(used.sum()), near, near_people, may_give)


def _spread(rows: Bools, columns: Bools, over: Bools, back: Bools) -> tuple[Bools, Bools]:
    """Rows and columns reached from these, going from row to column by `over` and from column to row by `back`."""
    while True:
        wider = columns | over[rows].any(0)
        further = rows | back[:, wider].any(1)
        if (wider == columns).all() and (further == rows).all():
            return rows, columns
        rows, columns = further, wider
