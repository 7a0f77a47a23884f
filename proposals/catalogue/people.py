"""Rules about who takes part, judged by the text alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from people.models.person import CareerStage
from proposals.catalogue.counting import allowed, counted, listed, needed
from proposals.catalogue.kind import Finding, kind
from proposals.catalogue.params import (
    WHO,
    MinimumForm,
    OrganizersForm,
    PerInstitutionForm,
    RangeForm,
    RegionsForm,
    WhoMinimumForm,
)
from proposals.catalogue.regions import region_of
from proposals.content import Content, FacultyRow
from proposals.judging.surroundings import Surroundings, folded
from workshops.models import Format

SECTION = "people"
EARLY = (CareerStage.TRAINEE, CareerStage.EARLY)


def rows_of(content: Content, who: str) -> list[FacultyRow]:
    """Whom a rule looks at: chairs, speakers, all."""
    if who == "chairs":
        return list(content.chairs)
    return [row for row in content.faculty if who == "all" or row.role == "speaker"]


def name_of(row: FacultyRow) -> str:
    return row.name or row.email or "Somebody without a name"


def between(n: int, params: Mapping[str, Any], one: str) -> Finding:
    low, high = params["minimum"], params.get("maximum")
    met = low <= n and (high is None or n <= high)
    return Finding(met, f"{counted(n, one)} named; {needed(low, high)}.")


@kind("chairs", "Number of chairs", SECTION, RangeForm, about="Counts chairs and co-chairs.")
def chairs(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    return between(len(content.chairs), params, "chair")


@kind("speakers", "Number of speakers", SECTION, RangeForm, about="Counts the people whose role is speaker.")
def speakers(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    return between(len(rows_of(content, "speakers")), params, "speaker")


def institutions_of(rows: Iterable[FacultyRow]) -> list[tuple[str, str]]:
    """The institution of each who has one: as it is compared, and as it was typed."""
    typed = [" ".join(row.affiliation.split()) for row in rows]
    return [(name.casefold(), name) for name in typed if name]


@kind(
    "institutions",
    "Institutions among the chairs",
    SECTION,
    MinimumForm,
    about="Counts different institutions, whatever their capital letters.",
)
def institutions(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    low, n = params["minimum"], len({compared for compared, _ in institutions_of(content.chairs)})
    return Finding(n >= low, f"{counted(n, 'institution')} among the chairs; {needed(low, None)}.")


@kind(
    "per_institution",
    "People of one institution",
    SECTION,
    PerInstitutionForm,
    about="Finds the institution with the most people. At most one means: all from different institutions.",
)
def per_institution(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    found = institutions_of(rows_of(content, params["who"]))
    named = dict(reversed(found))
    crowded = [(named[key], n) for key, n in Counter(key for key, _ in found).items() if n > params["maximum"]]
    limit = allowed(params["maximum"])
    if not crowded:
        return Finding(True, f"Institutions of {WHO[params['who']]}: {limit} from each.")
    said = listed(f"{name} ({n})" for name, n in crowded)
    return Finding(False, f"Too many of {WHO[params['who']]} from one institution: {said}; {limit}.", True)


@kind(
    "regions",
    "Regions of the world",
    SECTION,
    RegionsForm,
    about="Reads the country of each. A country it does not know is named, and counts for none.",
)
def regions(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    low, countries = params["minimum"], [row.country for row in rows_of(content, params["who"]) if row.country]
    found = {country: region_of(country, params["grouping"]) for country in countries}
    named = sorted(set(found.values()) - {""})
    unknown = [country for country, region in found.items() if not region]
    told = f" ({listed(named)})" if named else ""
    sentence = f"{counted(len(named), 'region')} among {WHO[params['who']]}{told}; {needed(low, None)}."
    if unknown and len(named) < low:
        sentence += f" Not known as a country: {listed(f'“{each}”' for each in unknown)}."
    return Finding(len(named) >= low, sentence)


@kind(
    "early_career",
    "Early-career people",
    SECTION,
    WhoMinimumForm,
    about="Counts trainees and people early in their career, by the career stage that is given.",
)
def early_career(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    rows, low = rows_of(content, params["who"]), params["minimum"]
    n = sum(row.career_stage in EARLY for row in rows)
    unsaid = sum(not row.career_stage for row in rows)
    sentence = f"{counted(n, 'early-career person', 'early-career people')} among {WHO[params['who']]}"
    more = f" Of {unsaid} the career stage is not given." if unsaid and n < low else ""
    return Finding(n >= low, f"{sentence}; {needed(low, None)}.{more}")


@kind(
    "organizers_speak",
    "Chairs as speakers",
    "running-order",
    OrganizersForm,
    about="Looks whether a chair gives a talk of the running order or is also named as speaker, by row or address.",
)
def organizers_speak(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    speaking = speaks_of(content)
    active = [row for row in content.chairs if identity(row) in speaking]
    silent = [row for row in content.chairs if identity(row) not in speaking]
    if params["speak"] == "never":
        if not active:
            return Finding(True, "No chair gives a talk.")
        verb = "is chair and gives a talk" if len(active) == 1 else "are chairs and give talks"
        return Finding(False, f"{listed(map(name_of, active))} {verb}; chairs give none.", True)
    if not silent:
        return Finding(bool(active), "Every chair gives a talk." if active else "No chair is named yet.")
    return Finding(False, f"No talk yet of {listed(map(name_of, silent))}; every chair gives one.", True)


def identity(row: FacultyRow) -> str:
    """By what a row is the same person as another: the address, else the name, else the row itself."""
    return folded(row.email) or " ".join(row.name.split()).casefold() or row.key


def speaks_of(content: Content) -> set[str]:
    """Who gives a talk, or is named as a speaker."""
    by_key = {row.key: row for row in content.faculty}
    talks = {item.speaker for item in content.items if item.kind == "talk"} & by_key.keys()
    return {identity(by_key[key]) for key in talks} | {identity(row) for row in rows_of(content, "speakers")}
