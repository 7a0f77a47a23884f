"""Runs of CP-SAT on a model of cells: within a budget, from a hint, and to be stopped from another thread."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from ..search import whole_bound
from .model import Answer, CellModel

POLL_SECONDS = 0.1


class Budget:
    """What may be spent: seconds by the clock, or the solver's deterministic units when `work` is given."""

    def __init__(self, seconds: float, work: float | None) -> None:
        self.began = monotonic()
        self.seconds, self.work = seconds, work
        self.total = seconds if work is None else work
        self.stop = Event()
        self._spent = 0.0
        self._lock = Lock()

    @property
    def seconds_left(self) -> float:
        return self.seconds - (monotonic() - self.began)

    @property
    def left(self) -> float:
        """In the budget's own unit; 0 once the clock or a stop ends everything."""
        if self.stop.is_set() or self.seconds_left <= 0:
            return 0.0
        return self.seconds_left if self.work is None else max(0.0, self.work - self._spent)

    @property
    def over(self) -> bool:
        return self.left <= 0

    def spend(self, units: float) -> None:
        """A run costs a thousandth at least, as loading a model is not counted in the solver's units."""
        with self._lock:
            self._spent += max(units, 0.001 * self.total)

    def limit(self, parameters: Any, amount: float) -> None:
        """At most this much for one run."""
        amount = min(amount, self.left)
        if self.work is None:
            parameters.max_time_in_seconds = max(0.05, amount)
        else:
            parameters.max_deterministic_time = max(0.001, amount)
            parameters.max_time_in_seconds = max(0.05, self.seconds_left)


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended. `solution` holds a value for every variable of the model."""

    proof: str
    value: int
    bound: int
    answer: Answer | None
    solution: list[int]
    seconds: float


def solve_model(
    model: CellModel,
    budget: Budget,
    amount: float,
    *,
    seed: int,
    workers: int = 1,
    patience: float | None = None,
    first_only: bool = False,
    proto: Any = None,
    hints_only: bool = False,
    on_bound: Callable[[int], None] | None = None,
) -> Run:
    """Solve within an amount of the budget; give up when nothing better was found for `patience` seconds.

    `proto` is a copy of the model with something fixed; `hints_only` fixes what is hinted.
    """
    solver = model.cp.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.stop_after_first_solution = first_only
    solver.parameters.fix_variables_to_their_hinted_value = hints_only
    budget.limit(solver.parameters, amount)
    watch = _Watch(model, solver, budget, patience)
    if on_bound is not None:
        solver.best_bound_callback = lambda bound: on_bound(whole_bound(bound))
    status = solver.solve(proto or model.model, watch.callback)
    watch.ended.set()
    budget.spend(solver.response_proto.deterministic_time)
    cp = model.cp
    if status not in (cp.OPTIMAL, cp.FEASIBLE):
        bound = 0 if status == cp.INFEASIBLE else whole_bound(solver.best_objective_bound)
        return Run("infeasible" if status == cp.INFEASIBLE else "", 0, bound, None, [], solver.wall_time)
    return Run(
        "optimal" if status == cp.OPTIMAL else "",
        round(solver.objective_value),
        whole_bound(solver.best_objective_bound),
        model.read(solver.value),
        list(solver.response_proto.solution),
        solver.wall_time,
    )


class _Watch:
    """Stops a search when the budget ends early or patience does."""

    def __init__(self, model: CellModel, solver: Any, budget: Budget, patience: float | None) -> None:
        self.ended = Event()
        self.improved: float | None = None
        watch = self

        class Callback(model.cp.CpSolverSolutionCallback):  # type: ignore[name-defined]
            def on_solution_callback(self) -> None:
                watch.improved = monotonic()

        self.callback = Callback()

        def look() -> None:
            while not self.ended.wait(POLL_SECONDS):
                since = 0.0 if self.improved is None else monotonic() - self.improved
                patient = patience is None or budget.work is not None or since < patience
                if budget.stop.is_set() or not patient:
                    solver.stop_search()

        Thread(target=look, daemon=True).start()


def complete(model: CellModel, budget: Budget, amount: float, seed: int) -> list[int] | None:
    """Values for every variable from hints of the main ones, which become hints too; None when they do not fit.

    Hints for some variables only are mostly lost.
    """
    run = solve_model(model, budget, amount, seed=seed, hints_only=True)
    if run.answer is None:
        return None
    hint_all(model.model, run.solution)
    return run.solution


def hint_all(model: Any, solution: list[int]) -> None:
    """Hint every variable."""
    model.clear_hints()
    hint = model.proto.solution_hint
    hint.vars.extend(range(len(solution)))
    hint.values.extend(solution)
