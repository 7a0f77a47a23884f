"""The public program: a list by time, a grid by room, and one page for each session."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from program.disclosures import person_words
from program.finding import Wanted, find
from program.forms import FindForm
from program.showing import Shown, grid_of, items_of, show
from program.stars import starred_codes
from program.views.fetching import current_program

ROWS = 60


@require_safe
def program(request, meeting):
    release, frozen = current_program(meeting)
    form = FindForm(frozen, request.GET)
    wanted = _wanted(form, frozen)
    starred = starred_codes(request, release.meeting)
    found = [show(session, frozen, starred) for session in find(frozen, wanted)]
    as_grid = request.GET.get("view") == "grid" and wanted.day is not None
    page = Paginator(found, len(found) or 1 if as_grid else ROWS).get_page(request.GET.get("page"))
    context = {
        "release": release,
        "program": frozen,
        "meeting": release.meeting,
        "form": form,
        "wanted": wanted,
        "person": frozen.person_by_code.get(wanted.person),
        "disclosed": _disclosed(frozen, wanted.person),
        "days": _days(frozen, wanted),
        "page": page,
        "grid": grid_of([each for each in found if not each.session.cancelled], frozen) if as_grid else None,
        "total": len(frozen.living),
    }
    return render(request, "program/program_page.html", context)


def _disclosed(frozen, person: str) -> str:
    found = frozen.disclosure_by_person.get(person)
    return person_words(found) if found else ""


def _wanted(form: FindForm, frozen) -> Wanted:
    """What the address asks for. Without any filter one day is shown: today during the meeting, else the first."""
    form.is_valid()
    data = form.cleaned_data
    wanted = Wanted(
        topic=data.get("topic") or "",
        room=data.get("room") or "",
        person=data.get("person") or "",
        words=data.get("q") or "",
        day=_day(data.get("day") or ""),
    )
    if wanted.day is None and not wanted.is_narrow and data.get("day") != "all" and frozen.days:
        today = timezone.now().astimezone(frozen.meeting.tz).date()
        return Wanted(day=today if today in frozen.days else frozen.days[0])
    return wanted


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(frozen, wanted: Wanted) -> list[tuple[str, str, bool]]:
    days = [(f"{day:%a} {day.day} {day:%b}", f"?day={day.isoformat()}", day == wanted.day) for day in frozen.days]
    return [*days, ("All days", "?day=all", wanted.day is None and not wanted.is_narrow)]


@require_safe
def session(request, meeting, code):
    release, frozen = current_program(meeting)
    if code not in frozen.session_by_code:
        raise Http404
    shown: Shown = show(frozen.session_by_code[code], frozen, starred_codes(request, release.meeting))
    context = {
        "release": release,
        "program": frozen,
        "meeting": release.meeting,
        "shown": shown,
        "items": items_of(shown, frozen),
        "feed": f"sessions/{code}.ics",
    }
    return render(request, "program/session_page.html", context)


@require_safe
def subscribe(request, meeting):
    release, frozen = current_program(meeting)
    return render(
        request,
        "program/subscribe_page.html",
        {
            "release": release,
            "program": frozen,
            "meeting": release.meeting,
            "topics": [_feed(meeting, "topics", topic) for topic in frozen.topics],
            "rooms": [_feed(meeting, "rooms", room) for room in frozen.rooms],
        },
    )


def _feed(meeting: str, kind: str, thing) -> dict[str, str]:
    return {"name": thing.name, "path": reverse("release_file", args=[meeting, f"{kind}/{thing.slug}.ics"])}
