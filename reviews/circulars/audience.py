"""Who is in a group, as the person who writes may know it. A conflict hides a proposal from every count and list."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, TextChoices
from django.db.models.functions import Lower

from letters.kinds import Kind
from people.models import Person
from proposals.models import Faculty, Invitation, Proposal
from proposals.reading import with_submitted_titles
from reviews.circulars.kinds import FACULTY, FEEDBACK, PROPOSERS, REVIEWERS, THANKS
from reviews.models import Assignment
from reviews.models.conflict import hidden_from
from workshops.models import Meeting

MOST = 500
"""Letters of one group at once; a larger one is written in parts, by the filters."""


class Group(TextChoices):
    PROPOSERS = "proposers", "Proposers"
    FEEDBACK = "feedback", "Those declined, with the reviewers’ comments"
    REVIEWERS = "reviewers", "Reviewers"
    THANKS = "thanks", "Reviewers, with thanks"
    FACULTY = "faculty", "Faculty"


class Progress(TextChoices):
    DONE = "done", "Every review is in"
    OUTSTANDING = "outstanding", "Some are outstanding"
    NONE = "none", "None is in"


KIND_OF: dict[str, Kind] = {
    Group.PROPOSERS: PROPOSERS,
    Group.FEEDBACK: FEEDBACK,
    Group.REVIEWERS: REVIEWERS,
    Group.THANKS: THANKS,
    Group.FACULTY: FACULTY,
}


@dataclass(frozen=True)
class Recipient:
    """`key` names her in the form; `note` is what the list says beside her name. `to` has a name and an address."""

    key: str
    to: Any
    note: str
    proposal: Proposal | None = None
    reviews: int = 0

    @property
    def name(self) -> str:
        return self.to.name


@dataclass(frozen=True)
class Audience:
    """`people` in the order of names; of one that is too large only the first, since nobody is written to."""

    people: list[Recipient]
    is_too_large: bool


def audience(meeting: Meeting, wanted: Mapping[str, Any], person: Any) -> Audience:
    """The group with its filters."""
    group = wanted["group"]
    if group in (Group.REVIEWERS, Group.THANKS):
        return _reviewers(meeting, wanted, person)
    proposals = _proposals(meeting, wanted, person)
    return _faculty(proposals, wanted) if group == Group.FACULTY else _proposers(proposals)


def _few(rows: Any) -> tuple[Any, bool]:
    """The rows, and whether they are too many; as many queries either way."""
    is_too_large = rows.count() > MOST
    return rows[: 1 if is_too_large else MOST], is_too_large


def _proposals(meeting: Meeting, wanted: Mapping[str, Any], person: Any) -> Any:
    """Handed in at least once: nobody is written to about a draft here."""
    rows = Proposal.objects.filter(call__meeting=meeting, first_submitted_at__isnull=False)
    rows = rows.exclude(pk__in=hidden_from(person)).exclude(state="joint")
    state = "declined" if wanted["group"] == Group.FEEDBACK else wanted.get("state")
    if state:
        rows = rows.filter(state=state)
    if wanted.get("format"):
        rows = rows.filter(format=wanted["format"])
    return rows.filter(topics=wanted["topic"]) if wanted.get("topic") else rows


def _proposers(proposals: Any) -> Audience:
    rows = proposals.select_related("proposer", "format", "call__meeting")
    found, is_too_large = _few(rows.order_by("proposer__family_name", "proposer__given_name", "pk"))
    told = with_submitted_titles(found)
    return Audience([Recipient(f"p{row.pk}", row.proposer, str(row), row) for row in told], is_too_large)


def _faculty(proposals: Any, wanted: Mapping[str, Any]) -> Audience:
    """By the answer to the invitation of the role; without an address nobody can be written to."""
    rows = Faculty.objects.filter(proposal__in=proposals.order_by().values("pk")).exclude(email="")
    if wanted.get("answer"):
        asked = Invitation.objects.annotate(low=Lower(OuterRef("email")))
        asked = asked.filter(proposal=OuterRef("proposal"), key=OuterRef("key"), email=F("low"))
        rows = rows.filter(Exists(asked.filter(state=wanted["answer"])))
    rows = rows.select_related("proposal__call__meeting").order_by("family_name", "given_name", "pk")
    few, is_too_large = _few(rows)
    found = list(few)
    with_submitted_titles(row.proposal for row in found)
    told = [Recipient(f"f{row.pk}", row, f"{row.get_role_display()}, {row.proposal}", row.proposal) for row in found]
    return Audience(told, is_too_large)


def _reviewers(meeting: Meeting, wanted: Mapping[str, Any], person: Any) -> Audience:
    rows = Assignment.objects.filter(stage__call__meeting=meeting).standing().shown_to(person)
    read: dict[int, Counter[bool]] = defaultdict(Counter)
    for reviewer, submitted in rows.values_list("reviewer", "review__submitted_at"):
        read[reviewer][submitted is not None] += 1
    asked = Progress.DONE if wanted["group"] == Group.THANKS else wanted.get("progress")
    keys = [key for key, count in read.items() if not asked or _progress(count, wanted["group"]) == asked]
    people, is_too_large = _few(Person.objects.filter(pk__in=keys).order_by("family_name", "given_name", "pk"))
    told = [Recipient(f"r{each.pk}", each, _done(read[each.pk]), reviews=read[each.pk][True]) for each in people]
    return Audience(told, is_too_large)


def _progress(count: Counter[bool], group: str) -> str:
    if not count[True]:
        return Progress.NONE
    return Progress.OUTSTANDING if count[False] and group != Group.THANKS else Progress.DONE


def _done(count: Counter[bool]) -> str:
    return f"{count[True]} of {count.total()} reviews are in"
