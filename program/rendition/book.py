"""The printed program: cover, contents, a timetable per day, every session by time, an index of people."""

import logging

from django.template.loader import render_to_string
from django.utils import timezone

from program.rendition.setting import Setting
from program.rendition.timetable import timetables
from program.rendition.words import role_word
from program.snapshot import FrozenSession, Program
from rendering.pdf import PdfUnavailable, print_base_css, render_pdf
from rendering.qr import qr_svg
from rendering.text import markdown_to_html

log = logging.getLogger(__name__)
SECONDS = 1800
MEGABYTES = 4000


def book_pdf(program: Program, setting: Setting) -> bytes | None:
    """The book as PDF; None when this machine lacks what printing needs (the log says what)."""
    with timezone.override(program.meeting.tz):
        html = render_to_string("print/book.html", book(program, setting))
    css = [print_base_css(accent=setting.accent), render_to_string("print/book.css")]
    name = f"{program.meeting.slug} {program.number}"
    try:
        return render_pdf(html, css, identifier=name, seconds=SECONDS, megabytes=MEGABYTES)
    except PdfUnavailable as lack:
        log.warning("the book of %s was not printed: %s", name, lack)
        return None


def book(program: Program, setting: Setting) -> dict:
    """What the template says, with every look-up done."""
    return {
        "meeting": program.meeting,
        "program": program,
        "society": setting.society,
        "address": setting.address,
        "days": [_day(day, program) for day in program.days],
        "people": _people(program),
        "subscribe": qr_svg(setting.address + "program.ics", title="Subscribe to the calendar"),
        "cancelled": [session for session in program.sessions if session.cancelled],
    }


def _day(day, program: Program) -> dict:
    sessions = [each for each in program.living if program.day_of(each) == day]
    return {
        "date": day,
        "anchor": f"day-{day.isoformat()}",
        "timetables": timetables(sessions, program),
        "sessions": [_entry(each, program) for each in sessions],
    }


def _entry(session: FrozenSession, program: Program) -> dict:
    zone = program.meeting.tz
    return {
        "session": session,
        "starts": session.starts_at.astimezone(zone),
        "ends": session.ends_at.astimezone(zone),
        "room": program.room_by_slug[session.room],
        "topics": program.topics_of(session),
        "people": [_role(role, program) for role in session.people],
        "abstract": markdown_to_html(session.abstract, top_heading=4) if session.abstract else "",
        "description": markdown_to_html(session.description, top_heading=4) if session.description else "",
        "items": [_item(item, program) for item in session.items if item.title],
    }


def _role(role, program: Program) -> dict:
    return {
        "person": program.person_by_code[role.person],
        "word": role_word(role),
        "affiliation": role.affiliation,
    }


def _item(item, program: Program) -> dict:
    return {
        "item": item,
        "starts": item.starts_at.astimezone(program.meeting.tz) if item.starts_at else None,
        "speaker": program.person_by_code.get(item.speaker),
    }


def _people(program: Program) -> list[dict]:
    """Everybody with a role in a session that takes place, and in which."""
    sessions: dict[str, list[FrozenSession]] = {}
    for session in program.living:
        for code in dict.fromkeys(role.person for role in session.people):
            sessions.setdefault(code, []).append(session)
    return [{"person": each, "sessions": sessions[each.code]} for each in program.people if each.code in sessions]
