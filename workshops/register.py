"""The list of a meeting's disclosures as staff read it, on the page and on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from people.models import Person
from workshops.disclosing import Role, asked, current_of
from workshops.models import Disclosure, Meeting, Relationship
from workshops.models.disclosure import Nature, Standing

BARRED = (Nature.EMPLOYEE, Nature.EXECUTIVE, Nature.OWNERSHIP)
"""Natures that keep somebody out of content altogether unless one of ACCME's exceptions holds (Standard 3.2)."""


@dataclass(frozen=True)
class Line:
    """One person who is asked."""

    person: Person
    roles: tuple[Role, ...]
    stated: Disclosure | None

    @property
    def standing(self) -> Standing:
        return self.stated.standing if self.stated else Standing.MISSING

    @property
    def relationships(self) -> list[Relationship]:
        return list(self.stated.relationships.all()) if self.stated else []

    @property
    def state(self) -> str:
        """For components/state_badge.html."""
        return {"missing": "silent", "to judge": "in_review", "to mitigate": "held"}.get(self.standing, "complete")

    @property
    def way_on(self) -> str:
        """What staff can do as long as nothing is stated."""
        on_paper = "record what was handed in on paper, with its date"
        if not self.person.email:
            return f"No e-mail address is known, so no letter can ask: {on_paper}."
        return f"Remind {self.person} on the list of disclosures, or {on_paper}."


def lines_of(meeting: Meeting, *, viewer: Any) -> list[Line]:
    """Everybody who is asked, in index order. As many queries whatever their number."""
    roles = asked(meeting, viewer=viewer)
    stated = current_of(roles, meeting)
    people = Person.objects.filter(pk__in=roles).in_index_order()
    return [Line(person, tuple(roles[person.pk]), stated.get(person.pk)) for person in people]


def chosen(lines: Iterable[Line], wanted: dict[str, str]) -> list[Line]:
    """Those that hold every word, have the standing, and are asked for a call (or for no call in particular)."""
    words = wanted.get("q", "").casefold().split()
    return [
        line
        for line in lines
        if all(word in f"{line.person.name} {line.person.affiliation}".casefold() for word in words)
        and wanted.get("standing", line.standing) == line.standing
        and ("call" not in wanted or any(role.call in ("", wanted["call"]) for role in line.roles))
    ]


def most_urgent_first(lines: Iterable[Line]) -> list[Line]:
    """What is missing, then what is to be judged, to be mitigated, complete; in index order among each other."""
    return sorted(lines, key=lambda line: list(Standing).index(line.standing))


def counted(lines: Iterable[Line]) -> dict[Standing, int]:
    found = dict.fromkeys(Standing, 0)
    for line in lines:
        found[line.standing] += 1
    return found


def is_late(meeting: Meeting, moment: Any) -> bool:
    """Was it recorded when the meeting had begun? Then it came after the roles had started."""
    return moment.astimezone(meeting.tz).date() >= meeting.starts_on
