"""Rules about membership of the society."""

from collections.abc import Mapping
from typing import Any

from proposals.catalogue.counting import listed
from proposals.catalogue.kind import Finding, kind
from proposals.catalogue.params import MembershipForm
from proposals.catalogue.people import name_of, rows_of
from proposals.content import Content, FacultyRow
from proposals.judging.surroundings import Around, Surroundings, folded
from workshops.models import Format


@kind(
    "membership",
    "Membership of the society",
    "people",
    MembershipForm,
    wants=(Around.MEMBERS,),
    about="Looks for the addresses in the list of members, on the day the call closes.",
)
def membership(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    rows = asked(content, params["who"])
    if not rows:
        return Finding(False, "Nobody is named yet of whom membership is asked.")
    outside = [row for row in rows if folded(row.email) not in around.members]
    if outside:
        named = listed(name_of(row) for row in outside)
        return Finding(False, f"Not found among the members by the address given: {named}.", True)
    return Finding(True, "Found among the members: all of whom it is asked.")


def asked(content: Content, who: str) -> list[FacultyRow]:
    if who == "lead":
        return [row for row in content.faculty if row.role == "chair"]
    return rows_of(content, who)
