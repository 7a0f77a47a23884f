"""The grid editor: a day's rooms and times, what waits for a place, what is wrong."""

from datetime import date

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from scheduling import rules
from scheduling.actions import placing
from scheduling.showing import editor_of
from scheduling.views.fetching import draft_or_404, in_schedule
from workshops.models import Meeting


@require_safe
@in_schedule
def schedule(request, meeting):
    return render(request, "scheduling/editor_page.html", editor_context(request, meeting))


def editor_context(request, meeting: Meeting, said: str = "") -> dict:
    """What the editor's page and its refreshed part need; `said` is announced to the reader."""
    draft = meeting.versions.filter(frozen_at__isnull=True).first()
    if draft is None:
        return {"meeting": meeting, "editor": None, "may_set_up": not rules.set_up_places(request.user)}
    draft.meeting = meeting
    editor = editor_of(draft, _day(request.GET.get("day") or request.POST.get("day") or ""))
    return {
        "meeting": meeting,
        "editor": editor,
        "days": [
            (f"{day:%a} {day.day} {day:%b}", f"?day={day.isoformat()}", day == editor.day) for day in editor.days
        ],
        "may_place": not rules.place(request.user, draft),
        "may_lock": not rules.lock(request.user, draft),
        "may_approve": not rules.approve(request.user, draft),
        "may_set_up": not rules.set_up_places(request.user),
        "said": said,
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_POST
@in_schedule
def schedule_approve(request, meeting):
    placing.approve(draft_or_404(meeting), by=request.user, at=timezone.now())
    return redirect("schedule", meeting.slug)
