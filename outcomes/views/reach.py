"""Fetching is checking: the exercise a view works on, or the same 404 as for what does not exist."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from outcomes.models import Exercise, Item, Participant, Round
from workshops.models import Meeting

ASKED = require_http_methods(["GET", "HEAD", "POST"])


def exercise_of(person: Any, meeting: str, code: str) -> Exercise:
    rows = Exercise.objects.for_page().visible_to(person)
    return get_object_or_404(rows, code=code, meeting__slug=meeting)


def staffed(person: Any, slug: str) -> Meeting:
    """A meeting, for program staff only."""
    rows = Meeting.objects.all() if person.is_staff else Meeting.objects.none()
    return get_object_or_404(rows, slug=slug)


def round_of(exercise: Exercise, number: int) -> Round:
    found = get_object_or_404(exercise.rounds.standing(), number=number)
    found.exercise = exercise
    return found


def item_of(exercise: Exercise, number: int) -> Item:
    found = get_object_or_404(exercise.items.select_related("theme"), number=number)
    found.exercise = exercise
    return found


def participant_of(exercise: Exercise, participant: int) -> Participant:
    found = get_object_or_404(exercise.participants.select_related("group"), pk=participant)
    found.exercise = exercise
    return found


def listed(person: Any, slug: str) -> tuple[Meeting, list[Exercise]]:
    """The exercises of a meeting that this person may open; who has none there does not find the page."""
    rows = list(Exercise.objects.for_page().visible_to(person).filter(meeting__slug=slug))
    if rows:
        return rows[0].meeting, rows
    if not person.is_staff:
        raise Http404
    return staffed(person, slug), rows


def address(name: str, exercise: Exercise, *more: Any) -> str:
    return reverse(name, args=[exercise.meeting.slug, exercise.code, *more])


def tabs_of(exercise: Exercise, here: str) -> list[tuple[str, str, bool]]:
    pages = [
        ("Overview", "exercise"),
        ("Set-up", "exercise_edit"),
        ("Method", "exercise_method"),
        ("People", "exercise_people"),
        ("Items", "exercise_items"),
    ]
    return [(label, address(name, exercise), name == here) for label, name in pages]


def with_tabs(exercise: Exercise, here: str, **context: Any) -> dict[str, Any]:
    return {"exercise": exercise, "meeting": exercise.meeting, "tabs": tabs_of(exercise, here)} | context


def with_form(
    request: Any, exercise: Exercise, here: str, form: Any, title: str, label: str, **more: Any
) -> HttpResponse:
    page = with_tabs(exercise, here, form=form, title=title, label=label) | more
    return render(request, "outcomes/form.html", page, status=422 if form.errors else 200)


def ask(
    request: Any, *, title: str, text: str, label: str, back: str, form: Any = None, danger: bool = False
) -> HttpResponse:
    """Once more, before something is done."""
    page = {"title": title, "text": text, "label": label, "action": request.path, "cancel_url": back, "form": form}
    page |= {"cancel_label": "Leave it as it is", "begins": not danger}
    return render(request, "confirm.html", page, status=422 if form is not None and form.errors else 200)
