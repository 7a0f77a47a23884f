"""Pairs of items in the CP-SAT model: one person, one time, one order, one wish."""

from collections import defaultdict
from itertools import combinations

from .core_model import Core, Expr
from .index import Pair, pair

MOST_PAIRS = 30_000
"""Soft pairs in the model; the cheapest beyond that are left to the checker (the bound stays valid)."""


def add_pairs(core: Core) -> None:
    """Every rule between two items."""
    _people_in_one_place(core)
    overlaps = _Overlaps(core)
    for key, rules in _overlap_costs(core).items():
        for rule, times in rules.items():
            overlaps.charge(rule, key, times)
    for key in core.index.apart:
        if _both(core, key):
            core.charge("apart", overlaps.at_all(key))
    _breaks(core, overlaps)
    _same_blocks(core)
    _precedences(core)
    _series(core)


def _both(core: Core, key: Pair) -> bool:
    return key[0] in core.start and key[1] in core.start


def _people_in_one_place(core: Core) -> None:
    """When clashes are forbidden: one NoOverlap per person."""
    if not core.index.rule["person_overlap"].hard:
        return
    by_person: dict[str, list[Expr]] = defaultdict(list)
    for item in core.items:
        if core.index.attending[item]:
            minutes = core.index.items[item].minutes
            interval = core.model.new_optional_fixed_size_interval_var(
                core.start[item], minutes, core.present[item], ""
            )
            for person in core.index.attending[item]:
                by_person[person].append(interval)
    for intervals in by_person.values():
        if len(intervals) > 1:
            core.model.add_no_overlap(intervals)


class _Overlaps:
    """Literals for 'these two overlap in time', made when first asked for."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self._known: dict[tuple[Pair, int], tuple[Expr, Expr, Expr]] = {}

    def parts(self, key: Pair, shift: int = 0) -> tuple[Expr, Expr, Expr]:
        """(overlap, first is earlier, second is earlier): the overlap exceeds `shift` minutes, or one
        of the two others is true."""
        if (key, shift) not in self._known:
            core, (one, two) = self.core, key
            over, left, right = core.flag(), core.flag(), core.flag()
            core.model.add(core.end(one) <= core.start[two] + shift).only_enforce_if(left)
            core.model.add(core.end(two) <= core.start[one] + shift).only_enforce_if(right)
            core.model.add_bool_or([over, left, right, *core.absent(one, two)])
            self._known[key, shift] = (over, left, right)
        return self._known[key, shift]

    def at_all(self, key: Pair) -> Expr:
        return self.parts(key)[0]

    def charge(self, rule: str, key: Pair, times: int) -> None:
        """Pay for each unit of the overlap."""
        unit = self.core.index.problem.overlap_unit
        shortest = min(self.core.index.items[each].minutes for each in key)
        for shift in range(0, shortest, unit or shortest):
            self.core.charge(rule, self.parts(key, shift)[0], times)


def _overlap_costs(core: Core) -> dict[Pair, dict[str, int]]:
    """Pair -> rule -> amount per unit of overlap; the cheapest soft pairs beyond the limit left out."""
    known = core.index.overlap_rules
    if len(core.items) ** 2 < len(known):
        mine = (pair(*each) for each in combinations(core.items, 2))
        return _heaviest(core, {key: known[key] for key in mine if key in known})
    return _heaviest(core, {key: rules for key, rules in known.items() if _both(core, key)})


def _heaviest(core: Core, found: dict[Pair, dict[str, int]]) -> dict[Pair, dict[str, int]]:
    def weight(key: Pair) -> float:
        rules = {name: core.index.rule[name] for name in found[key]}
        if any(rule.hard for rule in rules.values()):
            return float("inf")
        return sum(rules[name].weight * times for name, times in found[key].items())

    kept = sorted(found, key=lambda key: (-weight(key), key))
    hard = sum(weight(key) == float("inf") for key in kept)
    kept = kept[: max(hard, MOST_PAIRS)]
    core.left_out = len(found) - len(kept)
    return {key: found[key] for key in kept}


def _breaks(core: Core, overlaps: _Overlaps) -> None:
    """A person's pause and walk between two items that do not overlap."""
    rule, index = core.index.rule["person_break"], core.index
    if not rule.on or not (index.problem.min_break or index.problem.walks):
        return
    near = _room_groups(core)
    for key in index.shared_people:
        if not _both(core, key):
            continue
        one, two = key
        over, left, right = overlaps.parts(key)
        core.model.add(core.start[two] < core.end(one)).only_enforce_if(over)
        core.model.add(core.start[one] < core.end(two)).only_enforce_if(over)
        tight = core.flag()
        _keep_pause(core, near, (one, two), [left, ~tight])
        _keep_pause(core, near, (two, one), [right, ~tight])
        core.charge("person_break", tight)


