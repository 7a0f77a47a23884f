"""The planner: a quick plan by hand rules, then CP-SAT, always with an answer and an honest bound.

Problems whose cells belong to one topic each (see `cells`) have a search of their own; only when that finds no
complete plan are they planned item by item as all others.

Programs that are too big for one model are searched a window at a time (`large_search.py`), and their bound is
what their topics cost at least (`topic_bound.py`).

It first looks for a complete plan; only when there is none, or none is found in time, it leaves
items out, as few as possible, each with a reason. `bound` bounds the same number that the checker
computes, over all plans on the grid (see `choices.py`) that break no hard rule; it is 0 at least.

Reproducible: with one worker the same problem, start, seed and `work` give the same plan when the
search ends by proof or by its work limit; `Result.reproducible` says whether it did. When the clock or
a stop cuts it, or with more workers, another run may differ.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from time import monotonic

from .cells.running import Budget
from .cells.search import Bound, Search
from .cells.shape import Shape, shape_of
from .check import Judge, check
from .choices import Choice, choices
from .core_model import Core
from .greedy import construct
from .handing import Handing, OnBetter
from .index import Index
from .large_search import LargeSearch
from .memory import megabytes
from .pair_model import add_pairs
from .problem import Placement, Plan, Problem
from .reasons import why_unplaced
from .report import Report
from .search import Limits, News, complete_hint, run
from .topic_bound import TopicBound
from .topic_model import add_topics

OnProgress = Callable[[int, int, float], None]
"""Called in the caller's thread with value, bound, seconds since the start."""

HINT_SHARE = 0.25
"""How much of the time left may go into completing a hint."""
FIRST_PLAN_SHARE = 0.4
"""How much of the time may go into finding any complete plan, or proving that there is none."""
BIG = 60_000
"""Rooms and starts to choose from, summed over all items, beyond which one model is too much."""
BOUND_FROM, BOUND_SHARE = 0.25, 0.2
"""When in its time a large search turns to its bound, and for how much of it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came out.

    status: 'optimal' complete and proved best; 'feasible' complete; 'infeasible' proved that no
    complete plan obeys the hard rules; 'none' no complete plan found in time. In the last two cases
    the plan is the best partial one and `unplaced` gives (item, reason).
    value, bound: the checker's value and a proved lower bound of it; gap = (value - bound) / value.
    reproducible: see the head of this file.
    left_out: soft pairs that the model did not see (huge problems only); the bound still holds.
    ended: why the search went no further: 'proof', 'limit' (its time or work), 'asked' (a stop), 'memory', or
    'idle' (a large search that found nothing for long).
    narrow_bound, narrow_scope: a higher bound that was proved for some plans only, and for which, in words; 0 and
    empty when there is none. It never exceeds the value.
    """

    plan: dict[str, Placement]
    value: int
    bound: int
    gap: float
    status: str
    unplaced: tuple[tuple[str, str], ...]
    report: Report
    seconds: float
    reproducible: bool
    left_out: int
    ended: str
    narrow_bound: int = 0
    narrow_scope: str = ""


