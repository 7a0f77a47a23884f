"""Large-neighbourhood search: for programs that are too big for one model, a window on the plan at a time.

Every step frees some items (see `neighbourhoods.py`), lets CP-SAT find the best of what those can do, and keeps
the plan when the checker says that it is better. The size follows what the solver manages in its seconds.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from time import monotonic

from .check import Judge, check
from .choices import Choice
from .index import Index
from .neighbourhoods import Neighbourhoods
from .problem import Placement
from .report import Report
from .search import Limits, Outcome, complete_hint, run
from .window import Window, merged, open_window

STEP_SECONDS = 3.0
STEP_WORK = 0.5
FIRST_SIZE, LEAST_SIZE, MOST_SIZE = 24, 8, 160
GROW, SHRINK = 1.12, 0.8
PATIENCE = 200
"""Steps without a better plan after which the search gives up."""

Keep = Callable[[dict[str, Placement]], bool]
"""Takes a plan when it is better than the best so far, and says whether it did."""
Best = Callable[[], tuple[dict[str, Placement], Report]]


class LargeSearch:
    """One search; `keep` and `best` belong to the caller, who also owns the clock."""

    def __init__(self, index: Index, choice: Mapping[str, Choice], limits: Limits, best: Best, keep: Keep) -> None:
        self.index, self.choice, self.limits = index, choice, limits
        self.best, self.keep = best, keep
        dice = Random(limits.seed)  # noqa: S311 - to be drawn again, not to be secret
        self.near = Neighbourhoods(index, choice, dice)
        self.size = float(FIRST_SIZE)
        self.work = 0.0
        self.cut = self.full = False

    def go(self, until: float, should_stop: Callable[[], bool]) -> None:
        """Step until the moment `until` (of `monotonic`), a stop, the work limit, or nothing more is found."""
        self.near.look(*self.best())
        idle = 0
        while idle < PATIENCE and not self._is_enough(until, should_stop):
            if self.best()[1].value == 0:
                return
            better = self._step(until)
            idle = 0 if better else idle + 1
            if better:
                self.near.look(*self.best())

    def _is_enough(self, until: float, should_stop: Callable[[], bool]) -> bool:
        if self.limits.work is not None and self.work >= self.limits.work:
            return True
        if should_stop() or self.full or monotonic() >= until - 0.1:
            self.cut = True
            return True
        return False

    def _step(self, until: float) -> bool:
        report = self.best()[1]
        way, free = self.near.draw(round(self.size))
        better = bool(free) and self.step(free, until, self.near.rooms_for(free))
        gain = 0.0
        if better:
            lost = report.value - self.best()[1].value
            gain = min(1.0, 0.3 + lost / max(1, report.value) * 20)
        self.near.learn(way, gain)
        return better

    def step(self, free: set[str], until: float, rooms: Mapping[str, set[str]] | None = None) -> bool:
        """Free these items, and keep the plan when it is better."""
        plan = self.best()[0]
        placed = all(item in plan for item in free)
        window = open_window(self.index, self.choice, plan, free, must_place=placed, rooms=rooms)
        window.core.finish()
        window.core.hint(plan)
        outcome = self._solve(window, until)
        self._resize(outcome)
        return outcome.plan is not None and self.keep(merged(plan, outcome.plan, free))

    def _solve(self, window: Window, until: float) -> Outcome:
        by_clock = self.limits.work is None
        left = max(0.1, until - monotonic())
        seconds = min(STEP_SECONDS, left) if by_clock else left
        complete_hint(window.core, seconds / 3, self.limits.seed)
        outcome = run(window.core, replace(self.limits, seconds=seconds, work=None if by_clock else STEP_WORK))
        self.work += outcome.work
        self.full = self.full or outcome.full
        self.cut = self.cut or (outcome.cut and not by_clock)
        return outcome

    def _resize(self, outcome: Outcome) -> None:
        factor = GROW if outcome.proof == "optimal" else SHRINK
        self.size = min(MOST_SIZE, max(LEAST_SIZE, self.size * factor))


def wander(
    index: Index, choice: Mapping[str, Choice], plan: dict[str, Placement], limits: Limits, until: float
) -> dict[str, Placement]:
    """The best plan that a large search finds from this one until the moment `until`; first what is missing is put
    where nothing else has to move."""
    best = [(plan, check(index.problem, plan))]

    def keep(found: dict[str, Placement]) -> bool:
        report = Judge(index.problem, found, index=index).report()
        if (report.hard, report.value) >= (best[0][1].hard, best[0][1].value):
            return False
        best[0] = (found, report)
        return True

    search = LargeSearch(index, choice, limits, lambda: best[0], keep)
    search.step({item for item in index.items if item not in plan}, until)
    search.go(until, lambda: False)
    return best[0][0]
