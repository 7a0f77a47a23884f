"""What a page tells search engines and whoever shows a link to it: one address, a few words, the event as data."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from program.masthead import Masthead
from program.rendition.asked import Asked
from program.snapshot import FrozenSession, Program
from rendering.cards import card_png
from workshops.zones import spoken

WORDS = 200
SCHEMA = "https://schema.org"
SAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
"""As Django's json_script has it: nothing in the data can end the element."""


def site() -> str:
    return settings.SITE_ADDRESS.rstrip("/")


def canonical(asked: Asked, program: Program) -> str:
    """The page's one address: a day or a letter that there is has a page of its own, a search or another zone not."""
    letter = f"?letter={quote(asked.letter)}" if asked.letter in program.by_letter else ""
    return site() + asked.path + (f"?day={asked.date}" if asked.date in program.days else letter)


def card_address(program: Program, session: str) -> str:
    base = f"{site()}/{program.meeting.slug}"
    return f"{base}/sessions/{session}/card.png" if session else f"{base}/program/card.png"


def session_words(session: FrozenSession) -> str:
    words = " ".join((session.subtitle or session.abstract or session.description).split())
    return words if len(words) <= WORDS else words[: WORDS - 1].rpartition(" ")[0] + "…"


def meeting_event(program: Program) -> dict[str, Any]:
    meeting = program.meeting
    return {
        "@type": "Event",
        "name": meeting.name,
        "startDate": meeting.starts_on.isoformat(),
        "endDate": meeting.ends_on.isoformat(),
        "url": f"{site()}/{meeting.slug}/program/",
        "location": {
            "@type": "Place",
            "name": meeting.venue or meeting.city or meeting.name,
            "address": meeting.city,
        },
    }


def session_event(session: FrozenSession, program: Program) -> dict[str, Any]:
    meeting = program.meeting
    told = {
        "@type": "Event",
        "name": session.title,
        "description": session_words(session),
        "startDate": session.starts_at.astimezone(meeting.tz).isoformat(),
        "endDate": session.ends_at.astimezone(meeting.tz).isoformat(),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if session.cancelled else 'EventScheduled'}",
        "url": f"{site()}/{meeting.slug}/sessions/{session.code}/",
        **_where(session, program),
        "performer": [{"@type": "Person", "name": person.name} for person in program.people_of(session)],
        "superEvent": meeting_event(program),
    }
    return {name: said for name, said in told.items() if said}


def _where(session: FrozenSession, program: Program) -> dict[str, Any]:
    """In the room, online, or both. Where only registrants are told the address, the session's page leads them on."""
    meeting, room = program.meeting, program.room_by_slug[session.room]
    name = ", ".join(filter(None, (room.name, room.location, meeting.venue)))
    place = {"@type": "Place", "name": name, "address": meeting.city}
    page = f"{site()}/{meeting.slug}/sessions/{session.code}/"
    online = {"@type": "VirtualLocation", "url": room.online_address or page}
    if not room.is_online:
        mode, location = "Offline", place
    elif room.is_nowhere:
        mode, location = "Online", online
    else:
        mode, location = "Mixed", [place, online]
    return {"eventAttendanceMode": f"{SCHEMA}/{mode}EventAttendanceMode", "location": location}


def snippet(program: Program) -> str:
    """What another site pastes to show the program in a frame."""
    address, title = f"{site()}/{program.meeting.slug}/embed/", escape(program.meeting.name, {'"': "&quot;"})
    return f'<iframe src="{address}" title="Program of {title}" width="100%" height="700" loading="lazy"></iframe>'


def card_of(program: Program, masthead: Masthead, key: str = "") -> bytes:
    """The picture that stands beside a shared link to a session, or to the program."""
    meeting = program.meeting
    if not key:
        where = ", ".join(filter(None, (meeting.dates, meeting.place)))
        return card_png(kicker=masthead.name, title=meeting.name, lines=["Program", where], accent=masthead.accent)
    session = program.session_by_code[key]
    starts, ends = (moment.astimezone(meeting.tz) for moment in (session.starts_at, session.ends_at))
    when = f"{starts:%A}, {starts.day} {starts:%B %Y}, {starts:%H:%M}–{ends:%H:%M} ({spoken(meeting.zone)})"
    room = program.room_by_slug[session.room].name
    lines = [
        "Cancelled" if session.cancelled else when,
        room,
        ", ".join(each.name for each in program.people_of(session)),
    ]
    return card_png(kicker=meeting.name, title=session.title, lines=list(filter(None, lines)), accent=masthead.accent)


def as_data(event: dict[str, Any]) -> SafeString:
    """For a script element of type application/ld+json, which runs nothing."""
    text = json.dumps({"@context": SCHEMA} | event, ensure_ascii=False, separators=(",", ":")).translate(SAFE)
    return mark_safe(text)  # noqa: S308  its <, > and & are escaped


def sitemap(program: Program, released: datetime) -> bytes:
    """Every page of a program that is the same tomorrow (sitemaps.org, 0.9)."""
    rows = "".join(
        f"<url><loc>{escape(address)}</loc><lastmod>{released:%Y-%m-%dT%H:%M:%S+00:00}</lastmod></url>"
        for address in _addresses(program)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{head}{rows}</urlset>\n".encode()


def _addresses(program: Program) -> Iterator[str]:
    base = f"{site()}/{program.meeting.slug}"
    yield f"{base}/program/"
    yield from (f"{base}/program/?day={day}" for day in program.days)
    yield f"{base}/program/changes/"
    yield f"{base}/subscribe/"
    yield from (f"{base}/people/?letter={quote(letter)}" for letter in program.by_letter)
    yield from (f"{base}/sessions/{each.code}/" for each in program.sessions)
    yield from (f"{base}/people/{each.code}/" for each in program.people)
    yield from (f"{base}/rooms/{each.slug}/" for each in program.rooms)
    yield from (f"{base}/topics/{each.slug}/" for each in program.topics)


def sitemap_index(slugs: list[str]) -> bytes:
    rows = "".join(f"<sitemap><loc>{escape(f'{site()}/{slug}/sitemap.xml')}</loc></sitemap>" for slug in slugs)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return f"{head}{rows}</sitemapindex>\n".encode()
