"""One person's board of a stage: the cases, what they are worth, and the rules and slots they are chosen under."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from reviews.engine.portfolio import Part, Problem, Rule
from reviews.engine.ranking import Line
from reviews.models import Stage
from reviews.models.portfolio import Overlap, PortfolioRule
from reviews.portfolio.catalogue import Names, rule_of
from reviews.portfolio.facts import Case, cases_of, topics_of
from reviews.portfolio.merit import lines_of

SLOTS = "The slots of each format"


@dataclass(frozen=True)
class World:
    """`lines` are of what somebody has read. `slots` {format: {day: how many}}; a format that has none is not
    limited, since the call does not say.
    """

    stage: Stage
    cases: list[Case]
    lines: Mapping[int, Line]
    names: Names
    slots: Mapping[int, Mapping[date, int]]
    kept: tuple[PortfolioRule, ...]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """That of the slots first, then those of the stage in their order."""
        slots = tuple(
            Part(
                self.names.formats[form], frozenset(case.key for case in self.cases if case.format == form), 0, count
            )
            for form, count in self.places.items()
        )
        own = (rule_of(row.kind, row.params, self.cases, self.names, is_target=row.is_target) for row in self.kept)
        return (*((Rule(SLOTS, slots, places=True),) if slots else ()), *own)

    @property
    def places(self) -> dict[int, int]:
        """{format: slots over all days}."""
        return {form: sum(days.values()) for form, days in self.slots.items() if days}

    @property
    def taken(self) -> frozenset[int]:
        return frozenset(case.key for case in self.cases if case.is_taken)

    @property
    def ticked(self) -> frozenset[int]:
        return frozenset(case.key for case in self.cases if case.is_ticked)

    @cached_property
    def ordered(self) -> list[Case]:
        """Best mean first; what nobody has read comes last, by title."""
        means = {key: line.mean or 0.0 for key, line in self.lines.items()}
        return sorted(self.cases, key=lambda case: (case.key not in means, -means.get(case.key, 0.0)))

    def problem(self, merit: Mapping[int, float], *, with_ticks: bool) -> Problem:
        """What is decided stays; what nobody has read is not chosen, unless it is decided or ticked."""
        inside = self.taken | (self.ticked if with_ticks else frozenset())
        values = {
            case.key: max(0.0, merit.get(case.key, 0.0))
            for case in self.cases
            if case.key in merit or case.key in inside
        }
        outside = frozenset(case.key for case in self.cases if case.outcome and not case.is_taken) & values.keys()
        return Problem(values, self.rules, inside, outside)

    @property
    def keys(self) -> list[int]:
        return [case.key for case in self.cases]

    def under(self, row: PortfolioRule) -> "World":
        """With this rule as it would be, in place of what it was."""
        return replace(self, kept=(*(each for each in self.kept if each.pk != row.pk), row))


def world_of(stage: Stage, person: Any) -> World:
    """Eight queries, whatever is in the stage; up to two more where an earlier one scored."""
    topics, belongs = topics_of(stage)
    cases = cases_of(stage, person, belongs)
    lines = lines_of(stage, [case.key for case in cases])
    formats, slots = formats_of(stage)
    overlaps = tuple(Overlap.objects.filter(call=stage.call_id).order_by("pk").values_list("one", "other"))
    kept = tuple(stage.portfolio_rules.all())
    return World(stage, cases, lines, Names(topics, formats, overlaps), slots, kept)


def formats_of(stage: Stage) -> tuple[dict[int, str], dict[int, dict[date, int]]]:
    """The formats of the call with their slots of each day; one query."""
    formats: dict[int, str] = {}
    slots: dict[int, dict[date, int]] = {}
    rows = stage.call.formats.order_by("order", "pk", "allotments__day")
    for key, name, day, count in rows.values_list("pk", "name", "allotments__day", "allotments__slots"):
        formats[key] = name
        slots.setdefault(key, {})
        if day is not None:
            slots[key][day] = count
    return formats, slots
