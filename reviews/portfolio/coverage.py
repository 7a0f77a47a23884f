"""What a portfolio covers: for every topic, region, institution and career stage how many are in, of how many."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from people.models.person import CareerStage
from proposals.catalogue.regions import Grouping, region_of
from reviews.engine.portfolio import Part
from reviews.portfolio.facts import Case, Chair
from reviews.portfolio.question import World

PARTS = 6
LONGEST = 12
"""Institutions at most; the rest are told as a number."""
UNKNOWN = "Not said"


@dataclass(frozen=True)
class Bar:
    """`taken` are decided, `ticked` come on top, `total` is the whole field."""

    label: str
    taken: int
    ticked: int
    total: int

    @property
    def count(self) -> int:
        return self.taken + self.ticked


@dataclass(frozen=True)
class Section:
    """`unit` is what is counted; `more` rows are not shown."""

    title: str
    unit: str
    bars: list[Bar]
    more: int = 0

    @property
    def widest(self) -> int:
        return max((bar.total for bar in self.bars), default=0) or 1


@dataclass(frozen=True)
class Places:
    """Slots of a format: `slots` None where the call does not say. `days` are (day, slots)."""

    format: str
    taken: int
    ticked: int
    total: int
    slots: int | None
    days: list[tuple[date, int]]

    @property
    def left(self) -> int | None:
        return None if self.slots is None else self.slots - self.taken - self.ticked

    @property
    def over(self) -> str:
        """How many too many, in words."""
        return f"{-self.left} too many" if self.left is not None and self.left < 0 else ""


@dataclass(frozen=True)
class Broken:
    """A rule that what is decided and ticked does not keep, with the parts it concerns: (label, count, wanted)."""

    rule: str
    is_target: bool
    parts: list[tuple[str, str]]

    @property
    def shown(self) -> list[tuple[str, str]]:
        return self.parts[:PARTS]

    @property
    def more(self) -> int:
        return len(self.parts) - len(self.shown)


@dataclass(frozen=True)
class Effect:
    """What the page shows beside the ticks."""

    places: list[Places]
    sections: list[Section]
    broken: list[Broken]
    kept: int
    taken: int
    ticked: int
    total: int


def effect_of(world: World) -> Effect:
    chosen = world.taken | world.ticked
    broken = broken_by(world, chosen)
    return Effect(
        places=[places_of(world, form) for form in world.names.formats],
        sections=sections_of(world),
        broken=broken,
        kept=len(world.rules) - len(broken),
        taken=len(world.taken),
        ticked=len(world.ticked),
        total=len(world.cases),
    )


def places_of(world: World, form: int) -> Places:
    mine = [case for case in world.cases if case.format == form]
    days = sorted(world.slots[form].items())
    taken, ticked = sum(case.is_taken for case in mine), sum(case.is_ticked for case in mine)
    return Places(world.names.formats[form], taken, ticked, len(mine), world.places.get(form), list(days))


def broken_by(world: World, chosen: frozenset[int]) -> list[Broken]:
    found = []
    for rule in world.rules:
        parts = [(part.label, told(len(part.members & chosen), part)) for part in rule.parts if part.missing(chosen)]
        if parts:
            found.append(Broken(rule.name, rule.is_target, parts))
    return found


def told(count: int, part: Part) -> str:
    return f"{count}, at least {part.low}" if count < part.low else f"{count}, at most {part.high}"


def sections_of(world: World) -> list[Section]:
    cases, topics = world.cases, world.names.topics
    return [
        section("Topics", "proposals", bars(cases, lambda case: case.topics, topics.items())),
        section("Regions", "chairs", by_chair(cases, lambda chair: region_of(chair.country, Grouping.REGION))),
        section("Career stage", "chairs", by_chair(cases, lambda chair: CAREERS.get(chair.career_stage, ""))),
        section("First-time chairs", "chairs", by_chair(cases, lambda chair: FIRST[chair.is_first_time])),
        section("Institutions", "chairs", by_chair(cases, lambda chair: chair.institution), LONGEST),
    ]


CAREERS = {stage.value: stage.label.partition(" (")[0] for stage in CareerStage}
FIRST = {True: "For the first time", False: "Chaired here before"}


def section(title: str, unit: str, found: list[Bar], longest: int | None = None) -> Section:
    shown = found[:longest]
    return Section(title, unit, shown, len(found) - len(shown))


def bars(cases: Iterable[Case], of: Callable[[Case], Iterable[int]], named: Iterable[tuple[int, str]]) -> list[Bar]:
    """A bar for everything named, also where nothing is."""
    taken, ticked, total = counted((case, of(case)) for case in cases)
    return [Bar(name, taken[key], ticked[key], total[key]) for key, name in named]


def by_chair(cases: Iterable[Case], of: Callable[[Chair], str]) -> list[Bar]:
    """The most first; what nobody has said comes last."""
    taken, ticked, total = counted((case, [of(chair) for chair in case.chairs]) for case in cases)
    order = sorted(total, key=lambda one: (one == "", -taken[one] - ticked[one], -total[one], one))
    return [Bar(one or UNKNOWN, taken[one], ticked[one], total[one]) for one in order]


def counted(pairs: Iterable[tuple[Case, Iterable[Any]]]) -> tuple[Counter[Any], Counter[Any], Counter[Any]]:
    taken: Counter[Any] = Counter()
    ticked: Counter[Any] = Counter()
    total: Counter[Any] = Counter()
    for case, belongs in pairs:
        for one in belongs:
            total[one] += 1
            taken[one] += case.is_taken
            ticked[one] += case.is_ticked
    return taken, ticked, total
