"""Why a session is where it is; what each unmet wish would cost; and why something is impossible."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from jobs.actions import enqueue
from jobs.models import Job, JobState
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.actions import giving_way, placing
from scheduling.draft.problem_of import moment_of, plan_of, problem_of
from scheduling.planner.course import places_of
from scheduling.planner.planning import usable_places
from scheduling.tasks import EXPLAIN
from scheduling.views.fetching import draft_or_404, in_schedule, in_setup
from scheduling.views.ruling import planner_tabs
from workshops.models import Meeting

ROWS = 40
SECONDS = 20
GIVEN = "given"
LONGEST = 19
"""Digits of a number that every database can hold."""
SHOWN = 10
"""So many of what gave way are told, and can be put back."""


@require_safe
@in_schedule
def session_why(request, meeting, code):
    """What the session costs where it is, and what the best start in every other block and room would change."""
    from scheduling.engine.explain import why_here

    draft = draft_or_404(meeting)
    session = get_object_or_404(meeting.sessions.living(), code=code)
    problem = problem_of(draft)
    why = why_here(problem, plan_of(draft), str(session.pk))
    rooms, blocks = ({each.id: each.name for each in some} for some in (problem.rooms, problem.blocks))
    page = Paginator(list(why.best.values()), ROWS).get_page(request.GET.get("page"))
    page.object_list = [
        {"place": each, "room": rooms[each.room], "block": blocks.get(each.block, ""), "at": moment_of(each.start)}
        for each in page.object_list
    ]
    placement = draft.placements.filter(session=session).select_related("room").first()
    context = {"meeting": meeting, "session": session, "placement": placement, "why": why, "page": page}
    return render(request, "scheduling/why_page.html", context)


def newest(meeting: Meeting, draft) -> Job | None:
    return Job.objects.about(EXPLAIN, str(draft.pk)).order_by("-id").first()


def given_way(draft) -> list[dict]:
    """What gave way in this draft and may be put back, the latest first: run, number, label, who, at."""
    jobs = Job.objects.about(EXPLAIN, str(draft.pk)).filter(result__has_key=GIVEN).order_by("-id")
    rows = [
        {"run": job.pk, "number": number} | row
        for job in jobs[:SHOWN]
        for number, row in reversed(list(enumerate(job.result[GIVEN])))
        if row["taken"]
    ]
    return rows[:SHOWN]


@require_http_methods(["GET", "HEAD", "POST"])
@in_schedule
def explanation(request, meeting):
    """Unmet wishes with their price, and the rules that collide; asked for anew by a button."""
    draft = draft_or_404(meeting)
    if request.method == "POST":
        insist(rules.place(request.user, draft))
        asked = {"key": str(draft.pk), "version": draft.pk, "seconds": SECONDS}
        enqueue(EXPLAIN, by=request.user, at=timezone.now(), **asked)
        return redirect("explanation", meeting.slug)
    job = newest(meeting, draft)
    if request.htmx:
        return _progress(request, meeting, job)
    may_set_up = not rules.set_up_places(request.user)
    context = {
        "meeting": meeting,
        "job": job,
        "found": job.result if job and job.state == JobState.DONE else None,
        "is_stale": bool(job) and job.state == JobState.DONE and job.result["edit"] != draft.edit,
        "may_place": not rules.place(request.user, draft),
        "may_set_up": may_set_up,
        "given": given_way(draft) if may_set_up else [],
        "tabs": planner_tabs(meeting, "explanation") if may_set_up else [],
    }
    return render(request, "scheduling/explanation_page.html", context)


def _progress(request, meeting: Meeting, job: Job | None) -> HttpResponse:
    if job is None or not job.is_living:
        return HttpResponseClientRefresh()
    return render(request, "scheduling/_explanation_progress.html", {"meeting": meeting, "job": job})


def _chosen(request, rows: list) -> dict:
    """The row that the form names by its number."""
    typed = request.POST.get("number", "")
    if not typed.isdecimal() or len(typed) > 3 or int(typed) >= len(rows):
        insist(Refusal("There is nothing here to choose.", "Work it out first, then choose."))
    return rows[int(typed)]


@require_POST
@in_schedule
def wish_meet(request, meeting):
    """Move what has to move for one wish; the rest stays."""
    draft = draft_or_404(meeting)
    job = newest(meeting, draft)
    wish = _chosen(request, job.result.get("unmet", []) if job else [])
    if job.result["edit"] != draft.edit:
        insist(Refusal("The draft was changed since this was worked out.", "Work it out anew, then choose again."))
    places = places_of(plan_of(draft)) | wish["places"]
    placing.apply_plan(draft, usable_places(draft, places), by=request.user, at=timezone.now())
    messages.info(request, "Moved. The grid can take it back.")
    return redirect("explanation", meeting.slug)


@require_POST
@in_setup
@transaction.atomic
def rule_give_way(request, meeting):
    """One of the rules that collide is taken away."""
    draft = draft_or_404(meeting)
    job = _held(newest(meeting, draft))
    found = (job.result.get("conflict") if job else None) or {"groups": []}
    way, now = _chosen(request, found["groups"]), timezone.now()
    taken = giving_way.give_way(draft, way, by=request.user, at=now)
    told = {"label": way["label"], "who": str(request.user), "at": now.isoformat(), "taken": taken}
    _write(job, [*job.result.get(GIVEN, []), told])
    messages.info(request, f"Done: {way['label']}. Work it out anew, or start the planner; below it can be undone.")
    return redirect("explanation", meeting.slug)


@require_POST
@in_setup
@transaction.atomic
def rule_put_back(request, meeting):
    """What gave way is a rule again."""
    draft = draft_or_404(meeting)
    run = request.POST.get("run", "")
    jobs = Job.objects.about(EXPLAIN, str(draft.pk))
    job = _held(jobs.filter(pk=int(run)).first() if run.isdecimal() and len(run) < LONGEST else None)
    given = job.result.get(GIVEN, []) if job else []
    row = _chosen(request, given)
    if not row["taken"]:
        insist(Refusal("This was put back already."))
    giving_way.put_back(draft, row["taken"], by=request.user, at=timezone.now())
    _write(job, [each | {"taken": []} if each is row else each for each in given])
    messages.info(request, f"Undone: {row['label']}.")
    return redirect("explanation", meeting.slug)


def _held(job: Job | None) -> Job | None:
    """Two people let rules of one explanation give way, one after the other."""
    return job and Job.objects.select_for_update().get(pk=job.pk)


def _write(job: Job, given: list[dict]) -> None:
    Job.objects.filter(pk=job.pk).update(result=job.result | {GIVEN: given})
