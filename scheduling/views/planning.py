"""The planner: start it, watch it, stop it, look at what it proposes, apply it, undo that."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from jobs import actions as work
from jobs import rules as work_rules
from jobs.actions import enqueue
from jobs.models import Job, JobState
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.actions import placing
from scheduling.draft.problem_of import plan_of
from scheduling.draft.words import terms_beside
from scheduling.forms.planning import CompareForm, PlanForm
from scheduling.planner.planning import judge_today, moves, usable_places
from scheduling.planner.runs import drawn, ending, has_plan, rows_of, runs_of
from scheduling.tasks import PLAN
from scheduling.views.fetching import draft_or_404, in_schedule
from scheduling.views.ruling import planner_tabs
from workshops.models import Meeting

ROWS = 20
MOVES = 25
COMPARED = 60
"""So many of the newest runs are offered for comparing."""


@require_http_methods(["GET", "HEAD", "POST"])
@in_schedule
def plans(request, meeting):
    """Start a run, and all runs with what they found."""
    draft = draft_or_404(meeting)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        insist(rules.place(request.user, draft))
        asked = {"key": str(draft.pk), "version": draft.pk, **form.cleaned_data}
        job = enqueue(PLAN, by=request.user, at=timezone.now(), **asked)
        return redirect("plan", meeting.slug, job.pk)
    compared = choices_of(meeting)
    page = Paginator(rows_of(runs_of(meeting)), ROWS).get_page(request.GET.get("page"))
    page.object_list = [row | {"label": JobState(row["state"]).label} for row in page.object_list]
    context = {
        "meeting": meeting,
        "draft": draft,
        "form": form,
        "page": page,
        "compare": CompareForm(compared, initial={"other": compared[1][0]}) if len(compared) > 1 else None,
        "may_place": not rules.place(request.user, draft),
        "tabs": [] if rules.set_up_places(request.user) else planner_tabs(meeting, "plans"),
    }
    return render(request, "scheduling/plans_page.html", context)


def choices_of(meeting: Meeting) -> list[tuple[int, str]]:
    """The newest runs that found a plan, for a list to choose from."""
    rows = runs_of(meeting).filter(result__has_key="places").exclude(state__in=[JobState.QUEUED, JobState.RUNNING])
    told = rows.values_list("pk", "created_at", "result__value")[:COMPARED]
    return [(key, f"{timezone.localtime(at):%-d %B, %H:%M:%S}, penalty {value:,}") for key, at, value in told]


def fetch_run(meeting: Meeting, number: int) -> Job:
    return get_object_or_404(runs_of(meeting), pk=number)


@require_safe
@in_schedule
def plan(request, meeting, run):
    """One run: how far it is, then what it proposes beside the draft."""
    draft = draft_or_404(meeting)
    job = fetch_run(meeting, run)
    if request.htmx:
        return _progress(request, meeting, job)
    context = {"meeting": meeting, "draft": draft, "job": job, "ending": ending(job), "found": job.result}
    context |= {"may_stop": not work_rules.cancel(request.user, job), "chart": drawn(job.result)}
    if not has_plan(job):
        return render(request, "scheduling/plan_running_page.html", context)
    found = job.result
    changes = moves(draft, found["places"])
    is_of_draft = job.params["version"] == draft.pk
    context |= {
        "terms": terms_beside(found.get("was", {}), found),
        "page": Paginator(changes, MOVES).get_page(request.GET.get("page")),
        "today": judge_today(draft, found["places"]),
        "is_stale": found["edit"] != draft.edit,
        "is_of_draft": is_of_draft,
        "may_place": is_of_draft and not rules.place(request.user, draft),
    }
    return render(request, "scheduling/plan_page.html", context)


def _progress(request, meeting: Meeting, job: Job) -> HttpResponse:
    """What a page that watches asks for again and again; at the end it is told to load itself anew."""
    if not job.is_living:
        return HttpResponseClientRefresh()
    may_stop = not work_rules.cancel(request.user, job)
    context = {"meeting": meeting, "job": job, "found": job.result, "chart": drawn(job.result), "may_stop": may_stop}
    return render(request, "scheduling/_plan_progress.html", context)


@require_POST
@in_schedule
def plan_stop(request, meeting, run):
    """Stop looking; the best plan so far is kept."""
    job = fetch_run(meeting, run)
    work.cancel(job, by=request.user, at=timezone.now())
    return redirect("plan", meeting.slug, job.pk)


@require_POST
@in_schedule
def plan_apply(request, meeting, run):
    draft = draft_or_404(meeting)
    job = fetch_run(meeting, run)
    if not has_plan(job) or job.params["version"] != draft.pk:
        insist(Refusal("There is nothing to apply: this run found no plan, or its version was released."))
    before = {item: [place.room, place.start] for item, place in plan_of(draft).items()}
    placing.apply_plan(draft, usable_places(draft, job.result["places"]), by=request.user, at=timezone.now())
    Job.objects.filter(pk=job.pk).update(result=job.result | {"before": before})
    broken = judge_today(draft, job.result["places"]).hard
    messages.info(request, "The plan is the draft now. You can undo this from the plan's page.")
    if broken:
        what = "1 rule that must hold is" if broken == 1 else f"{broken} rules that must hold are"
        messages.warning(request, f"It is a draft only: {what} broken. The grid shows where.")
    return redirect("schedule", meeting.slug)


@require_POST
@in_schedule
def plan_undo(request, meeting, run):
    """Put the draft back as it was before this plan was applied."""
    draft = draft_or_404(meeting)
    job = fetch_run(meeting, run)
    if "before" not in job.result or job.params["version"] != draft.pk:
        insist(Refusal("This plan was not applied to the draft, so there is nothing to undo."))
    placing.apply_plan(draft, usable_places(draft, job.result["before"]), by=request.user, at=timezone.now())
    messages.info(request, "The draft is as it was before the plan.")
    return redirect("schedule", meeting.slug)


@require_safe
@in_schedule
def plan_compare(request, meeting):
    """Two runs side by side: value for value, and the moves from one to the other."""
    draft = draft_or_404(meeting)
    form = CompareForm(choices_of(meeting), request.GET or None)
    context = {"meeting": meeting, "draft": draft, "form": form}
    if form.is_valid():
        one, other = (fetch_run(meeting, form.cleaned_data[name]) for name in ("one", "other"))
        changes = moves(draft, other.result["places"], before=one.result["places"])
        context |= {
            "runs": [one, other],
            "terms": terms_beside(one.result, other.result),
            "page": Paginator(changes, MOVES).get_page(request.GET.get("page")),
        }
    return render(request, "scheduling/plan_compare_page.html", context)
