"""Choose proposals under a committee's rules, and say what each rule costs.

    max  sum_p value_p z_p - sum_parts weight x missing_part
    low - missing <= sum of z over a part's members <= high + missing     (missing only where the rule is a target)
    z_p = 1 or 0 where the chairs have decided

Values are in any unit, 0 or more, and so are totals, weights and prices. Solved exactly by CP-SAT on whole numbers
(values to a millionth of the largest); one worker and the solver's own deterministic clock, so that the same problem
gives the same answer, whatever the order of its inputs. *Merit* and *portfolio* are separate judgements, as in the
two levels of NIH peer review: the price of a rule is the total without it less the total with it. Lots among those
whose uncertainty crosses the line are the practice of the Swiss National Science Foundation (Heyard et al., 2022).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from reviews.engine.choosing.collisions import Collision, collision
from reviews.engine.choosing.model import Chosen, Miss, Programme, best
from reviews.engine.choosing.problem import Part, Problem, Rule

__all__ = [
    "Chosen",
    "Collision",
    "Contest",
    "Lots",
    "Miss",
    "Part",
    "Price",
    "Problem",
    "Rule",
    "choose",
    "contest",
    "draw_lots",
    "price_of",
    "prices",
]

ALWAYS, NEVER = 0.9, 0.1
"""Chosen in more than this share of draws: nearly always; in less than that: nearly never."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a rule takes from the total; `enter` and `leave` are the proposals that would change without it. For a
    rule of places it is what one place more in each of its parts would add.
    """

    rule: str
    cost: float
    share: float
    enter: tuple[int, ...]
    leave: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """`share` is of how many draws each proposal is chosen, 0 to 1; the three lists hold every proposal once."""

    share: Mapping[int, float]
    always: tuple[int, ...]
    contested: tuple[int, ...]
    never: tuple[int, ...]
    draws: int


@dataclass(frozen=True, slots=True)
class Lots:
    """`order` is how the lots fell, the first drawn first; `chosen` is the whole portfolio, with those who won."""

    seed: int
    order: tuple[int, ...]
    chosen: frozenset[int]


def choose(problem: Problem) -> Chosen | Collision:
    """The best portfolio, or which rules and decisions cannot hold together."""
    return best(problem) or collision(problem)


def prices(problem: Problem, chosen: Chosen) -> tuple[Price, ...]:
    """A price for each rule, in the order of the rules: the problem is solved again without it. Targets of the other
    rules count in it as they do in the choice, so that no price is below 0.
    """
    return tuple(price_of(problem, chosen, rule) for rule in problem.rules)


def price_of(problem: Problem, chosen: Chosen, rule: Rule) -> Price:
    without = problem.without(rule)
    found = best(without)
    if found is None:
        raise ValueError("A problem that has an answer has one with fewer rules.")
    now = without.worth(chosen.keys)
    cost = max(0.0, without.worth(found.keys) - now)
    if cost <= problem.grain:
        return Price(rule.name, 0.0, 0.0, (), ())
    enter, leave = sorted(found.keys - chosen.keys), sorted(chosen.keys - found.keys)
    return Price(rule.name, cost, cost / (now + cost), tuple(enter), tuple(leave))


def contest(
    problem: Problem, draws: Sequence[Mapping[int, float]], *, tell: Callable[[float], None] | None = None
) -> Contest:
    """Choose once for each draw of the values (one posterior draw is {proposal: value}, below 0 counts as 0); the
    problem must have an answer. `tell` hears after each draw what share is done. Cost: one small programme a draw,
    about 2 ms CPU for 40 proposals, 40 ms for 900.
    """
    counts = dict.fromkeys(sorted(problem.values), 0)
    programme = Programme(problem)
    for done, draw in enumerate(draws, start=1):
        for key in programme.solve(_worthy(problem, draw)) or ():
            counts[key] += 1
        if tell:
            tell(done / len(draws))
    share = {key: count / max(1, len(draws)) for key, count in counts.items()}
    order = sorted(share, key=lambda key: (-share[key], -problem.values[key], key))
    return Contest(
        share,
        tuple(key for key in order if share[key] > ALWAYS),
        tuple(key for key in order if NEVER <= share[key] <= ALWAYS),
        tuple(key for key in order if share[key] < NEVER),
        len(draws),
    )


def draw_lots(problem: Problem, found: Contest, *, seed: int) -> Lots | None:
    """Let lots decide among the contested, the rules kept: those nearly always chosen are in, those nearly never out,
    and whose lot falls earlier goes before whose falls later. None when that leaves no answer. The same seed draws
    the same lots.
    """
    lots = sorted(found.contested)
    Random(seed).shuffle(lots)  # noqa: S311 - drawn to be drawn again by anybody, not to be secret
    drawn = {key: float(len(lots) - place) for place, key in enumerate(lots)}
    inside = frozenset(found.always) - problem.outside
    outside = frozenset(found.never) - problem.inside
    values = {key: drawn.get(key, 0.0) for key in problem.values}
    chosen = best(Problem(values, problem.rules, inside | problem.inside, outside | problem.outside))
    return Lots(seed, tuple(lots), chosen.keys) if chosen else None


def _worthy(problem: Problem, draw: Mapping[int, float]) -> dict[int, float]:
    return {key: max(0.0, draw[key]) for key in problem.values}
