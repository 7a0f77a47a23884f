"""The closed catalogue of portfolio rules: what each kind asks for, and which proposals it counts.

A kind has parameters that a small form checks, a sentence, and a function from the cases to the parts of an
engine's rule. There are no expressions. How many slots each format has is no rule of this catalogue: it is the
call's own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from people.models.person import CareerStage
from proposals.catalogue.regions import Grouping, region_of
from reviews.engine.portfolio import Part, Rule
from reviews.portfolio.facts import Case

Params = Mapping[str, Any]


@dataclass(frozen=True)
class Names:
    """What the parts of rules are called: topics and formats by their keys; `overlaps` are pairs of proposals."""

    topics: Mapping[int, str]
    formats: Mapping[int, str]
    overlaps: Sequence[tuple[int, int]] = ()


Parts = Callable[[Sequence[Case], Params, Names], list[Part]]


@dataclass(frozen=True)
class Kind:
    slug: str
    label: str
    about: str
    form: type[forms.Form]
    sentence: Callable[[Params], str]
    parts: Parts
    is_target: bool
    places: bool = False

    def clean(self, params: Params) -> dict[str, Any]:
        """Checked parameters as plain JSON, or ValueError with a sentence."""
        form = self.form(dict(params))
        if not form.is_valid():
            raise ValueError("; ".join(f"{name}: {' '.join(errors)}" for name, errors in form.errors.items()))
        return {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}


CATALOGUE: dict[str, Kind] = {}


def kind(
    slug: str,
    label: str,
    about: str,
    form: type[forms.Form],
    sentence: Callable[[Params], str],
    *,
    is_target: bool = False,
    places: bool = False,
) -> Callable[[Parts], Parts]:
    """Enter a function that counts under `slug`. `is_target` is what a new rule of the kind begins as."""

    def enter(parts: Parts) -> Parts:
        CATALOGUE[slug] = Kind(slug, label, about, form, sentence, parts, is_target, places)
        return parts

    return enter


def sentence_of(slug: str, params: Params) -> str:
    return CATALOGUE[slug].sentence(params) if slug in CATALOGUE else f"A rule of a kind that is gone: {slug}"


def rule_of(slug: str, params: Params, cases: Sequence[Case], names: Names, *, is_target: bool) -> Rule:
    """The engine's rule, with a part for all that it counts apart."""
    entry = CATALOGUE[slug]
    return Rule(entry.sentence(params), tuple(entry.parts(cases, params, names)), is_target, entry.places)


def number(label: str, low: int = 1, **given: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=low, max_value=500, **given)


class MostForm(forms.Form):
    maximum = number("At most", initial=1)


class PlacesForm(forms.Form):
    maximum = number("At most, of all formats together")


class LeastForm(forms.Form):
    minimum = number("At least")


