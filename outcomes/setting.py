"""A method with all that was chosen for it: as a round keeps it, and as the engines are told."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from outcomes.engine import chnri, delphi
from outcomes.models import Exercise, Method


@dataclass(frozen=True, slots=True)
class Yard:
    """A criterion of CHNRI."""

    name: str
    question: str
    weight: float


@dataclass(frozen=True, slots=True)
class Setting:
    """The fields are those of `Exercise`."""

    method: str
    consensus: str
    is_per_group: bool
    blanks_count: bool
    picks: int
    cap: int
    top: int
    quorum: int
    seed: int
    criteria: tuple[Yard, ...]

    @property
    def method_label(self) -> str:
        return str(Method(self.method).label)

    @property
    def keys(self) -> tuple[str, ...]:
        """The criteria that each item is rated under; one without a name where the method has none."""
        return tuple(each.name for each in self.criteria) if self.method == Method.CHNRI else ("",)

    def chnri(self) -> chnri.Setting:
        """ValueError, in words for the page, where the weights order nothing."""
        criteria = tuple(chnri.Criterion(each.name, each.weight) for each in self.criteria)
        return chnri.Setting(criteria, self.blanks_count, self.top, self.seed)

    def rule(self) -> delphi.Rule:
        return delphi.Rule(self.consensus, self.is_per_group)


CHOSEN = ("method", "consensus", "is_per_group", "blanks_count", "picks", "cap", "top", "quorum", "seed")


def setting_of(exercise: Exercise) -> Setting:
    """As it is chosen now; one query."""
    rows = exercise.yardsticks.values_list("name", "question", "weight")
    criteria = tuple(Yard(name, question, float(weight)) for name, question, weight in rows)
    return Setting(**{name: getattr(exercise, name) for name in CHOSEN}, criteria=criteria)


def to_json(setting: Setting) -> dict[str, Any]:
    return asdict(setting)


def from_json(kept: Mapping[str, Any]) -> Setting:
    """As a round keeps it."""
    return Setting(**{**kept, "criteria": tuple(Yard(**each) for each in kept["criteria"])})
