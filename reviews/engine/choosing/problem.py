"""What is chosen from, under which rules."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

GRAIN = 1_000_000
"""The largest value in whole steps; prices below one step are none."""


@dataclass(frozen=True, slots=True)
class Part:
    """Of `members`, from `low` to `high` (None: no end) are chosen. `label` says of what, for example a topic."""

    label: str
    members: frozenset[int]
    low: int = 0
    high: int | None = None

    def missing(self, chosen: frozenset[int]) -> int:
        """How many too few or too many."""
        count = len(self.members & chosen)
        over = 0 if self.high is None else count - self.high
        return max(0, self.low - count, over)


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is its sentence. A target is missed where the proposals leave no other way, or only a costlier one than
    `Problem.weight`; every other rule is kept. `places`: it says how much room there is, so its price is that of one
    more place, not of unlimited room.
    """

    name: str
    parts: tuple[Part, ...]
    is_target: bool = False
    places: bool = False

    def wider(self) -> "Rule":
        wider = (replace(part, high=None if part.high is None else part.high + 1) for part in self.parts)
        return replace(self, parts=tuple(wider))


@dataclass(frozen=True, slots=True)
class Problem:
    """`values` {proposal: value, 0 or more}; proposals of `inside` are chosen, those of `outside` are not."""

    values: Mapping[int, float]
    rules: tuple[Rule, ...]
    inside: frozenset[int] = frozenset()
    outside: frozenset[int] = frozenset()

    @property
    def top(self) -> float:
        return max(self.values.values(), default=0.0) or 1.0

    @property
    def grain(self) -> float:
        """Half a step for each proposal is what rounding can make of a total."""
        return self.top / GRAIN * (1 + len(self.values) / 2)

    @property
    def weight(self) -> float:
        """What one missing in a target costs: as much as the best proposal is worth, so that no exchange of one
        proposal for another is worth a target.
        """
        return self.top

    def worth(self, chosen: frozenset[int]) -> float:
        """The total less what is missing in targets."""
        missing = sum(part.missing(chosen) for rule in self.rules if rule.is_target for part in rule.parts)
        return sum(self.values[key] for key in sorted(chosen)) - self.weight * missing

    def without(self, rule: Rule) -> "Problem":
        """With a place more in each part of a rule of places; without any other rule."""
        instead = (rule.wider(),) if rule.places else ()
        rules = tuple(other for each in self.rules for other in (instead if each is rule else (each,)))
        return replace(self, rules=rules)
