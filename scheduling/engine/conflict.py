"""Why nothing is possible: a smallest set of hard rules that cannot be obeyed together, in the users' words.

Every hard rule hangs on a literal of its own that is assumed, not fixed. When no plan exists, the solver names
assumptions that suffice for that; one by one they are dropped, and stay out when there is still no plan (a deletion
filter). What is left is minimal: without any one of these rules, the others can be obeyed. That every item has a
place, inside a block, and that a room holds one item at a time, is never in question.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from time import monotonic

from .check import check
from .choices import Choice, choices
from .core_model import Core, Expr
from .greedy import construct
from .index import Index, Spot
from .marks_item import room_marks, time_marks
from .pair_model import add_pairs
from .parts import part, suspects
from .problem import Placement, Plan, Problem
from .relaxing import NAMED, PAIR_RULES, Group, group_of, only
from .report import HARD_SEVERITY, Violation
from .topic_model import add_topics
from .weights import ALWAYS_HARD, NAMES, OFF

Key = tuple[str, ...]
PARTS_SHARE = 0.5
"""Of the time: after that no other small part is asked."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """`groups` cannot be obeyed together; empty when rooms and hours alone do not suffice. `minimal` says that
    dropping any one leaves rules that can be obeyed; without time for that the set is merely sufficient."""

    groups: tuple[Group, ...]
    minimal: bool
    sentence: str
    seconds: float


def conflict(problem: Problem, *, seconds: float = 10, seed: int = 0) -> Conflict | None:
    """A minimal conflicting set, or None when a plan exists or none was refuted in time."""
    began = monotonic()
    until = began + seconds
    index = Index(problem)
    first = construct(index, choices(index))
    for items in suspects(index, first):
        if monotonic() - began > PARTS_SHARE * seconds:
            break
        search = _Search(part(problem, items), until, seed)
        if search.refuted(list(search.literals)) and search.named:
            core, minimal = search.filtered()
            said = _rests(index, core, search, first, until) if minimal else "unknown"
            if said != "no":
                return _told(search, core, minimal=said == "yes", began=began)
    search = _Search(problem, until, seed)
    if not search.refuted(list(search.literals)):
        return None
    core, minimal = search.filtered()
    return _told(search, core, minimal=minimal, began=began)


def _told(search: "_Search", core: list[Key], *, minimal: bool, began: float) -> Conflict:
    groups = tuple(group_of(search.index, *key) for key in core)
    said = "; ".join(group.sentence for group in groups)
    sentence = f"Not all of these can be: {said}." if groups else _too_little(search.index)
    return Conflict(groups, minimal, sentence, monotonic() - began)


def _rests(whole: Index, core: list[Key], small: "_Search", first: Plan, until: float) -> str:
    """Whether all items of the whole have places when any one of the rules is left out, as those of the part have:
    yes, no, unknown. Others mostly stay where hand rules put them at `first`."""
    for key in core:
        rest, start = [each for each in core if each != key], small.rests.get(key, {})
        if not any(_by_hand(whole.problem, rest, each) for each in (_around(whole, first, start), start)):
            said = _Search(whole.problem, until, small.seed).answer(rest)
            if said != "yes":
                return said
    return "yes"


def _around(index: Index, plan: Plan, start: Plan) -> dict[str, Placement]:
    """What starts so, and what of the plan leaves it its rooms."""
    spots = [index.spot(item, place) for item, place in start.items()]
    kept = dict(start)
    for item, place in plan.items():
        mine = index.spot(item, place)
        if item not in start and not any(each.room == mine.room and each.meets(mine) for each in spots):
            kept[item] = place
    return kept


def _by_hand(problem: Problem, keys: list[Key], start: Plan | None = None) -> Plan | None:
    """A plan by hand rules that obeys these, from a plan of some items: most sets that are possible are so at a
    glance."""
    index = Index(only(problem, keys))
    choice = choices(index)
    if not all(mine.any for mine in choice.values()):
        return None
    found = construct(index, choice, start)
    return None if check(index.problem, found).hard else found


def _too_little(index: Index) -> str:
    needed = sum(item.minutes for item in index.problem.items)
    there = sum((block.ends - block.starts) for blocks in index.blocks_of_room.values() for block in blocks)
    return f"The items do not fit: they last {needed} minutes, and all rooms together are open for {there}."


class _Named(Core):
    """A model without a price: what is hard hangs on the literal of its rule."""

    def __init__(self, index: Index, choice: Mapping[str, Choice]) -> None:
        self.literals: dict[Key, Expr] = {}
        super().__init__(index, choice, must_place=True)

    def charge(self, rule: str, amount: Expr, times: int = 1) -> None:
        if self.index.rule[rule].hard and times > 0:
            self.model.add(amount == 0).only_enforce_if(self.assumed(rule))

    def assumed(self, *key: str) -> Expr:
        if key not in self.literals:
            self.literals[key] = self.model.new_bool_var(" ".join(key))
        return self.literals[key]

    def _pay_place(self, item: str) -> None:
        """Places cost nothing here."""


class _Search:
    """The model with its literals, and the questions that are put to it."""

    def __init__(self, problem: Problem, until: float, seed: int) -> None:
        self.until, self.seed = until, seed
        self.index = Index(problem)
        bare = Index(_bare(problem))
        self.core = _Named(bare, _everywhere(self.index, bare))
        self.literals = self.core.literals
        add_pairs(self.core)
        add_topics(self.core)
        for item in self.core.items:
            self._name_rooms(item)
            self._name_times(item)
        self._name_pairs()
        self.unknown = False
        self.lost = len(self.core.items) < len(self.index.items)
        self.named: list[Key] = []
        self.plan: Plan = {}
        self.rests: dict[Key, Plan] = {}

    def refuted(self, keys: list[Key]) -> bool:
        """Whether these rules cannot be obeyed together; `named` are those that suffice for it."""
        return self.answer(keys) == "no"

    def answer(self, keys: list[Key]) -> str:
        """Whether these rules can be obeyed together: yes (`plan` does), no (`named` suffice for it), unknown."""
        if self.lost:
            self.named = []
            return "no"
        solver = self.core.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.seed
        solver.parameters.max_time_in_seconds = max(0.05, self.until - monotonic())
        solver.parameters.cp_model_presolve = False  # it takes seconds, the refutation mostly a moment
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.linearization_level = 0
        self.core.model.clear_assumptions()
        self.core.model.add_assumptions([self.literals[key] for key in keys])
        status = solver.solve(self.core.model)
        if status == self.core.cp.INFEASIBLE:
            by_index = {self.literals[key].index: key for key in keys}
            self.named = [by_index[each] for each in solver.sufficient_assumptions_for_infeasibility()]
            return "no"
        if status == self.core.cp.UNKNOWN:
            self.unknown = True
            return "unknown"
        self.plan = self.core.read(solver.value)
        return "yes"

    def filtered(self) -> tuple[list[Key], bool]:
        """The deletion filter over what the solver named, with a plan for the rest without each of them in `rests`;
        False when the time ran out."""
        kept: list[Key] = []
        left = sorted(self.named)
        while left:
            if monotonic() >= self.until:
                return kept + left, False
            tried = left.pop()
            rest = kept + left
            found = None if self.lost else _by_hand(self.index.problem, rest)
            if found is None and self.refuted(rest):
                left = [key for key in left if key in self.named]
                kept = [key for key in kept if key in self.named]
            else:
                kept.append(tried)
                self.rests[tried] = found or self.plan
        return sorted(kept), not self.unknown

    def _name_rooms(self, item: str) -> None:
        for room, inside in self.core.room[item].items():
            for key in _broken(room_marks(self.index, item, room), item):
                self.core.model.add_implication(self.core.assumed(*key), ~inside)

    def _name_times(self, item: str) -> None:
        """The starts that each rule forbids by itself; a rule that forbids nothing makes no literal."""
        minutes = self.index.items[item].minutes
        slots = self.core.choice[item].slots
        out: dict[Key, set[int]] = defaultdict(set)
        if _has_times(self.index, item):
            for block, start in slots:
                spot = Spot("", start, start + minutes, block)
                for key in _broken(time_marks(self.index, item, spot), item):
                    out[key].add(start)
        for key, starts in out.items():
            self._keep_from(item, starts, [self.core.assumed(*key)])
        for room, inside in self.core.room[item].items():
            hours = self.index.rooms[room].closed if self.index.rule["room_closed"].hard else ()
            shut = {start for _, start in slots if any(a < start + minutes and start < b for a, b in hours)}
            if shut:
                self._keep_from(item, shut, [self.core.assumed("room_closed", room), inside])

    def _keep_from(self, item: str, starts: set[int], when: list[Expr]) -> None:
        fine = [start for _, start in self.core.choice[item].slots if start not in starts]
        self.core.start_in(item, fine, when)

    def _name_pairs(self) -> None:
        core, rule = self.core, self.index.rule
        if rule["person_overlap"].hard:
            for one, two in self.index.shared_people:
                self._one_after_the_other(one, two, core.assumed("person_overlap", one, two))
        if rule["apart"].hard:
            for one, two in self.index.apart:
                self._one_after_the_other(one, two, core.assumed("apart", one, two))
        for asked in self.index.problem.before if rule["before"].hard else ():
            literal = core.assumed("before", asked.first, asked.then)
            core.model.add(core.end(asked.first) + asked.gap <= core.start[asked.then]).only_enforce_if(literal)
        for rows in self.index.together.values() if rule["together"].hard else ():
            for earlier, later, gap in rows:
                literal = core.assumed("together", earlier, later)
                core.model.add_implication(literal, core.same_room(earlier, later))
                if gap is not None:
                    pause = core.start[later] - core.end(earlier)
                    core.model.add(pause >= 0).only_enforce_if(literal)
                    core.model.add(pause <= gap).only_enforce_if(literal)

    def _one_after_the_other(self, one: str, two: str, literal: Expr) -> None:
        core, first = self.core, self.core.flag()
        core.model.add(core.end(one) <= core.start[two]).only_enforce_if([literal, first])
        core.model.add(core.end(two) <= core.start[one]).only_enforce_if([literal, ~first])


def _bare(problem: Problem) -> Problem:
    """The problem with only those hard rules that are known as a whole, and without anything that costs."""
    rules = problem.rules
    for name in NAMES:
        if name not in ALWAYS_HARD and (name in NAMED or not rules.of(name).hard):
            rules = replace(rules, **{name: OFF})
    return replace(problem, rules=rules, locks=(), published=(), apart=(), before=(), together=())


def _everywhere(index: Index, bare: Index) -> dict[str, Choice]:
    """All places, with the locked starts that may lie off the grid; no rule has closed any of them."""
    room = next(iter(index.rooms), "")
    told = {item: Placement(room, place.start) for item, place in index.published.items()}
    locked = told | {item: Placement(room, start) for item, start in index.locked_start.items()}
    rules = bare.problem.rules
    for name in NAMES:
        if name not in ALWAYS_HARD:
            rules = replace(rules, **{name: OFF})
    return choices(Index(replace(bare.problem, rules=rules)), locked)


def _has_times(index: Index, item: str) -> bool:
    """Whether any rule may forbid a start of this item."""
    if item in index.locked_start or item in index.published or item in index.items_with_hours:
        return True
    return any(index.people[who].absent or index.people[who].unwelcome for who in index.attending[item])


def _broken(marks: Iterable[Violation], item: str) -> Iterator[Key]:
    """The groups that the hard ones of these breaches belong to."""
    for each in marks:
        if each.severity != HARD_SEVERITY:
            continue
        if each.rule == "absent":
            yield from (("absent", who) for who in each.people)
        elif each.rule in NAMED and each.rule not in PAIR_RULES:
            yield (each.rule, item)
        else:
            yield (each.rule,)
