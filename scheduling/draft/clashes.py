"""The broken rules of a version, each with who answers for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.engine.check import check
from scheduling.engine.problem import Placement as Place
from scheduling.engine.report import HARD_SEVERITY, Violation
from scheduling.models import Acknowledgement, Version


@dataclass(frozen=True)
class Broken:
    """`key` is that of an Acknowledgement."""

    key: str
    sessions: tuple[str, ...]
    sentence: str
    acknowledged: Acknowledgement | None


def key_of(violation: Violation, plan: Mapping[str, Place]) -> str:
    """What is broken, whom it concerns, and where the sessions are while it is."""
    places = [f"{item}@{plan[item].room}@{plan[item].start}" for item in sorted(violation.items) if item in plan]
    parts = (violation.rule, *places, *sorted(violation.people), violation.room or "")
    return sha256("|".join(parts).encode()).hexdigest()


def broken_in(version: Version) -> list[Broken]:
    """Those that a release asks about; sessions without a place wait, and are none."""
    plan = plan_of(version)
    return broken_of(version, check(problem_of(version), plan).violations, plan)


def broken_of(version: Version, violations: Iterable[Violation], plan: Mapping[str, Place]) -> list[Broken]:
    """One query."""
    known = {each.key: each for each in version.acknowledgements.select_related("by")}
    hard = [each for each in violations if each.severity == HARD_SEVERITY and each.rule != "unplaced"]
    keys = [key_of(each, plan) for each in hard]
    return [Broken(key, each.items, each.sentence, known.get(key)) for key, each in zip(keys, hard, strict=True)]
