"""Moving one session: by dropping it on the grid, by keyboard, or by a plain form."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refusal, Refused, insist
from scheduling import rules
from scheduling.actions import placing
from scheduling.actions.journal import locked, overtaken
from scheduling.actions.sessions import write_note
from scheduling.editor.desk import at_desk
from scheduling.editor.history import moves_of
from scheduling.editor.showing import day_of, names_of
from scheduling.editor.weighing import offers_of
from scheduling.forms.sessions import MoveForm, NoteForm, starts_of
from scheduling.models import Placement, Session, Version
from scheduling.views.answering import asked_day, changes
from scheduling.views.fetching import draft_or_404, in_schedule
from workshops.models import Meeting


@require_http_methods(["GET", "HEAD", "POST"])
@in_schedule
def session_move(request, meeting, code):
    """The page for one session: its place, its locks, and taking it out."""
    draft = draft_or_404(meeting)
    session = get_object_or_404(meeting.sessions.living().for_program(), code=code)
    placement = draft.placements.filter(session=session).select_related("room").first()
    starts = {start for start, _ in starts_of(meeting, session.minutes)}
    form = MoveForm(meeting, session.minutes, request.POST or None, initial=_initial(placement, starts))
    if request.method == "POST" and form.is_valid():
        try:
            _move(draft, session, form.cleaned_data, request.user, _number(request.POST.get("since", "")))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect(_grid(meeting, form.cleaned_data["starts_at"]))
    context = {
        "meeting": meeting,
        "session": session,
        "placement": placement,
        "form": form,
        "hidden": [("since", draft.edit)],
        "note": NoteForm(instance=session),
        "moves": moves_of(draft, session),
        "names": names_of(session),
        "may_place": not rules.place(request.user, draft),
    }
    return render(request, "scheduling/move_page.html", context)


def _initial(placement: Placement | None, form_starts: set[str]) -> dict:
    if placement is None:
        return {}
    start = placement.starts_at.isoformat()
    return {
        "room": placement.room_id,
        "starts_at": start,
        "exact": None if start in form_starts else placement.starts_at,
        "room_locked": placement.room_locked,
        "time_locked": placement.time_locked,
    }


@transaction.atomic
def _move(draft: Version, session: Session, wish: dict, by, seen: int | None) -> None:
    """Unlock, move, lock: what the form says is how it will be."""
    now = timezone.now()
    starts_at = wish["starts_at"]
    insist(overtaken(locked(draft), session, seen))
    placement = draft.placements.filter(session=session).first()
    locks = (wish["room_locked"], wish["time_locked"])
    if placement and (placement.room_locked, placement.time_locked) != locks:
        placing.lock(placement, room=False, time=False, by=by, at=now)
    if placement is None or (placement.room_id, placement.starts_at) != (wish["room"].pk, starts_at):
        placement = placing.place(draft, session, room=wish["room"], starts_at=starts_at, by=by, at=now)
    placement.refresh_from_db()
    if (placement.room_locked, placement.time_locked) != locks:
        placing.lock(placement, room=locks[0], time=locks[1], by=by, at=now)


def _grid(meeting: Meeting, starts_at: datetime) -> str:
    day = starts_at.astimezone(meeting.tz).date()
    return f"{reverse('schedule', args=[meeting.slug])}?day={day.isoformat()}"


@require_safe
@in_schedule
def session_offers(request, meeting, code):
    """Of every slot of the day whether this session may go there and what that costs; `words` and `sentences` are
    named by their numbers, since most slots say the same."""
    draft = draft_or_404(meeting)
    with at_desk(draft) as desk:
        facts, day = desk.by_code.get(code), day_of(desk, asked_day(request))
        if facts is None or day is None:
            raise Http404
        offers = offers_of(desk, facts.key, day)
    words: dict[str, int] = {}
    sentences: dict[str, int] = {}
    rows = [
        [
            offer.state,
            offer.cost,
            words.setdefault(offer.word, len(words)),
            [sentences.setdefault(each, len(sentences)) for each in offer.reasons],
        ]
        for offer in offers
    ]
    free = sum(offer.state == "free" for offer in offers)
    summary = f"It fits in {free} of {len(offers)} places of this day."
    found = {"frame": day.name, "offers": rows, "words": list(words), "sentences": list(sentences)}
    return JsonResponse(found | {"summary": summary})


@require_POST
@in_schedule
def session_drop(request, meeting, code):
    """A card was dropped on a slot; the answer is what changed, with a sentence of what happened."""
    draft = draft_or_404(meeting)
    session = get_object_or_404(meeting.sessions.living(), code=code)
    try:
        said = _drop(draft, session, request)
    except Refused as refused:
        said = f"Not moved. {refused.refusal}"
    return changes(request, meeting, draft, said)


def _drop(draft: Version, session: Session, request) -> str:
    room = draft.meeting.rooms.filter(pk=_number(request.POST.get("room", "")) or 0).first()
    insist(None if room else Refusal("That is not a room of this meeting.", "Choose one of the rooms shown."))
    starts_at = _moment(request.POST.get("starts_at", ""))
    seen = _number(request.POST.get("since", ""))
    placing.place(draft, session, room=room, starts_at=starts_at, by=request.user, at=timezone.now(), seen=seen)
    local = starts_at.astimezone(draft.meeting.tz)
    return f"{session.title}: {room.name}, {local:%H:%M}."


@require_POST
@in_schedule
def session_note(request, meeting, code):
    """What schedulers should know of this session."""
    draft = draft_or_404(meeting)
    session = get_object_or_404(meeting.sessions, code=code)
    form = NoteForm(request.POST, instance=session)
    if form.is_valid():
        write_note(draft, session, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
        messages.info(request, "The note is kept.")
    else:
        messages.error(request, " ".join(form.errors["note"]))
    return redirect("session_move", meeting.slug, session.code)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


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
    """From the plain form, or from the editor's page, which says what it has and gets what changed."""
    draft = draft_or_404(meeting)
    session = get_object_or_404(meeting.sessions, code=code)
    seen = _number(request.POST.get("since", ""))
    said = f"{session.title} waits for a place again."
    try:
        placing.unplace(draft, session, by=request.user, at=timezone.now(), seen=seen)
    except Refused as refused:
        if seen is None:
            raise
        said = f"Not moved. {refused.refusal}"
    if seen is not None:
        return changes(request, meeting, draft, said)
    messages.info(request, said)
    return redirect("schedule", meeting.slug)