def plan(
    problem: Problem,
    start: Plan | None = None,
    *,
    seconds: float,
    workers: int = 1,
    seed: int = 0,
    work: float | None = None,
    memory: int | None = None,
    on_progress: OnProgress | None = None,
    on_better: OnBetter | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """Plan within about `seconds`, from `start` when given. Raises `ProblemError` for a broken problem.

    `work` limits the search in the solver's own units (one is 1 to 6 CPU seconds) for results that can
    be had again. `should_stop` is polled about ten times a second; the best plan so far is kept, as it is
    when the process holds more than `memory` megabytes. `on_better` gets plan, value and bound of the best
    plan so far, at most once a second and at the end, for who wants to keep it should the process be killed.
    """
    limits = Limits(seconds, workers, seed, work, memory=memory)
    return _Planning(problem, start, limits, on_progress, Handing(on_better), should_stop).result()


class _Planning:
    """One call of `plan`: the best plan so far, the bound so far, the clock."""

    def __init__(
        self,
        problem: Problem,
        start: Plan | None,
        limits: Limits,
        on_progress: OnProgress | None,
        handing: Handing,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.began = monotonic()
        self.index = Index(problem)
        self.start = start
        self.limits = limits
        self.on_progress = on_progress
        self.handing = handing
        self.stop_asked = False
        self.full = False
        self.idle = False
        self._should_stop = should_stop
        self.best: dict[str, Placement] = {}
        self.report = check(problem, {})
        self.bound = 0
        self.left_out = 0
        self.proof = ""
        self.narrow = Bound(0, "")
        self.reproducible = True

    def should_stop(self) -> bool:
        self.handing.now_and_then()
        if not self.stop_asked and self._should_stop is not None:
            self.stop_asked = self._should_stop()
        return self.stop_asked or self.full

    @cached_property
    def choice(self) -> dict[str, Choice]:
        return choices(self.index, self.start)

    def result(self) -> Result:
        shape = shape_of(self.index)
        if shape is not None:
            self._cells(shape)
        if shape is None or not self.report.complete:
            self._items()
        return self._answer()

    def _cells(self, shape: Shape) -> None:
        """Plan by cells. Its bounds are of complete plans; that there is none is left to be said of the items."""
        budget = Budget(self._seconds_left(), self.limits.work)
        workers, seed = self.limits.workers, self.limits.seed
        search = Search(shape, budget, workers=workers, seed=seed, start=self.start)
        search.run(self._hear_cells, self._should_stop_or_full)
        self._hear_cells(search)
        self.proof = "optimal" if search.proved else ""
        self.narrow = search.narrow
        self.reproducible = workers == 1 and self.limits.work is not None and budget.seconds_left > 0

    def _hear_cells(self, search: Search) -> None:
        self._hear(News(search.best if search.report else None, search.bound))

    def _should_stop_or_full(self) -> bool:
        self.full = self.full or (self.limits.memory is not None and megabytes() > self.limits.memory)
        return self.should_stop()

    def _items(self) -> None:
        """Plan item by item, from a plan by hand rules."""
        self._keep(construct(self.index, self.choice, self.start, self.should_stop))
        if self.start:  # what a bad plan leaves is worse than a fresh one
            self._keep(construct(self.index, self.choice, None, self.should_stop))
        possible = all(mine.any for mine in self.choice.values())
        if not possible:
            self.proof = "infeasible"
        try:
            if sum(len(mine.rooms) + len(mine.slots) for mine in self.choice.values()) > BIG:
                self._large()
            else:
                self._one_model(possible)
        except MemoryError:
            self.full = True

    def _one_model(self, possible: bool) -> None:
        if possible:
            self._complete_plans()
        if not self.report.complete:
            self._partial_plans()

    def _large(self) -> None:
        """Windows for a while, then the bound, then windows again until the end."""
        search = LargeSearch(self.index, self.choice, self.limits, lambda: (self.best, self.report), self._hear_plan)
        least = TopicBound(self.index, self.choice, self.limits)
        search.go(self.began + BOUND_FROM * self.limits.seconds, self.should_stop)
        if self.report.complete and self.report.value and not self.should_stop():
            until = monotonic() + BOUND_SHARE * self.limits.seconds
            least.go(self.report, until, self.should_stop)
            self._hear(News(None, least.total))
        if self.bound < self.report.value:
            search.go(self.began + self.limits.seconds, self.should_stop)
        self.full = self.full or search.full
        self.idle = not search.cut
        self.reproducible = not (search.cut or least.cut)
        if self.report.complete and self.bound >= self.report.value:
            self.proof = "optimal"

    def _hear_plan(self, found: dict[str, Placement]) -> bool:
        return self._keep(found)

    def _complete_plans(self) -> None:
        """Search among plans that place every item. No penalty is negative: a value of 0 is best."""
        if self.report.complete and self.report.value == 0:
            self.proof = "optimal"
            return
        if self._time_is_up():
            return
        core = self._model(must_place=True)
        if not self.report.complete:
            outcome = self._search(core, share=FIRST_PLAN_SHARE, first_only=True)
            self.proof = outcome if outcome == "infeasible" else ""
            if not self.report.complete:
                return
        self.proof = self._search(core, share=1.0)

    def _partial_plans(self) -> None:
        """Leave out as few items as possible (a plan that turns out complete is welcome)."""
        if self._time_is_up():
            return
        self.bound = 0
        core = self._model(must_place=False)
        proof = self._search(core, share=1.0 - FIRST_PLAN_SHARE)
        if self.report.complete:
            self.proof = proof

    def _model(self, *, must_place: bool) -> Core:
        core = Core(self.index, self.choice, must_place=must_place)
        add_pairs(core)
        add_topics(core)
        core.finish()
        self.left_out = core.left_out
        return core

    def _search(self, core: Core, *, share: float, first_only: bool = False) -> str:
        """One run from the best plan so far; returns its proof."""
        if self.report.complete or not core.must_place:
            core.hint(self.best)
            complete_hint(core, self._seconds_left() * HINT_SHARE, self.limits.seed)
        work = None if self.limits.work is None else self.limits.work * share
        limits = replace(
            self.limits,
            seconds=min(self._seconds_left(), self.limits.seconds * share),
            work=work,
            first_only=first_only,
        )
        outcome = run(core, limits, self._hear, self.should_stop)
        self._hear(News(outcome.plan, outcome.bound))
        self.reproducible = self.reproducible and not outcome.cut
        self.full = self.full or outcome.full
        proved = outcome.proof
        if proved == "optimal" and (first_only or self.bound < self.report.value):
            proved = ""
        return proved

    def _hear(self, news: News) -> None:
        better = news.plan is not None and self._keep(news.plan, quiet=True)
        higher = news.bound > self.bound
        self.bound = max(self.bound, news.bound)
        if better or higher:
            self._tell()

    def _keep(self, found: dict[str, Placement], *, quiet: bool = False) -> bool:
        """Take a plan when the checker says that it is better."""
        report = Judge(self.index.problem, found, index=self.index).report()
        if (report.hard, report.value) >= (self.report.hard, self.report.value):
            return False
        self.best, self.report = found, report
        self.handing.take(found, report.value, self.bound)
        if not quiet:
            self._tell()
        return True

    def _tell(self) -> None:
        if self.on_progress is not None:
            self.on_progress(self.report.value, self.bound, monotonic() - self.began)

    def _time_is_up(self) -> bool:
        if self.should_stop() or self._seconds_left() <= 0:
            self.reproducible = False
            return True
        return False

    def _seconds_left(self) -> float:
        return self.limits.seconds - (monotonic() - self.began)

    def _answer(self) -> Result:
        judge = Judge(self.index.problem, self.best, index=self.index)
        missing = [item for item in self.index.items if item not in self.best]
        reasons = tuple((item, why_unplaced(judge, item)) for item in missing)
        status = "feasible"
        if missing:
            status = "infeasible" if self.proof == "infeasible" else "none"
        elif self.proof == "optimal":
            status = "optimal"
        self.handing.at_last()
        value = self.report.value
        gap = (value - self.bound) / value if value else 0.0
        seconds = monotonic() - self.began
        again = self.reproducible and not self.stop_asked
        narrow = self.narrow if self.bound < self.narrow.value <= value else Bound(0, "")
        return Result(
            self.best,
            value,
            self.bound,
            gap,
            status,
            reasons,
            self.report,
            seconds,
            again,
            self.left_out,
            self._ended(status),
            narrow.value,
            narrow.scope,
        )

    def _ended(self, status: str) -> str:
        if self.full:
            return "memory"
        if self.stop_asked:
            return "asked"
        if status in ("optimal", "infeasible"):
            return "proof"
        return "idle" if self.idle else "limit"
