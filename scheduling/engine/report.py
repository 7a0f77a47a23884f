"""What the checker says: violations as sentences, and the value of a plan term by term."""

from collections.abc import Mapping
from dataclasses import dataclass

HARD_SEVERITY = "hard"
SOFT_SEVERITY = "soft"


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of one rule. `penalty` is its share of the plan's value: the weight times the
    amount when soft, 0 when hard (except `unplaced`, which always pays its weight)."""

    rule: str
    severity: str
    items: tuple[str, ...]
    people: tuple[str, ...]
    room: str | None
    penalty: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """The judgement of a whole plan. `value` is the objective the planner minimises: the sum of all
    penalties; `terms` splits it by rule; `broken` counts the breaches of hard rules by rule."""

    value: int
    terms: Mapping[str, int]
    broken: Mapping[str, int]
    violations: tuple[Violation, ...]

    @property
    def hard(self) -> int:
        """How many hard breaches there are; 0 means that the plan may be released."""
        return sum(self.broken.values())

    @property
    def complete(self) -> bool:
        """Every item has a place."""
        return "unplaced" not in self.broken


@dataclass(frozen=True, slots=True)
class Delta:
    """What one move changes: positive is worse. Violations that merely change their numbers (an
    overlap that grows) appear in both lists."""

    value: int
    hard: int
    appeared: tuple[Violation, ...]
    gone: tuple[Violation, ...]
