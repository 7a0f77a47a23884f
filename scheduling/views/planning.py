"""The planner: start it, watch it, look at what it proposes, apply it, undo that."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.actions import enqueue
from jobs.models import Job, JobState
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.actions import placing
from scheduling.forms import PlanForm
from scheduling.planning import moves, wanted
from scheduling.problem_of import plan_of
from scheduling.tasks import PLAN
from scheduling.views.fetching import draft_or_404, in_schedule
from workshops.models import Meeting

LATEST = 10


@require_http_methods(["GET", "HEAD", "POST"])
@in_schedule
def plans(request, meeting):
    """Start a run, and the latest runs with what they found."""
    draft = draft_or_404(meeting)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        insist(rules.place(request.user, draft))
        job = enqueue(
            PLAN,
            by=request.user,
            at=timezone.now(),
            key=str(draft.pk),
            version=draft.pk,
            seconds=form.cleaned_data["seconds"],
        )
        return redirect("plan", meeting.slug, job.pk)
    runs = [job for job in Job.objects.filter(kind=PLAN).order_by("-id")[:100] if job.params["version"] == draft.pk]
    context = {"meeting": meeting, "draft": draft, "form": form, "runs": runs[:LATEST]}
    return render(request, "scheduling/plans_page.html", context)


def _run(meeting: Meeting, number: int) -> Job:
    job = get_object_or_404(Job, kind=PLAN, pk=number)
    if not meeting.versions.filter(pk=job.params["version"]).exists():
        raise Http404
    return job


@require_safe
@in_schedule
def plan(request, meeting, run):
    """One run: how far it is, then what it proposes beside the draft."""
    draft = draft_or_404(meeting)
    job = _run(meeting, run)
    context = {
        "meeting": meeting,
        "draft": draft,
        "job": job,
        "found": job.result if job.state == JobState.DONE else None,
        "moves": moves(draft, job.result["places"]) if job.state == JobState.DONE else [],
        "total": meeting.sessions.living().count(),
        "is_stale": job.state == JobState.DONE and job.result["edit"] != draft.edit,
        "may_place": not rules.place(request.user, draft),
    }
    return render(request, "scheduling/plan_page.html", context)


@require_POST
@in_schedule
def plan_apply(request, meeting, run):
    draft = draft_or_404(meeting)
    job = _run(meeting, run)
    if job.state != JobState.DONE or job.params["version"] != draft.pk:
        insist(Refusal("There is nothing to apply: this run did not finish, or its version was released."))
    before = {item: [place.room, place.start] for item, place in plan_of(draft).items()}
    _apply(draft, job.result["places"], request)
    Job.objects.filter(pk=job.pk).update(result=job.result | {"before": before})
    messages.info(request, "The plan is the draft now. You can undo this from the plan's page.")
    return redirect("schedule", meeting.slug)


@require_POST
@in_schedule
def plan_undo(request, meeting, run):
    """Put the draft back as it was before this plan was applied."""
    draft = draft_or_404(meeting)
    job = _run(meeting, run)
    if "before" not in job.result or job.params["version"] != draft.pk:
        insist(Refusal("This plan was not applied to the draft, so there is nothing to undo."))
    _apply(draft, job.result["before"], request)
    messages.info(request, "The draft is as it was before the plan.")
    return redirect("schedule", meeting.slug)


def _apply(draft, places: dict, request) -> None:
    living = set(draft.meeting.sessions.living().values_list("pk", flat=True))
    kept = {session: place for session, place in wanted(places).items() if session in living}
    placing.apply_plan(draft, kept, by=request.user, at=timezone.now())
