"""Small parts of a problem: where a collision lies, a few items mostly suffice to show it.

A part asks less than the whole: what its items cannot obey, the whole cannot either. (So the two rules that others of
a topic may help to obey, its order and its pauses, are off in a part.) Where hand rules find no place for an item,
something near it may collide; near are items that share somebody, are locked to one place, or are named together by
staff.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from itertools import combinations, pairwise

from .index import Index
from .problem import Penalties, Plan, Problem, Together
from .weights import OFF

MOST_SUSPECTS = 60
MOST_ITEMS = 60
"""A part with more is no small one."""
STEPS = 2


def part(problem: Problem, items: Collection[str]) -> Problem:
    """The problem with only these items and what is said of them."""
    kept = set(items)
    rows = {each.name: getattr(problem.penalties, each.name) for each in fields(Penalties)}
    of_items = {name: tuple(row for row in rows[name] if row[0] in kept) for name in rows if name.startswith("item_")}
    return replace(
        problem,
        items=tuple(each for each in problem.items if each.id in kept),
        locks=tuple(each for each in problem.locks if each.item in kept),
        published=tuple(each for each in problem.published if each.item in kept),
        apart=tuple(each for each in problem.apart if {each.first, each.second} <= kept),
        before=tuple(each for each in problem.before if {each.first, each.then} <= kept),
        together=tuple(
            Together(pair, series.gap)
            for series in problem.together
            for pair in pairwise(series.items)
            if set(pair) <= kept
        ),
        wishes=(),
        shared_wishes=(),
        penalties=replace(problem.penalties, **of_items),
        rules=replace(problem.rules, order=OFF, topic_gaps=OFF),
    )


def suspects(index: Index, plan: Plan) -> Iterator[frozenset[str]]:
    """Sets of items, around those without a place in the plan, in which a collision may lie: small ones first."""
    near = _near(index)
    asked = {item for pair in _asked(index) for item in pair} | set(index.locked_start)
    lost = set(index.items) - set(plan)
    unplaced = sorted(lost, key=lambda item: (item not in asked, item))[:MOST_SUSPECTS]
    told: set[frozenset[str]] = set()
    around = {item: frozenset((item,)) for item in unplaced}
    for _ in range(STEPS + 1):
        for item in unplaced:
            if around[item] not in told and len(around[item]) <= MOST_ITEMS:
                told.add(around[item])
                yield around[item]
            around[item] = around[item].union(*(near[each] for each in around[item]))


def _near(index: Index) -> Mapping[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for one, two in (*index.clashing_people, *_asked(index), *_locked_together(index)):
        near[one].add(two)
        near[two].add(one)
    return near


def _asked(index: Index) -> Iterator[tuple[str, str]]:
    """Items that staff name together."""
    yield from (*index.apart, *index.before)
    for series in index.problem.together:
        yield from pairwise(series.items)


def _locked_together(index: Index) -> Iterator[tuple[str, str]]:
    """Items that are held in one room at times that meet."""
    held: dict[str | None, list[str]] = defaultdict(list)
    for item in index.locked_start:
        held[index.locked_room.get(item)].append(item)
    for items in held.values():
        for one, two in combinations(items, 2):
            starts = (index.locked_start[one], index.locked_start[two])
            if starts[0] < _end(index, two) and starts[1] < _end(index, one):
                yield one, two


def _end(index: Index, item: str) -> int:
    return index.locked_start[item] + index.items[item].minutes
