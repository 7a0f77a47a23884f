"""What the editor's page shows, whole or only where it changed since somebody's page was drawn."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from scheduling import rules
from scheduling.editor.desk import Desk, at_desk
from scheduling.editor.history import history_of
from scheduling.editor.showing import Day, Reader, acknowledged_in, cards_of, day_of, drawn
from scheduling.models import Version
from workshops.models import Meeting

WAITING = 24
"""Sessions without a place on one page of the list."""


def editor_context(request, meeting: Meeting, draft: Version, said: str = "") -> dict[str, Any]:
    """What the whole editor needs; `said` is announced to the reader."""
    with at_desk(draft) as desk:
        day = day_of(desk, asked_day(request))
        context = _around(request, meeting, draft, desk, day, said)
        if day:
            cards, lines = drawn(desk, day.keys, context["reader"])
            context |= {"cards": cards, "lines": lines, "days": _tabs(desk, day)}
    return context


def changes(request, meeting: Meeting, draft: Version, said: str = "") -> HttpResponse:
    """The parts of the editor that look different since the page was drawn; all of it where that cannot be told."""
    since = _number(_asked(request, "since"))
    with at_desk(draft) as desk:
        day = day_of(desk, asked_day(request))
        if day is None or not _is_followed(request, draft, desk, day, since):
            return render(request, "scheduling/_editor.html", editor_context(request, meeting, draft, said))
        keys = [key for key, edit in desk.changed.items() if edit > since]
        here = [key for key in keys if key in desk.by_day[day.day]]
        context = _around(request, meeting, draft, desk, day, said)
        context["cards"] = cards_of(desk, here, context["reader"])
        context["gone"] = [desk.sessions[key].code for key in keys if key not in desk.by_day[day.day]]
    return render(request, "scheduling/_changes.html", context)


def _is_followed(request, draft: Version, desk: Desk, day: Day, since: int) -> bool:
    is_same = _asked(request, "version") == str(draft.pk) and _asked(request, "frame") == day.name
    return is_same and desk.since <= since <= desk.edit


def _around(request, meeting: Meeting, draft: Version, desk: Desk, day: Day | None, said: str) -> dict[str, Any]:
    """Everything but the cards."""
    words = _asked(request, "q").strip()[:100]
    waiting = [facts for facts in desk.waiting if words.casefold() in facts.words] if words else desk.waiting
    may_place = not rules.place(request.user, draft)
    acknowledged = acknowledged_in(desk, draft.acknowledgements.select_related("by"))
    return {
        "meeting": meeting,
        "reader": Reader(meeting, may_place, acknowledged),
        "acknowledged": len({row.pk for rows in acknowledged.values() for row in rows}),
        "version": draft,
        "desk": desk,
        "day": day,
        "general": desk.general,
        "words": words,
        "waiting": Paginator(waiting, WAITING).get_page(_asked(request, "page")),
        "history": history_of(draft, desk, request.user),
        "may_place": may_place,
        "may_lock": not rules.lock(request.user, draft),
        "may_approve": not rules.approve(request.user, draft),
        "may_set_up": not rules.set_up_places(request.user),
        "said": said,
    }


def _tabs(desk: Desk, here: Day) -> list[tuple[str, str, bool]]:
    return [(f"{day:%a} {day.day} {day:%b}", f"?day={day.isoformat()}", day == here.day) for day in desk.days]


def _asked(request, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def asked_day(request) -> date | None:
    try:
        return date.fromisoformat(_asked(request, "day"))
    except ValueError:
        return None
