"""Rules about earlier editions: how often, with what report, and who is new.

An edition that names a proposal here counts when that one took place; one that was only typed is believed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from proposals.catalogue.counting import allowed, counted, listed, needed
from proposals.catalogue.kind import Finding, kind
from proposals.catalogue.params import EditionsForm, MinimumForm, NoParams
from proposals.content import Content, EditionRow
from proposals.judging.surroundings import Around, Surroundings, folded
from workshops.models import Format

SECTION = "earlier-editions"


def held(content: Content, around: Surroundings) -> Iterator[tuple[EditionRow, int]]:
    """Editions that took place, with their year; 0 while nobody has said which."""
    for row in content.editions:
        known = around.editions.get(row.earlier)
        if known is None:
            yield row, row.year
        elif known.held:
            yield row, known.year


@kind(
    "editions_limit",
    "Earlier editions in some years",
    SECTION,
    EditionsForm,
    wants=(Around.EDITIONS,),
    about="Counts earlier editions in the years before the meeting; one without a year counts.",
)
def editions_limit(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    first = around.year - params["years"]
    recent = [year for _, year in held(content, around) if not year or first <= year < around.year]
    span = "year" if params["years"] == 1 else f"{params['years']} years"
    told = f" ({listed(str(year) if year else 'one without a year' for year in sorted(recent))})" if recent else ""
    sentence = f"{counted(len(recent), 'earlier edition')} in the last {span}{told}; {allowed(params['maximum'])}."
    return Finding(len(recent) <= params["maximum"], sentence)


@kind(
    "edition_report",
    "A report of each earlier edition",
    SECTION,
    NoParams,
    wants=(Around.EDITIONS,),
    about="Looks whether each earlier edition says what came of it.",
)
def edition_report(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    editions = [row for row, _ in held(content, around)]
    if not editions:
        return Finding(True, "No earlier edition is named.")
    untold = [row.title or str(row.year or "an edition") for row in editions if not row.report.strip()]
    if untold:
        return Finding(False, f"Not told yet what came of {listed(f'“{title}”' for title in untold)}.")
    return Finding(True, "It says what came of every earlier edition.")


@kind(
    "new_chair",
    "New chairs when it is repeated",
    "people",
    MinimumForm,
    wants=(Around.EDITIONS,),
    about="Compares the chairs’ addresses with those of the earlier editions that were proposed here.",
)
def new_chair(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    editions = [row for row, _ in held(content, around)]
    if not editions:
        return Finding(True, "No earlier edition is named.")
    known = [around.editions[row.earlier].chairs for row in editions if row.earlier in around.editions]
    if not known:
        return Finding(True, "Who chaired the earlier editions is not known here.")
    before = frozenset().union(*known)
    new = sum(bool(row.email) and folded(row.email) not in before for row in content.chairs)
    low = params["minimum"]
    return Finding(new >= low, f"{counted(new, 'chair')} who did not chair it before; {needed(low, None)}.")
