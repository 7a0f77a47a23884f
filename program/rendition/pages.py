"""The public pages of a release, each the same for everybody: what differs by reader comes beside them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.urls import reverse

from program.disclosures import person_words
from program.finding import Wanted, find
from program.forms import FindForm
from program.masthead import Masthead
from program.rendition.asked import Asked
from program.rendition.words import role_word
from program.showing import Grid, Shown, grid_of, items_of, show
from program.snapshot import FrozenSession, Program

ROWS = 60
Context = dict[str, Any]


class NotInProgramError(Exception):
    """The program holds nothing of this code or slug."""


def html_of(kind: str, program: Program, masthead: Masthead, asked: Asked, today: date | None = None) -> str:
    """A page of one of KINDS. `today` decides which day is shown where none is asked. Raises NotInProgramError."""
    return _drawn(kind, program, masthead, asked, today, rows=ROWS)


def still_html_of(kind: str, program: Program, masthead: Masthead, asked: Asked) -> str:
    """The page as it stands in a folder without a server: whole, without what a reader could ask or keep there."""
    return _drawn(kind, program, masthead, asked, None, rows=0)


def _drawn(kind: str, program: Program, masthead: Masthead, asked: Asked, today: date | None, *, rows: int) -> str:
    template, make = KINDS[kind]
    said = make(program, asked, today)
    found = said.pop("found", None)
    if found is not None:
        said["page"] = _page(found, program, asked, 0 if said.get("grid") else rows)
    context = {"program": program, "meeting": program.meeting, "society": masthead, "still": not rows}
    return render_to_string(template, context | said, request=asked.request)


def shows_today(kind: str, asked: Asked) -> bool:
    """Whether the page is another one tomorrow."""
    return kind == "program" and not asked.day and not _wanted(asked).is_narrow


def _program(program: Program, asked: Asked, today: date | None) -> Context:
    wanted = _wanted(asked)
    if wanted.day is None and not wanted.is_narrow and asked.day != "all" and program.days:
        wanted = Wanted(day=today if today in program.days else program.days[0])
    form = FindForm(program, asked.query)
    form.is_valid()
    found = find(program, wanted)
    grid = _grid(found, program) if asked.view == "grid" and wanted.day else None
    return {
        "form": form,
        "wanted": wanted,
        "person": program.person_by_code.get(wanted.person),
        "disclosed": _disclosed(program, wanted.person),
        "days": _days(program, wanted),
        "found": found,
        "grid": grid,
        "total": len(program.living),
        "feed": _feed_of(program, asked) if found and wanted.is_narrow else "",
    }


def _feed_of(program: Program, asked: Asked) -> str:
    """Where the same sessions can be subscribed to."""
    day = asked.date.isoformat() if asked.date else ""
    said = {"q": asked.q, "day": day, "topic": asked.topic, "room": asked.room, "person": asked.person}
    return reverse("choice_ics", args=[program.meeting.slug]) + "?" + urlencode({k: v for k, v in said.items() if v})


def _wanted(asked: Asked) -> Wanted:
    return Wanted(day=asked.date, topic=asked.topic, room=asked.room, person=asked.person, words=asked.q)


def _page(found: list[FrozenSession], program: Program, asked: Asked, rows: int) -> Page:
    """Only what is on the page is made ready to be shown; everything where no `rows` are said."""
    page = Paginator(found, rows or len(found) or 1).get_page(asked.page)
    page.object_list = [show(session, program, set()) for session in page.object_list]
    return page


def _grid(found: list[FrozenSession], program: Program) -> Grid | None:
    return grid_of([show(each, program, set()) for each in found if not each.cancelled], program)


def _days(program: Program, wanted: Wanted) -> list[tuple[str, str, bool]]:
    days = [(f"{day:%a} {day.day} {day:%b}", f"?day={day.isoformat()}", day == wanted.day) for day in program.days]
    return [*days, ("All days", "?day=all", wanted.day is None and not wanted.is_narrow)]


def _session(program: Program, asked: Asked, today: date | None) -> Context:
    shown: Shown = show(_known(program.session_by_code, asked.key), program, set())
    return {"shown": shown, "items": items_of(shown, program), "feed": f"sessions/{asked.key}.ics"}


def _person(program: Program, asked: Asked, today: date | None) -> Context:
    person = _known(program.person_by_code, asked.key)
    found = program.by_person.get(person.code, [])
    words = dict.fromkeys(role_word(role) for each in found for role in each.people if role.person == person.code)
    return {
        "title": person.name,
        "kicker": ", ".join(words) or "Person",
        "lead": person.affiliation,
        "disclosed": _disclosed(program, person.code),
        "found": found,
        "feed": f"people/{person.code}.ics",
    }


def _disclosed(program: Program, person: str) -> str:
    found = program.disclosure_by_person.get(person)
    return person_words(found) if found else ""


def _room(program: Program, asked: Asked, today: date | None) -> Context:
    room = _known(program.room_by_slug, asked.key)
    seats = f"{room.capacity} seats" if room.capacity else ""
    return {
        "title": room.name,
        "kicker": "Room",
        "lead": ", ".join(filter(None, (room.location, program.meeting.venue, seats))),
        "found": program.by_room.get(room.slug, []),
        "feed": f"rooms/{room.slug}.ics",
    }


def _topic(program: Program, asked: Asked, today: date | None) -> Context:
    topic = _known(program.topic_by_slug, asked.key)
    return {
        "title": topic.name,
        "kicker": "Topic",
        "lead": "",
        "found": program.by_topic.get(topic.slug, []),
        "feed": f"topics/{topic.slug}.ics",
    }


def _known[Thing](things: dict[str, Thing], key: str) -> Thing:
    if key not in things:
        raise NotInProgramError(key)
    return things[key]


def _subscribe(program: Program, asked: Asked, today: date | None) -> Context:
    def feed(kind: str, slug: str, name: str) -> dict[str, str]:
        address = reverse("release_file", args=[program.meeting.slug, f"{kind}/{slug}.ics"])
        return {"name": name, "path": address}

    return {
        "topics": [feed("topics", topic.slug, topic.name) for topic in program.topics],
        "formats": [feed("formats", slug, name) for slug, name in program.formats.items()],
        "rooms": [feed("rooms", room.slug, room.name) for room in program.rooms],
    }


KINDS: dict[str, tuple[str, Callable[[Program, Asked, date | None], Context]]] = {
    "program": ("program/program_page.html", _program),
    "session": ("program/session_page.html", _session),
    "person": ("program/sessions_page.html", _person),
    "room": ("program/sessions_page.html", _room),
    "topic": ("program/sessions_page.html", _topic),
    "subscribe": ("program/subscribe_page.html", _subscribe),
}
"""Template and what it says, by the name of the address."""
