"""What each public page says, for its template: nothing of who reads it."""

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse

from program.disclosures import person_words
from program.finding import Wanted, find, matching
from program.forms import FindForm
from program.rendition.asked import Asked
from program.rendition.telling import as_data, meeting_event, session_event, session_words, snippet
from program.rendition.words import role_word
from program.showing import Grid, grid_of, items_of, show
from program.snapshot import FrozenSession, Program
from workshops.zones import spoken

SOON = timedelta(hours=3)
Context = dict[str, Any]
"""`found` are sessions to be shown, page by page."""


class NotInProgramError(Exception):
    """The program holds nothing of this code or slug."""


def program_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
    wanted = wanted_of(asked)
    today = moment.date() if moment else None
    if wanted.day is None and not wanted.is_narrow and asked.day != "all" and program.days:
        wanted = Wanted(day=today if today in program.days else program.days[0])
    form = FindForm(program, asked.query)
    form.is_valid()
    found = find(program, wanted)
    grid = _grid(found, program) if asked.view == "grid" and wanted.day and not asked.is_elsewhere else None
    return {
        "form": form,
        "wanted": wanted,
        "person": program.person_by_code.get(wanted.person),
        "disclosed": _disclosed(program, wanted.person),
        "days": _days(program, wanted, asked.tail.replace("?", "&")),
        "is_on": today in program.days,
        "found": found,
        "people": matching(program.people_folded, wanted.words),
        "topics": matching(program.topics_folded, wanted.words),
        "grid": grid,
        "total": len(program.living),
        "data": as_data(meeting_event(program)),
        "feed": _feed_of(program, asked) if found and wanted.is_narrow else "",
    }


def _feed_of(program: Program, asked: Asked) -> str:
    """Where the same sessions can be subscribed to."""
    day = asked.date.isoformat() if asked.date else ""
    said = {"q": asked.q, "day": day, "topic": asked.topic, "room": asked.room, "person": asked.person}
    return reverse("choice_ics", args=[program.meeting.slug]) + "?" + urlencode({k: v for k, v in said.items() if v})


def embed_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
    """The program for a frame in somebody else's page, narrowed as that page wants it."""
    said = program_contents(program, asked, moment)
    more = urlencode({name: word for name, word in asked.others if name != "day"} | asked.carried)
    *days, (words, address, _) = _days(program, said["wanted"], f"&{more}" if more else "")
    return {"found": said["found"], "days": [*days, (words, address, said["wanted"].day is None)]}


def wanted_of(asked: Asked) -> Wanted:
    return Wanted(day=asked.date, topic=asked.topic, room=asked.room, person=asked.person, words=asked.q)


def _grid(found: list[FrozenSession], program: Program) -> Grid | None:
    return grid_of([show(each, program, set()) for each in found if not each.cancelled], program)


def _days(program: Program, wanted: Wanted, more: str) -> list[tuple[str, str, bool]]:
    days = [(f"{day:%a} {day.day} {day:%b}", f"?day={day}{more}", day == wanted.day) for day in program.days]
    return [*days, ("All days", f"?day=all{more}", wanted.day is None and not wanted.is_narrow)]


def now_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
    """What runs at the moment, and what begins next."""
    at = moment or program.frozen_at
    begun, soon = bisect_right(program.starts, at), bisect_right(program.starts, at + SOON)
    recent = program.living[bisect_left(program.starts, at - program.longest) : begun]
    running = [each for each in recent if each.ends_at > at]
    coming = program.living[begun:soon]
    first = coming[0].starts_at if coming else None
    later = program.living[begun] if begun < len(program.living) else None
    zone = asked.tz(program.meeting)
    here = at.astimezone(zone)
    return {
        "told_at": f"{here:%H:%M} on {here:%A}, {here.day} {here:%B %Y}",
        "running": [show(each, program, set(), zone) for each in running],
        "next": [show(each, program, set(), zone) for each in coming if each.starts_at == first],
        "later": show(later, program, set(), zone) if later else None,
    }


def changes_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
    """What every release changed; the lines come from the file that keeps them."""
    return {"title": "What changed", "meeting_zone": spoken(program.meeting.zone)}


def offline_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
    """What a reader without a net is shown instead of a page that she does not have."""
    return {}


def session_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
    session = _known(program.session_by_code, asked.key)
    shown = show(session, program, set(), asked.tz(program.meeting))
    return {
        "shown": shown,
        "items": items_of(shown, program),
        "feed": f"sessions/{asked.key}.ics",
        "told": session_words(session),
        "data": as_data(session_event(session, program)),
    }


def person_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
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


def people_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
    """Everybody in the program, a letter of the index at a time; all of them where no page can be asked for."""
    letters = program.by_letter
    letter = asked.letter if asked.letter in letters else next(iter(letters), "")
    return {
        "letters": [(each, f"?letter={quote(each)}", each == letter) for each in letters],
        "letter": letter,
        "people": letters.get(letter, []),
        "everybody": letters,
    }


def _disclosed(program: Program, person: str) -> str:
    found = program.disclosure_by_person.get(person)
    return person_words(found) if found else ""


def room_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
    room = _known(program.room_by_slug, asked.key)
    seats = f"{room.capacity} seats" if room.capacity else ""
    return {
        "title": room.name,
        "kicker": "Room",
        "lead": ", ".join(filter(None, (room.location, program.meeting.venue, seats))),
        "found": program.by_room.get(room.slug, []),
        "feed": f"rooms/{room.slug}.ics",
    }


def topic_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
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


def subscribe_contents(program: Program, asked: Asked, moment: datetime | None) -> Context:
    def feed(kind: str, slug: str, name: str) -> dict[str, str]:
        address = reverse("release_file", args=[program.meeting.slug, f"{kind}/{slug}.ics"])
        return {"name": name, "path": address}

    return {
        "snippet": snippet(program),
        "topics": [feed("topics", topic.slug, topic.name) for topic in program.topics],
        "formats": [feed("formats", slug, name) for slug, name in program.formats.items()],
        "rooms": [feed("rooms", room.slug, room.name) for room in program.rooms],
    }
