"""Something happened after people were told: the ways to mend it, side by side, applied and undone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from jobs.actions import enqueue
from jobs.models import Job, JobState
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.actions import mending
from scheduling.draft.problem_of import plan_of
from scheduling.forms.repairing import RepairForm
from scheduling.planner.course import places_of
from scheduling.planner.planning import moves
from scheduling.tasks import REPAIR
from scheduling.views.fetching import draft_or_404, in_schedule
from scheduling.views.ruling import planner_tabs
from workshops.models import Meeting

ROWS = 20
WHATS = {"now": "What was broken", "closing": "A room closed", "absence": "Somebody away"}


def repairs_of(meeting: Meeting) -> QuerySet[Job]:
    keys = [str(key) for key in meeting.versions.values_list("pk", flat=True)]
    return Job.objects.filter(kind=REPAIR, key__in=keys)


@require_http_methods(["GET", "HEAD", "POST"])
@in_schedule
def repairs(request, meeting):
    """Say what happened, and the latest repairs."""
    draft = draft_or_404(meeting)
    form = RepairForm(meeting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        insist(rules.place(request.user, draft))
        asked = {"key": str(draft.pk), "version": draft.pk, "asked": form.asked()}
        job = enqueue(REPAIR, by=request.user, at=timezone.now(), **asked)
        return redirect("repair", meeting.slug, job.pk)
    told = ("sentence", "status")
    rows = repairs_of(meeting).values("id", "state", "created_at", "params", *(f"result__{each}" for each in told))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    page.object_list = [
        row | {"label": JobState(row["state"]).label, "what": happened(row["params"]["asked"])}
        for row in page.object_list
    ]
    context = {"meeting": meeting, "form": form, "page": page, "may_place": not rules.place(request.user, draft)}
    context["tabs"] = [] if rules.set_up_places(request.user) else planner_tabs(meeting, "repairs")
    return render(request, "scheduling/repairs_page.html", context)


def happened(asked: dict) -> str:
    return f"{WHATS[asked['what']]}: {asked['name']}" if "name" in asked else WHATS[asked["what"]]


@require_safe
@in_schedule
def repair(request, meeting, run):
    """The ways to mend it beside each other; of the one that is chosen, its moves."""
    draft = draft_or_404(meeting)
    job = get_object_or_404(repairs_of(meeting), pk=run)
    context = {"meeting": meeting, "job": job, "found": job.result, "what": happened(job.params["asked"])}
    if request.htmx:
        return _progress(request, context)
    if job.state == JobState.DONE:
        ways = job.result["repairs"]
        at = _which(request.GET.get("way"), ways)
        changes = moves(draft, ways[at]["places"]) if ways else []
        context |= {
            "ways": list(enumerate(ways)),
            "at": at,
            "page": Paginator(changes, ROWS).get_page(request.GET.get("page")),
            "is_stale": job.result["edit"] != draft.edit,
            "may_place": job.params["version"] == draft.pk and not rules.place(request.user, draft),
        }
    return render(request, "scheduling/repair_page.html", context)


def _progress(request, context: dict) -> HttpResponse:
    if not context["job"].is_living:
        return HttpResponseClientRefresh()
    return render(request, "scheduling/_repair_progress.html", context)


def _which(typed: str | None, ways: list) -> int:
    """The number of a way; the first where none or a strange one is asked for."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 4 and int(typed) < len(ways) else 0


@require_POST
@in_schedule
def repair_apply(request, meeting, run):
    draft = draft_or_404(meeting)
    job = get_object_or_404(repairs_of(meeting), pk=run)
    ways = job.result.get("repairs", [])
    if not ways or job.params["version"] != draft.pk:
        insist(Refusal("There is nothing to apply: no repair was found, or its version was released."))
    way = ways[_which(request.POST.get("way"), ways)]
    before, asked = places_of(plan_of(draft)), job.params["asked"]
    fact = mending.apply_repair(draft, way["places"], asked, by=request.user, at=timezone.now())
    Job.objects.filter(pk=job.pk).update(result=job.result | {"before": before, "fact": fact})
    messages.info(request, "The repair is the draft now. You can undo this from the repair's page.")
    if asked["what"] != "now" and not fact:
        messages.warning(request, "Staff have to enter the closing or the absence: your seat does not.")
    return redirect("schedule", meeting.slug)


@require_POST
@in_schedule
def repair_undo(request, meeting, run):
    draft = draft_or_404(meeting)
    job = get_object_or_404(repairs_of(meeting), pk=run)
    if "before" not in job.result or job.params["version"] != draft.pk:
        insist(Refusal("This repair was not applied to the draft, so there is nothing to undo."))
    mending.undo_repair(draft, job.result["before"], job.result["fact"], by=request.user, at=timezone.now())
    rest = {name: value for name, value in job.result.items() if name not in ("before", "fact")}
    Job.objects.filter(pk=job.pk).update(result=rest)
    messages.info(request, "The draft is as it was before the repair.")
    return redirect("schedule", meeting.slug)
