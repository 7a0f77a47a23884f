"""One run of CP-SAT that can be watched and stopped from the calling thread.

The solver works in a thread of its own; improvements and bounds come back through a queue, so that
`on_news` and `should_stop` are always called in the caller's thread (which may own a database
connection).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

from .core_model import Core
from .memory import megabytes
from .problem import Placement

POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class News:
    """A better plan, a better bound, or both."""

    plan: dict[str, Placement] | None
    bound: int


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` by the clock; `work` in the solver's deterministic units (one is 1 to 6 CPU seconds); `memory` in
    megabytes that the solver may take."""

    seconds: float
    workers: int
    seed: int
    work: float | None = None
    first_only: bool = False
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: `proof` is 'optimal', 'infeasible' or ''; `cut` when the clock, a stop or more
    than one worker decided, so that another run may end differently; `full` when the memory was used up;
    `work` what it took in deterministic units; `value` the objective of the plan."""

    proof: str = ""
    plan: dict[str, Placement] | None = None
    bound: int = 0
    cut: bool = False
    full: bool = False
    work: float = 0.0
    value: int = 0


def run(
    core: Core,
    limits: Limits,
    on_news: Callable[[News], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Solve until proof, limit or stop. Errors of the solver's thread are raised here, but for a want of memory,
    which ends the run with what it has."""
    solver = _solver(core, limits)
    queue: SimpleQueue[News | BaseException | None] = SimpleQueue()
    watch = _watch(core, queue)
    solver.best_bound_callback = lambda bound: queue.put(News(None, whole_bound(bound)))
    status: list[Any] = []

    def work() -> None:
        try:
            status.append(solver.solve(core.model, watch))
        except BaseException as error:
            queue.put(error)
        finally:
            queue.put(None)

    thread = Thread(target=work, name="cp-sat", daemon=True)
    thread.start()
    full = _Full(limits)
    try:
        _listen(queue, solver, on_news, lambda: full() or (should_stop is not None and should_stop()))
    except MemoryError:
        full.reached = True
    finally:
        solver.stop_search()
        thread.join()
    if not status:
        return Outcome(cut=True, full=True)
    return replace(_outcome(core, solver, status[0], limits), full=full.reached)


class _Full:
    """Whether the process has used up the memory it may take."""

    def __init__(self, limits: Limits) -> None:
        self.most, self.reached = limits.memory, False

    def __call__(self) -> bool:
        self.reached = self.reached or (self.most is not None and megabytes() > self.most)
        return self.reached


def whole_bound(bound: float) -> int:
    """A proved bound as a whole number; all penalties are non-negative, so never below 0."""
    from math import ceil, isfinite

    return max(0, ceil(bound - 1e-6)) if isfinite(bound) else 0


def complete_hint(core: Core, seconds: float, seed: int) -> bool:
    """Turn a hint of the main variables into one of every variable; False when it does not fit.

    A hint for some variables only is mostly lost; solving once with those fixed gives all the others.
    """
    solver = _solver(core, Limits(seconds, workers=1, seed=seed, first_only=True))
    solver.parameters.fix_variables_to_their_hinted_value = True
    status = solver.solve(core.model)
    if status not in (core.cp.OPTIMAL, core.cp.FEASIBLE):
        return False
    values = list(solver.response_proto.solution)
    core.model.clear_hints()
    hint = core.model.proto.solution_hint
    hint.vars.extend(range(len(values)))
    hint.values.extend(values)
    return True


def _solver(core: Core, limits: Limits) -> Any:
    solver = core.cp.CpSolver()
    asked = solver.parameters
    asked.max_time_in_seconds = max(0.05, limits.seconds)
    asked.num_workers = limits.workers
    asked.random_seed = limits.seed
    asked.stop_after_first_solution = limits.first_only
    if limits.memory is not None:
        asked.max_memory_in_mb = limits.memory
    if limits.work is not None:
        asked.max_deterministic_time = limits.work
    return solver


def _watch(core: Core, queue: "SimpleQueue[News | BaseException | None]") -> Any:
    class Watch(core.cp.CpSolverSolutionCallback):  # type: ignore[name-defined]
        def on_solution_callback(self) -> None:
            queue.put(News(core.read(self.value), whole_bound(self.best_objective_bound)))

    return Watch()


def _listen(
    queue: "SimpleQueue[News | BaseException | None]",
    solver: Any,
    on_news: Callable[[News], None] | None,
    should_stop: Callable[[], bool],
) -> None:
    """Pass news on until the solver's thread says that it has ended; only the newest of a burst."""
    asked_at = monotonic()
    while True:
        if monotonic() - asked_at >= POLL_SECONDS:
            asked_at = monotonic()
            if should_stop():
                solver.stop_search()
        try:
            news = queue.get(timeout=POLL_SECONDS)
        except Empty:
            continue
        plan, bound, ended = None, 0, False
        while True:
            if isinstance(news, BaseException):
                raise news
            if news is None:
                ended = True
            else:
                plan, bound = news.plan or plan, max(bound, news.bound)
            if queue.empty():
                break
            news = queue.get()
        if on_news is not None and (plan is not None or bound):
            on_news(News(plan, bound))
        if ended:
            return


def _outcome(core: Core, solver: Any, status: Any, limits: Limits) -> Outcome:
    proof = {core.cp.INFEASIBLE: "infeasible", core.cp.OPTIMAL: "optimal"}.get(status, "")
    found = status in (core.cp.OPTIMAL, core.cp.FEASIBLE)
    worked_off = limits.work is not None and solver.deterministic_time >= limits.work
    cut = limits.workers > 1 or not (proof or worked_off or (limits.first_only and found))
    bound = 0 if proof == "infeasible" else whole_bound(solver.best_objective_bound)
    plan, value = (core.read(solver.value), round(solver.objective_value)) if found else (None, 0)
    return Outcome(proof, plan, bound, cut, work=solver.deterministic_time, value=value)