def _room_groups(core: Core) -> dict[str, list[str]]:
    """Rooms from which every walk is the same, under the name of one of them."""
    groups: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for room in core.index.rooms:
        groups[tuple(core.index.walk(room, other) for other in core.index.rooms)].append(room)
    return {rooms[0]: rooms for rooms in groups.values()}


def _inside(core: Core, item: str, rooms: list[str]) -> Expr:
    return sum(core.room[item].get(room, 0) for room in rooms)


def _keep_pause(core: Core, near: dict[str, list[str]], order: Pair, when: list[Expr]) -> None:
    """When the first of the pair is earlier: its end plus pause plus walk is not after the second's start."""
    first, then = order
    pause = core.index.problem.min_break
    for here, rooms in near.items():
        walks = sum(core.index.walk(here, there) * _inside(core, then, some) for there, some in near.items())
        where = core.flag()
        core.model.add(where >= _inside(core, first, rooms))
        core.model.add(core.start[then] >= core.end(first) + pause + walks).only_enforce_if(
            [*when, where, *core.there(first, then)]
        )


def _same_blocks(core: Core) -> None:
    """Two items in one block in different rooms that share people or attendees."""
    index = core.index
    amounts: dict[Pair, dict[str, int]] = defaultdict(dict)
    if index.rule["person_block"].on:
        for key in index.clashing_people:
            amounts[key]["person_block"] = 1
    if index.rule["wish_block"].on:
        for key, wanted in index.wanted_together.items():
            amounts[key]["wish_block"] = wanted
    for key, rules in amounts.items():
        if not _both(core, key):
            continue
        (one, two), clash = key, core.flag()
        for block, during in core.block[one].items():
            if block in core.block[two]:
                core.model.add_bool_or([clash, ~during, ~core.block[two][block], core.same_room(one, two)])
        for rule, times in rules.items():
            core.charge(rule, clash, times)


def _precedences(core: Core) -> None:
    if not core.index.rule["before"].on:
        return
    for asked in core.index.problem.before:
        if _both(core, (asked.first, asked.then)):
            wrong = core.flag()
            core.model.add(core.end(asked.first) + asked.gap <= core.start[asked.then]).only_enforce_if(
                [~wrong, *core.there(asked.first, asked.then)]
            )
            core.charge("before", wrong)


def _series(core: Core) -> None:
    if not core.index.rule["together"].on:
        return
    for rows in core.index.together.values():
        for earlier, later, gap in rows:
            if not _both(core, (earlier, later)):
                continue
            torn = core.flag()
            here = core.there(earlier, later)
            core.model.add_bool_or([torn, core.same_room(earlier, later), *core.absent(earlier, later)])
            if gap is not None:
                pause = core.start[later] - core.end(earlier)
                core.model.add(pause >= 0).only_enforce_if([~torn, *here])
                core.model.add(pause <= gap).only_enforce_if([~torn, *here])
            core.charge("together", torn)