class RangeForm(forms.Form):
    minimum = number("At least, of each", low=0, initial=1)
    maximum = number("At most, of each", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("minimum"), data.get("maximum")
        if low is not None and high is not None and high < low:
            self.add_error("maximum", "At most cannot be less than at least.")
        return data


class RegionsForm(forms.Form):
    minimum = number("At least, of each region", initial=1)
    grouping = forms.ChoiceField(choices=Grouping.choices, label="The world is divided into")


class CareerForm(LeastForm):
    career_stage = forms.ChoiceField(choices=CareerStage.choices, label="With a chair who is")


class NoParams(forms.Form):
    """For a kind that has nothing to set."""


def grouped(cases: Iterable[Case], of: Callable[[Case], Iterable[Any]]) -> dict[Any, frozenset[int]]:
    """{what it belongs to: keys of proposals}, in the order of first appearance."""
    found: dict[Any, set[int]] = defaultdict(set)
    for case in cases:
        for one in of(case):
            found[one].add(case.key)
    return {one: frozenset(keys) for one, keys in found.items()}


def crowded(groups: Mapping[Any, frozenset[int]], label: Mapping[Any, str], most: int) -> list[Part]:
    """A part for each that more could be chosen of than is allowed."""
    return [Part(label[one], keys, 0, most) for one, keys in groups.items() if len(keys) > most]


@kind(
    "places",
    "Places in all",
    "How many are taken, of all formats together. Slots of each format stand in the call.",
    PlacesForm,
    lambda params: f"At most {params['maximum']} in all",
    places=True,
)
def places(cases: Sequence[Case], params: Params, names: Names) -> list[Part]:
    return [Part("", frozenset(case.key for case in cases), 0, params["maximum"])]


def of_each(params: Params) -> str:
    low, high = params.get("minimum") or 0, params.get("maximum")
    if high is None:
        return f"At least {low} of each topic"
    return f"From {low} to {high} of each topic" if low else f"At most {high} of each topic"


@kind("topics", "Balance of topics", "Counts a proposal in each of its topics.", RangeForm, of_each, is_target=True)
def topics(cases: Sequence[Case], params: Params, names: Names) -> list[Part]:
    groups = grouped(cases, lambda case: case.topics)
    low, high = params.get("minimum") or 0, params.get("maximum")
    return [
        Part(name, groups.get(key, frozenset()), low, high) for key, name in names.topics.items() if key in groups
    ]


@kind(
    "organizer",
    "One person’s workshops",
    "Counts the proposals that name the same person as chair or co-chair, by account or address.",
    MostForm,
    lambda params: f"At most {params['maximum']} with the same chair",
)
def organizer(cases: Sequence[Case], params: Params, names: Names) -> list[Part]:
    called = {chair.who: chair.name for case in cases for chair in case.chairs}
    return crowded(grouped(cases, lambda case: {chair.who for chair in case.chairs}), called, params["maximum"])


@kind(
    "institution",
    "One institution’s workshops",
    "Counts the proposals with a chair of the same institution, as it is written.",
    MostForm,
    lambda params: f"At most {params['maximum']} of one institution",
)
def institution(cases: Sequence[Case], params: Params, names: Names) -> list[Part]:
    called = {chair.institution.casefold(): chair.institution for case in cases for chair in case.chairs}
    groups = grouped(cases, lambda case: {chair.institution.casefold() for chair in case.chairs} - {""})
    return crowded(groups, called, params["maximum"])


@kind(
    "overlapping",
    "Proposals that overlap",
    "Of two that somebody marked as saying much the same, at most one is taken.",
    NoParams,
    lambda params: "At most one of two that overlap",
)
def overlapping(cases: Sequence[Case], params: Params, names: Names) -> list[Part]:
    titles = {case.key: case.title for case in cases}
    pairs = [pair for pair in names.overlaps if set(pair) <= titles.keys()]
    return [Part(f"“{titles[one]}” and “{titles[other]}”", frozenset({one, other}), 0, 1) for one, other in pairs]


@kind(
    "first_time",
    "First-time chairs",
    "Counts the proposals with a chair who has not chaired a workshop of an earlier meeting here.",
    LeastForm,
    lambda params: f"At least {params['minimum']} with a first-time chair",
    is_target=True,
)
def first_time(cases: Sequence[Case], params: Params, names: Names) -> list[Part]:
    keys = frozenset(case.key for case in cases if any(chair.is_first_time for chair in case.chairs))
    return [Part("", keys, params["minimum"])]


@kind(
    "regions",
    "Regions of the world",
    "Counts a proposal in the regions of its chairs’ countries; a region that nobody proposes from is not asked for.",
    RegionsForm,
    lambda params: f"At least {params['minimum']} of each region",
    is_target=True,
)
def regions(cases: Sequence[Case], params: Params, names: Names) -> list[Part]:
    groups = grouped(
        cases, lambda case: {region_of(chair.country, params["grouping"]) for chair in case.chairs} - {""}
    )
    return [Part(region, keys, params["minimum"]) for region, keys in sorted(groups.items())]


@kind(
    "career_stage",
    "Career stage of chairs",
    "Counts the proposals with a chair in that stage of her career.",
    CareerForm,
    lambda params: (
        f"At least {params['minimum']} with a chair who is {CareerStage(params['career_stage']).label.lower()}"
    ),
    is_target=True,
)
def career_stage(cases: Sequence[Case], params: Params, names: Names) -> list[Part]:
    wanted = params["career_stage"]
    keys = frozenset(case.key for case in cases if any(chair.career_stage == wanted for chair in case.chairs))
    return [Part("", keys, params["minimum"])]
