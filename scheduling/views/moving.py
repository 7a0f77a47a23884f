"""Moving one session: by dropping it on the grid, by keyboard, or by a plain form."""

from datetime import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.refusal import Refusal, Refused, insist
from scheduling import rules
from scheduling.actions import placing
from scheduling.forms import MoveForm
from scheduling.models import Placement, Session, Version
from scheduling.showing import names_of
from scheduling.views.editor import editor_context
from scheduling.views.fetching import draft_or_404, in_schedule
from workshops.models import Meeting


@require_http_methods(["GET", "HEAD", "POST"])
@in_schedule
def session_move(request, meeting, code):
    """The page for one session: its place, its locks, and taking it out."""
    draft = draft_or_404(meeting)
    session = get_object_or_404(meeting.sessions.living().for_program(), code=code)
    placement = draft.placements.filter(session=session).select_related("room").first()
    form = MoveForm(meeting, session.minutes, request.POST or None, initial=_initial(placement))
    if request.method == "POST" and form.is_valid():
        try:
            _move(draft, session, form.cleaned_data, request.user)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect(_grid(meeting, form.cleaned_data["starts_at"]))
    context = {
        "meeting": meeting,
        "session": session,
        "placement": placement,
        "form": form,
        "names": names_of(session),
        "may_place": not rules.place(request.user, draft),
    }
    return render(request, "scheduling/move_page.html", context)


def _initial(placement: Placement | None) -> dict:
    if placement is None:
        return {}
    return {
        "room": placement.room_id,
        "starts_at": placement.starts_at.isoformat(),
        "room_locked": placement.room_locked,
        "time_locked": placement.time_locked,
    }


def _move(draft: Version, session: Session, wish: dict, by) -> None:
    """Unlock, move, lock: what the form says is how it will be."""
    now = timezone.now()
    starts_at = datetime.fromisoformat(wish["starts_at"])
    placement = draft.placements.filter(session=session).first()
    locks = (wish["room_locked"], wish["time_locked"])
    if placement and (placement.room_locked, placement.time_locked) != locks:
        placing.lock(placement, room=False, time=False, by=by, at=now)
    if placement is None or (placement.room_id, placement.starts_at) != (wish["room"].pk, starts_at):
        placement = placing.place(draft, session, room=wish["room"], starts_at=starts_at, by=by, at=now)
    placement.refresh_from_db()
    if (placement.room_locked, placement.time_locked) != locks:
        placing.lock(placement, room=locks[0], time=locks[1], by=by, at=now)


def _grid(meeting: Meeting, starts_at: str) -> str:
    day = datetime.fromisoformat(starts_at).astimezone(meeting.tz).date()
    return f"{reverse('schedule', args=[meeting.slug])}?day={day.isoformat()}"


@require_POST
@in_schedule
def session_drop(request, meeting, code):
    """A card was dropped on a slot; the answer is the editor as it is now, with a sentence of what happened."""
    draft = draft_or_404(meeting)
    session = get_object_or_404(meeting.sessions.living(), code=code)
    try:
        said = _drop(draft, session, request)
    except Refused as refused:
        said = f"Not moved. {refused.refusal}"
    return render(request, "scheduling/_editor.html", editor_context(request, meeting, said))


def _drop(draft: Version, session: Session, request) -> str:
    insist(_stale(draft, request.POST.get("edit", "")))
    room = draft.meeting.rooms.filter(pk=_number(request.POST.get("room", ""))).first()
    insist(None if room else Refusal("That is not a room of this meeting.", "Choose one of the rooms shown."))
    starts_at = _moment(request.POST.get("starts_at", ""))
    placing.place(draft, session, room=room, starts_at=starts_at, by=request.user, at=timezone.now())
    local = starts_at.astimezone(draft.meeting.tz)
    return f"{session.title}: {room.name}, {local:%H:%M}."


def _stale(draft: Version, edit: str) -> Refusal | None:
    """Somebody else moved something since this page was drawn: look first, then move."""
    if edit and edit != str(draft.edit):
        return Refusal("Somebody else changed the schedule meanwhile; here it is as it stands now.", "Move it again.")
    return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refused(Refusal("That is not a time of the schedule.", "Choose one of the times offered."))
    return moment


@require_POST
@in_schedule
def session_unplace(request, meeting, code):
    draft = draft_or_404(meeting)
    session = get_object_or_404(meeting.sessions, code=code)
    placing.unplace(draft, session, by=request.user, at=timezone.now())
    messages.info(request, f"{session.title} waits for a place again.")
    return redirect("schedule", meeting.slug)
