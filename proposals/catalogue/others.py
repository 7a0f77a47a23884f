"""Rules over the whole call: how often one person takes part in what was handed in.

People are compared by address. A proposer reads only that somebody is named in another proposal, and only once that
one was handed in; which one it is, staff and the committee read.
"""

from collections.abc import Mapping
from typing import Any

from proposals.catalogue.counting import listed, number
from proposals.catalogue.kind import Finding, kind
from proposals.catalogue.params import OverCallForm, RolesForm
from proposals.catalogue.people import name_of, rows_of
from proposals.content import Content, FacultyRow
from proposals.judging.surroundings import Around, Elsewhere, Surroundings, folded
from workshops.models import Format


@kind(
    "one_role",
    "Roles of one person over the call",
    "people",
    RolesForm,
    wants=(Around.OTHERS,),
    about="Counts where a person is named in this call’s proposals, once they are handed in.",
)
def one_role(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    rows = by_address(content, rows_of(content, params["who"]))
    here = {address: len(own) for address, own in rows.items()}
    there = {each: sum(len(part.roles) for part in around.elsewhere.get(each, ())) for each in rows}
    over = [each for each in rows if here[each] + there[each] > params["maximum"]]
    limit = f"{number(params['maximum'])} {'role' if params['maximum'] == 1 else 'roles'} each over the whole call"
    if not over:
        return Finding(True, f"{limit}: nobody has more.")
    told = [said(rows[each][0], around.elsewhere.get(each, ()), around, "named") for each in over]
    return Finding(False, f"{' '.join(told)} {limit}, at most.", True)


@kind(
    "one_presentation",
    "Talks of one person over the call",
    "running-order",
    OverCallForm,
    wants=(Around.OTHERS,),
    about="Counts the talks a person gives in this call’s proposals, once they are handed in.",
)
def one_presentation(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    by_key = {row.key: row for row in content.faculty}
    rows = by_address(
        content, [by_key[item.speaker] for item in content.items if item.kind == "talk" and item.speaker in by_key]
    )
    there = {each: [part for part in around.elsewhere.get(each, ()) if part.talks] for each in rows}
    over = [each for each in rows if len(rows[each]) + sum(part.talks for part in there[each]) > params["maximum"]]
    limit = f"{number(params['maximum'])} {'talk' if params['maximum'] == 1 else 'talks'} each over the whole call"
    if not over:
        return Finding(True, f"{limit}: nobody gives more.")
    told = [said(rows[each][0], tuple(there[each]), around, "a speaker") for each in over]
    return Finding(False, f"{' '.join(told)} {limit}, at most.", True)


def by_address(content: Content, rows: list[FacultyRow]) -> dict[str, list[FacultyRow]]:
    """Rows of those who have an address, together where it is the same."""
    found: dict[str, list[FacultyRow]] = {}
    for row in rows:
        if row.email:
            found.setdefault(folded(row.email), []).append(row)
    return found


def said(row: FacultyRow, parts: tuple[Elsewhere, ...], around: Surroundings, what: str) -> str:
    if not parts:
        return f"{name_of(row)} is {what} more than once here."
    if not around.names_others:
        return f"{name_of(row)} is {what} in another proposal too."
    return f"{name_of(row)} is {what} in {listed(f'“{part.title}”' for part in parts)} too."
