"""Planning of cells: blocks first with rooms only counted, then rooms, then both in large neighbourhoods.

The relaxations that only count rooms are solved in seconds where the whole model is lost, and they prove more:
their bounds hold for every plan (any number of parallel cells), or for plans with few parallel cells, and say so.
Shares of the budget are measured on published programs of 35 to 311 items.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic

from ..check import Judge
from ..index import Index
from ..problem import Placement, Plan
from ..report import Report
from .arrange import Cells, blocks_of, cells_of, cells_of_plan, copies_of, plan_of
from .costs import add_costs
from .greedy import construct
from .model import CellModel, Groups, kinds_of, pool_of, rooms_of
from .neighbourhood import Chooser, improve
from .packing import packing_of
from .running import POLL_SECONDS, Budget, Run, complete, solve_model
from .shape import Shape

EVERY_PLAN = "every plan"
FIRST, ROOMS, LOOK, POOL, ANY_POOL, ANY_KINDS, TURN = 0.2, 0.05, 0.05, 0.15, 0.05, 0.12, 0.08
"""Shares of the budget: of a first plan, of rooms for given blocks, of a first look at the relaxation that counts all
rooms alike, of more of it, of the others, and of each turn that interrupts the neighbourhoods later on."""
BURST, PATIENCE, HINT = 0.15, 0.04, 0.05
"""Of one row of neighbourhoods, of a run without improvement before it is given up, of completing a hint."""

STEEP = 0.9
"""What a row of neighbourhoods has to leave of the value, at most, to be followed by another at once."""
FEW_KINDS = 0.7
"""Kinds of room, as a share of the rooms, up to which counting kinds is much easier than telling rooms apart."""

OnNews = Callable[["Search"], None]


@dataclass(frozen=True, slots=True)
class Bound:
    """A proved bound, and which plans it holds for."""

    value: int
    scope: str


class Search:
    """One planning: the best plan, the bounds, and what is left to spend."""

    def __init__(self, shape: Shape, budget: Budget, *, workers: int, seed: int, start: Plan | None = None) -> None:
        self.shape, self.budget = shape, budget
        self.workers, self.seed = workers, seed
        self.start = start
        self.best: dict[str, Placement] = {}
        self.report: Report | None = None
        self.bound = 0
        self.narrow = Bound(0, "")
        self.infeasible = False
        self._lock = Lock()
        self._own: dict[int, tuple[list[int], CellModel, Chooser]] = {}
        self._slowest = 0.0
        self._news: SimpleQueue[BaseException | bool] = SimpleQueue()

    @property
    def index(self) -> Index:
        return self.shape.index

    @property
    def proved(self) -> bool:
        return self.report is not None and self.bound >= self.report.value

    @property
    def done(self) -> bool:
        return self.budget.over or self.proved or self.infeasible

    def run(self, on_news: OnNews | None = None, should_stop: Callable[[], bool] | None = None) -> None:
        """Plan until proof, limit or stop; both callables are called in this thread. Errors of workers are raised."""
        thread = Thread(target=self._guarded, args=(self._stages,), name="cells", daemon=True)
        thread.start()
        try:
            self._listen(on_news, should_stop)
        finally:
            self.budget.stop.set()
            thread.join()

    def _guarded(self, work: Callable[[], None], last: bool = True) -> None:
        try:
            work()
        except BaseException as error:
            self._news.put(error)
        finally:
            if last:
                self._news.put(False)

    def _listen(self, on_news: OnNews | None, should_stop: Callable[[], bool] | None) -> None:
        while True:
            if should_stop is not None and should_stop():
                self.budget.stop.set()
            try:
                news = self._news.get(timeout=POLL_SECONDS)
            except Empty:
                continue
            if isinstance(news, BaseException):
                raise news
            if not news:
                return
            if on_news is not None:
                on_news(self)

    def judge(self, cells: Cells | None) -> tuple[dict[str, Placement], Report] | None:
        """The checker's word on an answer; None when it breaks a hard rule or its items do not fit."""
        if cells is None:
            return None
        plan = plan_of(self.shape, cells)
        report = Judge(self.index.problem, plan, index=self.index).report()
        return None if report.hard else (plan, report)

    def offer(self, cells: Cells | None) -> int | None:
        """Take a plan when the checker says that it is better; its value, None when it is no plan."""
        judged = self.judge(cells)
        if judged is None:
            return None
        with self._lock:
            if self.report is None or judged[1].value < self.report.value:
                self.best, self.report = judged
                self._news.put(True)
        return judged[1].value

    def prove(self, bound: int, scope: str) -> None:
        """Keep a bound of every plan, or of those that the scope describes."""
        if scope == EVERY_PLAN and bound > self.bound:
            self.bound = bound
            self._news.put(True)
        elif scope != EVERY_PLAN and bound > self.narrow.value:
            self.narrow = Bound(bound, scope)  # one scope only is used in a search

    def model(self, copies: list[int] | None, groups: Groups) -> CellModel:
        """A model with its objective."""
        began = monotonic()
        model = CellModel(self.shape, copies, groups)
        add_costs(model)
        model.finish()
        self._slowest = max(self._slowest, monotonic() - began)
        return model

    def own(self, copies: list[int], number: int) -> tuple[CellModel, Chooser]:
        """A worker's model with rooms and its chooser, kept as long as the copies are the same."""
        known = self._own.get(number)
        if known is None or known[0] != copies:
            chooser = known[2] if known else Chooser(self.shape, 1000 * self.seed + number)
            known = self._own[number] = (copies, self.model(copies, rooms_of(self.shape)), chooser)
        return known[1], known[2]

    @property
    def late(self) -> bool:
        """Whether another model could be built and loaded only after the end."""
        return self.done or self.budget.seconds_left < 3 * self._slowest

    def hint(self, model: CellModel) -> list[int] | None:
        """Hint every variable from the best plan; None when it does not fit into the model."""
        if self.report is None:
            return None
        cells = cells_of_plan(self.shape, self.best)
        model.hint(blocks_of(self.shape, cells), cells)
        return complete(model, self.budget, self.share(HINT), self.seed)

    def share(self, part: float) -> float:
        return part * self.budget.total

    def _stages(self) -> None:
        if self.start is not None and all(item in self.start for item in self.shape.items):
            self.offer(cells_of_plan(self.shape, self.start))
        copies, scope = self._first_plan()
        if self.report is None:
            return
        pool, kinds = pool_of(self.shape), kinds_of(self.shape)
        few = 1 < len(kinds) <= FEW_KINDS * len(self.shape.rooms)
        solved = self._relaxed(copies, pool, scope, LOOK)
        self._relaxed(None, pool, EVERY_PLAN, ANY_POOL)
        self._descend(copies)
        if not solved:
            self._relaxed(copies, pool, scope, POOL)
            self._descend(copies)
        if len(kinds) > 1:
            self._relaxed(None, kinds, EVERY_PLAN, ANY_KINDS if few else ANY_POOL)
        turns = [lambda: self._whole(copies, scope)]
        turns += [lambda: self._relaxed(copies, pool, scope, TURN)] if not solved else []
        turns += [lambda: self._relaxed(copies, kinds, scope, TURN)] if few else []
        self._take_turns(copies, turns)

    def _descend(self, copies: list[int]) -> None:
        """Neighbourhoods as long as they lower the value by a good part."""
        while not self.done and self.report is not None:
            before = self.report.value
            self._neighbourhoods(copies, BURST)
            if self.report.value > STEEP * before:
                return

    def _take_turns(self, copies: list[int], turns: Sequence[Callable[[], bool]]) -> None:
        """Neighbourhoods, and now and then another look at the whole; less often while that gains nothing."""
        wait = waited = 0
        for turn in cycle(turns):
            while waited < wait and not self.done:
                self._neighbourhoods(copies, BURST)
                waited += 1
            if self.done or self.report is None:
                return
            before = self.report.value
            turn()
            wait, waited = (1 if self.report.value < before else 2 * wait + 1), 0

    def _whole(self, copies: list[int], scope: str) -> bool:
        """The model with rooms as a whole, from the best plan; whether it was solved to the end."""
        if self.late:
            return False
        limits = self._at_least_used(copies)
        model = self.model(limits, rooms_of(self.shape))
        self.hint(model)
        run = self._solve(model, TURN, scope=scope if limits == copies else "")
        self._take(run)
        return run.proof == "optimal"

    def _at_least_used(self, copies: list[int]) -> list[int]:
        """The copies allowed, and those that the best plan uses."""
        used = copies_of(self.shape, cells_of_plan(self.shape, self.best))
        return [max(each) for each in zip(copies, used, strict=True)]

    def _first_plan(self) -> tuple[list[int], str]:
        """Some plan, by hand rules or else with as few parallel cells as there is any; which copies to allow from
        there on, and what plans those are, in words. Topics without an order may have one cell more."""
        self.offer(construct(self.shape, self.seed))
        for more in range(len(self.shape.rooms)):
            copies = self._copies(more + 1, more)
            scope = f"plans with at most {more + 1} parallel cells of a topic above its least, ordered topics {more}"
            if not self._raises(copies):
                scope = EVERY_PLAN
            if self.report is not None or self.done:
                return copies, scope
            run = self._solve(self.model(copies, pool_of(self.shape)), FIRST, first_only=True)
            if run.answer is not None:
                self._with_rooms(copies, run)
                if self.report is None:
                    self._take(self._solve(self.model(copies, rooms_of(self.shape)), FIRST, first_only=True))
                return copies, scope
            if run.proof != "infeasible":
                return copies, scope
            if scope == EVERY_PLAN:
                break
        self.infeasible = True
        return copies, scope

    def _raises(self, copies: list[int]) -> bool:
        """Whether more copies than these are possible at all."""
        most = [min(len(self.shape.rooms), len(items)) for items in self.shape.members]
        return any(have < could for have, could in zip(copies, most, strict=True))

    def _copies(self, more: int, ordered: int) -> list[int]:
        """Topic -> the most cells in one block."""
        return [
            packing_of(self.shape, t).least_copies + (ordered if self.shape.ordered[t] else more)
            for t in range(len(self.shape.topics))
        ]

    def _solve(self, model: CellModel, part: float, *, scope: str = "", first_only: bool = False) -> Run:
        heard = (lambda bound: self.prove(bound, scope)) if scope else None
        return solve_model(
            model,
            self.budget,
            self.share(part),
            seed=self.seed,
            workers=self.workers,
            patience=self.share(PATIENCE) if model.exact else None,
            first_only=first_only,
            on_bound=heard,
        )

    def _take(self, run: Run) -> None:
        if run.answer is not None:
            self.offer(cells_of(self.shape, run.answer))

    def _relaxed(self, copies: list[int] | None, groups: Groups, scope: str, part: float) -> bool:
        """Blocks with rooms only counted: a bound, and a plan when rooms can be found for the answer; whether it was
        solved to the end."""
        if self.late:
            return False
        model = self.model(copies, groups)
        self.hint(model)
        run = self._solve(model, part, scope=scope)
        self.prove(run.bound, scope)
        if run.answer is not None and (self.report is None or run.value < self.report.value):
            self._with_rooms(copies or self._counted(run), run)
        return run.proof == "optimal"

    def _counted(self, run: Run) -> list[int]:
        """The copies that an answer of the model with any number of them uses."""
        found = self._copies(0, 0)
        for (t, _), rooms in run.answer.rooms.items() if run.answer else ():
            found[t] = max(found[t], len(rooms))
        return found

    def _with_rooms(self, copies: list[int], run: Run) -> None:
        """Rooms for the blocks of a relaxed answer."""
        if self.late or run.answer is None:
            return
        model = self.model(copies, rooms_of(self.shape))
        for (i, s), each in model.x.items():
            model.model.add(each == (run.answer.blocks[i] == s))
        self._take(self._solve(model, ROOMS))

    def _neighbourhoods(self, copies: list[int], part: float) -> None:
        """Large-neighbourhood search, one thread a worker, for a share of the budget."""
        if self.done or self.report is None:
            return
        until = self.budget.left - self.share(part)
        limits = self._at_least_used(copies)
        threads = [
            Thread(target=self._guarded, args=(lambda n=n: improve(self, limits, n, until), False), daemon=True)
            for n in range(self.workers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
