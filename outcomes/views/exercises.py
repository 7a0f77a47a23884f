"""Exercises of a meeting: the list, a new one, one of them with what comes next."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from outcomes import rules
from outcomes.actions import exercises
from outcomes.forms.exercise import FoundForm
from outcomes.models import Exercise, Item
from outcomes.offers import offers_of
from outcomes.progress import progress_of
from outcomes.views.methods import explained
from outcomes.views.reach import ASKED, exercise_of, listed, staffed, with_tabs


@login_required
@require_safe
def exercise_list(request, meeting):
    found, rows = listed(request.user, meeting)
    may = rules.found(request.user) is None
    return render(request, "outcomes/exercise_list.html", {"meeting": found, "rows": rows, "may_found": may})


@login_required
@ASKED
def exercise_new(request, meeting):
    found = staffed(request.user, meeting)
    form = FoundForm(request.POST or None, meeting=found, person=request.user)
    if request.method == "POST" and form.is_valid():
        made = exercises.set_up(found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "The exercise is set up. Now choose its groups and criteria.")
        return redirect("exercise_method", found.slug, made.code)
    page = {"meeting": found, "form": form, "title": "Set priorities", "label": "Set it up"}
    page["back"] = reverse("exercise_list", args=[found.slug])
    return render(request, "outcomes/form.html", page, status=422 if form.errors else 200)


@login_required
@require_safe
def exercise(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    return render(request, "outcomes/exercise.html", with_tabs(found, "exercise") | standing_of(found, request.user))


@login_required
@require_safe
def exercise_progress(request, meeting, code):
    """What the page of an open round asks for every few seconds: sums, and no name."""
    found = exercise_of(request.user, meeting, code)
    context = {"exercise": found, "meeting": found.meeting} | running_of(found)
    return render(request, "outcomes/_progress.html", context)


@login_required
@require_safe
def exercise_explained(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    return render(request, "outcomes/method.html", explained(found))


def standing_of(found: Exercise, person: Any) -> dict[str, Any]:
    rounds = list(found.rounds.prefetch_related("changes__by"))
    last = max((each.number for each in rounds if each.state == "closed"), default=0)
    return running_of(found) | {
        "rounds": rounds,
        "last": last,
        "items": Item.objects.living().filter(exercise=found).count(),
        "people": found.participants.taking_part().count(),
        "facilitators": found.facilitators.select_related("person"),
        "offers": offers_of(found, person, timezone.now()),
        "agendas": found.agendas.defer("body"),
        "leads": rules.lead(person, found) is None,
    }


def running_of(found: Exercise) -> dict[str, Any]:
    running = found.rounds.running().first()
    if running is not None:
        running.exercise = found
    return {"running": running, "progress": progress_of(running) if running else None}
