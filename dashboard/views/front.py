"""The public pages of a meeting and of a call: what anybody may read before signing in."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboard.timetable import steps_of
from outcomes.models import ResearchAgenda
from program.models import Release
from proposals.models import Requirement
from reviews.models import Stage
from scheduling.models import Ballot, Session
from workshops.listing import listed
from workshops.models import Call, Meeting, Seat


@require_safe
def meeting(request, meeting):
    """One edition: its calls, who serves, and the program once it is released."""
    found = get_object_or_404(Meeting.objects.visible_to(request.user), slug=meeting)
    at = timezone.now()
    calls = {"open": [], "waiting": [], "closed": []}
    for each in Call.objects.visible_to(request.user).filter(meeting=found):
        calls[each.state_at(at)].append(each)
    serving = Seat.objects.serving().select_related("person")
    committees = found.committees.filter(is_public=True).prefetch_related(Prefetch("seats", serving))
    release = Release.objects.current(found)
    page = {"meeting": found, "calls": calls, "committees": committees, "release": release}
    page["agendas"] = ResearchAgenda.objects.filter(exercise__meeting=found).defer("body")
    if release is None:
        page["ballot"] = Ballot.objects.filter(meeting=found, opens_at__lte=at, closes_at__gt=at).first()
    if request.user.is_authenticated:
        page["takes_part"] = Session.objects.living().filter(meeting=found, people__person=request.user).exists()
    return render(request, "dashboard/meeting.html", page)


@require_safe
def call(request, meeting, call):
    """Everything a proposer wants to know before she starts: dates, rules, questions, criteria, who decides."""
    calls = Call.objects.visible_to(request.user).select_related("meeting")
    found = get_object_or_404(calls, meeting__slug=meeting, slug=call)
    at = timezone.now()
    stages = list(
        Stage.objects.filter(call=found).select_related("committee", "rubric").prefetch_related("rubric__criteria")
    )
    prompts = list(found.prompts.asked().prefetch_related("formats"))
    closes_at = found.closes_for(request.user)
    page = {
        "meeting": found.meeting,
        "call": found,
        "state": found.state_at(at),
        "closes_at": closes_at,
        "is_extended": closes_at > found.closes_at,
        "may_propose": found.opens_at <= at < closes_at,
        "formats": found.formats.all(),
        "topics": found.meeting.topics.all(),
        "requirements": Requirement.objects.filter(call=found).prefetch_related("formats"),
        "sections": listed((prompt for prompt in prompts if not prompt.is_later), among=prompts),
        "later": listed((prompt for prompt in prompts if prompt.is_later), among=prompts),
        "stages": stages,
        "rubrics": rubrics_of(stages),
        "steps": steps_of(found, stages, at),
    }
    return render(request, "dashboard/call.html", page)


def rubrics_of(stages: list[Stage]) -> list[dict]:
    """Each rubric once, in the order of its first stage, its criteria with their share of the weight and anchors."""
    rubrics = {stage.rubric_id: stage.rubric for stage in stages if stage.rubric}
    shown = []
    for rubric in rubrics.values():
        total = sum(criterion.weight for criterion in rubric.criteria.all())
        lines = [
            {
                "criterion": criterion,
                "share": round(100 * criterion.weight / total),
                "anchors": sorted(criterion.anchors.items(), key=lambda anchor: int(anchor[0])),
            }
            for criterion in rubric.criteria.all()
        ]
        used_by = [stage.name for stage in stages if stage.rubric_id == rubric.pk]
        shown.append({"rubric": rubric, "lines": lines, "stages": used_by})
    return shown
