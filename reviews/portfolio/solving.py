"""Put a stored question to the engine, and write down its answer as plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from time import process_time
from typing import Any

from reviews.engine.portfolio import (
    Chosen,
    Collision,
    Lots,
    Part,
    Problem,
    Rule,
    choose,
    contest,
    draw_lots,
    prices,
)
from reviews.models.portfolio import PortfolioRun

Tell = Callable[[float], None]


def question_of(problem: Problem, *, draws: int, lots: bool) -> dict[str, Any]:
    """A problem as JSON; `problem_of` reads it back equal."""
    rules = [
        {
            "name": rule.name,
            "is_target": rule.is_target,
            "places": rule.places,
            "parts": [[part.label, sorted(part.members), part.low, part.high] for part in rule.parts],
        }
        for rule in problem.rules
    ]
    return {
        "values": {str(key): value for key, value in sorted(problem.values.items())},
        "rules": rules,
        "inside": sorted(problem.inside),
        "outside": sorted(problem.outside),
        "draws": draws,
        "lots": lots,
    }


def problem_of(question: dict[str, Any]) -> Problem:
    rules = tuple(
        Rule(
            row["name"],
            tuple(Part(label, frozenset(members), low, high) for label, members, low, high in row["parts"]),
            row["is_target"],
            row["places"],
        )
        for row in question["rules"]
    )
    values = {int(key): value for key, value in question["values"].items()}
    return Problem(values, rules, frozenset(question["inside"]), frozenset(question["outside"]))


def solve(
    run: PortfolioRun, titles: Mapping[int, str], draws: Sequence[Mapping[int, float]], *, tell: Tell | None = None
) -> dict[str, Any]:
    """The answer to the question of a run; `draws` are what the merits could also be."""
    problem, begun = problem_of(run.question), process_time()
    found = choose(problem)
    if isinstance(found, Collision):
        return {"status": "collision", "sentences": found.sentences(titles)}
    answer = told(found) | {"prices": [asdict(price) for price in prices(problem, found)]}
    if draws:
        contested = contest(problem, [dict.fromkeys(problem.values, 0.0) | dict(draw) for draw in draws], tell=tell)
        answer |= {name: list(getattr(contested, name)) for name in ("always", "contested", "never")}
        answer["share"] = {str(key): share for key, share in contested.share.items()}
        if run.question["lots"]:
            answer["lots"] = lots_told(draw_lots(problem, contested, seed=run.seed))
    return answer | {"seconds": round(process_time() - begun, 2)}


def told(found: Chosen) -> dict[str, Any]:
    return {
        "status": "chosen",
        "chosen": sorted(found.keys),
        "total": found.total,
        "bound": found.bound,
        "proven": found.proven,
        "missed": [[miss.rule, miss.part, miss.missing] for miss in found.missed],
    }


def lots_told(lots: Lots | None) -> dict[str, Any] | None:
    return {"order": list(lots.order), "chosen": sorted(lots.chosen)} if lots else None
