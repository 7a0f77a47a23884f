"""Fetching is checking: the rows a view works on, or the same 404 as for what does not exist.

A proposal whose revision was asked goes by the title that was handed in, not by what is typed since.
"""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from people.refusal import Refusal
from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews import rules
from reviews.models import ActingChair, Assignment, Stage
from workshops.disclosing import must_state
from workshops.models import Meeting, Seat

STATE_FIRST = Refusal(
    "Say first which financial relationships with companies you have, or that you have none.",
    "Proposals open to you after that.",
)


def stage_of(person: Any, meeting: str, stage: int) -> Stage:
    rows = Stage.objects.for_page().visible_to(person)
    return get_object_or_404(rows, pk=stage, call__meeting__slug=meeting)


def overseen(person: Any, meeting: str, stage: int) -> tuple[Stage, rules.Standing]:
    """A stage whose ranking this person may see, with what she is to it."""
    rows = Stage.objects.for_page().overseen_by(person)
    found = get_object_or_404(rows, pk=stage, call__meeting__slug=meeting)
    return found, rules.standing(person, found)


def led(person: Any, meeting: str, stage: int) -> tuple[Stage, rules.Standing]:
    """A stage in which this person assigns readers, also while it is closed."""
    rows = Stage.objects.for_page().led_by(person)
    found = get_object_or_404(rows, pk=stage, call__meeting__slug=meeting)
    return found, rules.standing(person, found)


def case_of(person: Any, meeting: str, stage: int, code: str) -> tuple[Stage, rules.Standing, Proposal]:
    """A proposal of a stage: for who oversees the stage, and for who stands in for its chair with this one."""
    acting = ActingChair.objects.filter(stage=OuterRef("pk"), person=person, proposal__code=code)
    hers = Q(pk__in=Stage.objects.overseen_by(person).order_by().values("pk")) | Q(Exists(acting))
    found = get_object_or_404(Stage.objects.for_page().filter(hers), pk=stage, call__meeting__slug=meeting)
    return found, rules.standing(person, found), proposal_of(found, person, code)


def proposal_of(stage: Stage, person: Any, code: str) -> Proposal:
    rows = stage.proposals_for(person).select_related("call__meeting", "format", "proposer")
    found = get_object_or_404(rows.prefetch_related("topics"), code=code)
    with_submitted_titles([found])
    return found


def assignment_of(person: Any, meeting: str, assignment: int) -> Assignment:
    rows = Assignment.objects.visible_to(person).filter(stage__call__meeting__slug=meeting)
    related = ("stage__call__meeting", "stage__committee", "stage__rubric", "review")
    proposal = ("proposal__call__meeting", "proposal__format", "proposal__proposer")
    found = get_object_or_404(rows.select_related(*related, *proposal), pk=assignment)
    with_submitted_titles([found.proposal])
    return found


def to_state_first(request: Any, meeting: Meeting) -> HttpResponse | None:
    """Where the meeting says so, a member states her ties to companies before she opens a proposal."""
    if not must_state(request.user, meeting):
        return None
    messages.warning(request, str(STATE_FIRST))
    return redirect("disclosure", meeting.slug)


def meeting_of(person: Any, slug: str) -> Meeting:
    """A meeting in which this person has a seat, or any for staff."""
    seated = Seat.objects.of(person).order_by().values("committee__meeting")
    rows = Meeting.objects.all() if person.is_staff else Meeting.objects.filter(pk__in=seated)
    return get_object_or_404(rows, slug=slug)
