"""A rule tried before it is kept: what it counts, and what it costs, on the proposals of the stage as they stand."""

from dataclasses import dataclass
from typing import Any

from reviews.engine.portfolio import Collision, Part, choose, price_of
from reviews.models.portfolio import PortfolioRule
from reviews.portfolio.merit import worth_of
from reviews.portfolio.question import world_of

SHOWN = 12


@dataclass(frozen=True)
class Trial:
    """`parts` are (label, how many there are, how many are chosen under the rule); `cost` in points and per cent, or
    None with the sentences of a `collision`.
    """

    parts: list[tuple[str, int, int]]
    more: int
    total: int
    cost: float | None
    share: float
    collision: list[str]


def trial_of(row: PortfolioRule, person: Any) -> Trial:
    """One small programme with the rule and one without."""
    world = world_of(row.stage, person).under(row)
    merit = worth_of(row.stage, world.keys, draws=0, seed=0).merit
    problem = world.problem(merit, with_ticks=False)
    rule = world.rules[-1]
    found = choose(problem)
    if isinstance(found, Collision):
        titles = {case.key: case.title for case in world.cases}
        return Trial(counted(rule.parts, frozenset()), 0, len(world.cases), None, 0.0, found.sentences(titles))
    price = price_of(problem, found, rule)
    rows = counted(rule.parts, found.keys)
    return Trial(rows[:SHOWN], len(rows) - len(rows[:SHOWN]), len(world.cases), price.cost, 100 * price.share, [])


def counted(parts: tuple[Part, ...], chosen: frozenset[int]) -> list[tuple[str, int, int]]:
    return [(part.label or "Counted", len(part.members), len(part.members & chosen)) for part in parts]
