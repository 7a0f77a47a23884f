"""Search across the floors. Each group finds only what this person may open, and only by words she may read there:
a reviewer or a chair finds a proposal by its title and summary, never by the names of its people.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.http import urlencode

from dashboard.sections.attending import current_releases
from people.models import Person
from program.finding import Wanted, find
from program.shelf import program_of_release
from proposals.models import Proposal
from reviews import rules
from reviews.models import Assignment, Stage
from reviews.models.conflict import hidden_from
from reviews.offers import address
from workshops.models import Meeting
from workshops.rules import seats_by_committee

TEXT = ("title", "summary")
TOLD = ("told_title", "told_summary")
"""The same as it was handed in: who does not write a proposal searches no words of an unfinished revision."""
NAMES = ("proposer__given_name", "proposer__family_name", "proposer__affiliation", "proposer__email")


@dataclass(frozen=True)
class Hit:
    title: str
    what: str
    url: str


@dataclass(frozen=True)
class Group:
    """`rows` can be counted and sliced; `tell` makes a Hit of each."""

    key: str
    title: str
    rows: Sequence[Any] | QuerySet
    tell: Callable[[Any], Hit]


def groups_for(person: Any, words: str) -> list[Group]:
    """In the order of the page; nothing is asked of the database before a group's rows are."""
    sought = words.split()[:8]
    found = [proposals(person, sought), readings(person, sought), *cases(person, sought)]
    found += [sessions(words), meetings(person, sought)]
    return found + ([people(words)] if person.is_staff else [])


def holding(sought: list[str], *fields: str) -> Q:
    """Every word somewhere in one of the fields."""
    every = Q()
    for word in sought:
        some = Q()
        for field in fields:
            some |= Q(**{f"{field}__icontains": word})
        every &= some
    return every


def proposals(person: Any, sought: list[str]) -> Group:
    """Her own; for program staff every one that was submitted, without those a conflict hides."""
    hers = Q(pk__in=Proposal.objects.of(person).order_by().values("pk"))
    found = hers & holding(sought, *TEXT, "code")
    if person.is_staff:
        others = Q(first_submitted_at__isnull=False) & ~Q(pk__in=hidden_from(person))
        found |= others & holding(sought, *TOLD, "code", *NAMES)
    rows = Proposal.objects.as_handed_in().annotate(is_hers=ExpressionWrapper(hers, BooleanField())).filter(found)
    rows = rows.select_related("call__meeting", "proposer").order_by("-saved_at", "pk")
    return Group("proposals", "Proposals", rows, _proposal)


def _proposal(row: Proposal) -> Hit:
    what = f"{row.get_state_display()}, {row.call.meeting}, {row.proposer}"
    return Hit(str(row) if row.is_hers else row.told_title, what, reverse("proposal", args=[row.code]))


def readings(person: Any, sought: list[str]) -> Group:
    told = Proposal.objects.as_handed_in().order_by()
    rows = Assignment.objects.visible_to(person).filter(proposal__in=told.filter(holding(sought, *TOLD)).values("pk"))
    title = told.filter(pk=OuterRef("proposal")).values("told_title")
    rows = rows.annotate(told_title=Subquery(title)).select_related("stage__call__meeting", "review").order_by("-pk")
    return Group("readings", "To review", rows, _reading)


def _reading(row: Assignment) -> Hit:
    said = {"done": "Your review is handed in", "begun": "You have begun to review it"}
    what = f"{said.get(row.state, 'Yours to review')}, {row.stage}"
    return Hit(row.told_title, what, reverse("review", args=[row.stage.call.meeting.slug, row.pk]))


def cases(person: Any, sought: list[str]) -> list[Group]:
    """What is judged in the stages she leads or decides in; staff find proposals above."""
    if person.is_staff:
        return []
    seats = seats_by_committee(person)
    stages = Stage.objects.for_page().filter(committee__in=seats, opened_at__isnull=False)
    return [
        Group(f"stage-{stage.pk}", f"{stage}, {stage.call.meeting}", _cases(stage, person, sought), _case(stage))
        for stage in stages.order_by("-opened_at", "pk")
        if rules.standing_of(person, seats[stage.committee_id], stage).oversee
    ]


def _cases(stage: Stage, person: Any, sought: list[str]) -> QuerySet:
    return stage.proposals_for(person).as_handed_in().filter(holding(sought, *TOLD)).order_by("told_title", "pk")


def _case(stage: Stage) -> Callable[[Proposal], Hit]:
    def tell(row: Proposal) -> Hit:
        return Hit(row.told_title, f"Before {stage.committee}", address("dossier", stage, code=row.code))

    return tell


def sessions(words: str) -> Group:
    """Of released programs only, as they were frozen."""
    programs = [program_of_release(release) for release in current_releases()]
    rows = [(session, program) for program in programs for session in find(program, Wanted(words=words))]
    return Group("sessions", "Sessions", rows, _session)


def _session(row: tuple) -> Hit:
    session, program = row
    starts = session.starts_at.astimezone(program.meeting.tz)
    when = "cancelled" if session.cancelled else f"{starts:%A}, {starts.day} {starts:%B %Y, %H:%M}"
    url = reverse("session", args=[program.meeting.slug, session.code])
    return Hit(session.title, f"{program.meeting.name}, {when}", url)


def meetings(person: Any, sought: list[str]) -> Group:
    rows = Meeting.objects.visible_to(person).filter(holding(sought, "name", "city", "venue"))
    return Group("meetings", "Meetings", rows, _meeting)


def _meeting(row: Meeting) -> Hit:
    return Hit(
        str(row), ", ".join(part for part in (row.dates, row.place) if part), reverse("meeting", args=[row.slug])
    )


def people(words: str) -> Group:
    return Group("people", "People", Person.objects.matching(words).in_index_order(), _person)


def _person(row: Person) -> Hit:
    what = ", ".join(part for part in (row.affiliation, row.email) if part)
    return Hit(row.index_name, what, f"{reverse('person_list')}?{urlencode({'q': row.email or row.name})}")
