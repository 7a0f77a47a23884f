"""What a run of the planner has come to so far: told to whoever watches, and what is left when its worker dies."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from scheduling.engine.check import check
from scheduling.engine.problem import Placement, Plan, Problem
from scheduling.engine.report import Report

KEEP_SECONDS = 1.0
"""What is found is written at most this often."""

MOST_POINTS = 120
SHOWN_VIOLATIONS = 50
UNTOLD = "no place was found for it by then"

Keep = Callable[[dict[str, Any], float], None]
"""Called with the result so far, as JSON, and the seconds since the start."""


def judged(plan: Plan, report: Report) -> dict[str, Any]:
    """A plan's judgement as JSON: value, terms {rule: penalty}, broken {hard rule: times}, sentences."""
    return {
        "value": report.value,
        "hard": report.hard,
        "placed": len(plan),
        "terms": dict(report.terms),
        "broken": dict(report.broken),
        "sentences": [each.sentence for each in report.violations if each.rule != "unplaced"][:SHOWN_VIOLATIONS],
    }


class Course:
    """Hears the solver; `points` are [seconds, value, bound], the newest last."""

    def __init__(self, problem: Problem, about: dict[str, Any], keep: Keep | None) -> None:
        self.points: list[list[float]] = []
        self._problem = problem
        self.about = about
        self._keep = keep
        self._plan: dict[str, Placement] = {}
        self._began = monotonic()
        self._kept_at = self._began - KEEP_SECONDS
        self._is_new = False

    def better(self, plan: dict[str, Placement], value: int, bound: int) -> None:
        self._plan = plan

    def told(self, value: int, bound: int, passed: float) -> None:
        self.points.append([round(passed, 1), value, bound])
        if len(self.points) > MOST_POINTS:
            self.points = self.points[:-1:2] + self.points[-1:]
        self._is_new = True
        self.write()

    def write(self) -> None:
        """Keep what is new, unless something was kept just now."""
        now = monotonic()
        if self._keep is None or not self._is_new or now - self._kept_at < KEEP_SECONDS:
            return
        self._kept_at, self._is_new = now, False
        self._keep(self._so_far(), now - self._began)

    def _so_far(self) -> dict[str, Any]:
        bound = int(self.points[-1][2])
        told = judged(self._plan, check(self._problem, self._plan))
        value = told["value"]
        return (
            self.about
            | told
            | {
                "places": places_of(self._plan),
                "bound": bound,
                "gap": round((value - bound) / value, 4) if value else 0.0,
                "status": "",
                "seconds": self.points[-1][0],
                "unplaced": [[each.title, UNTOLD] for each in self._problem.items if each.id not in self._plan],
                "curve": self.points,
            }
        )


def places_of(plan: Plan) -> dict[str, list]:
    return {item: [place.room, place.start] for item, place in plan.items()}
