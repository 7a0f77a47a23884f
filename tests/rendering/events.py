"""Events to write calendars of: a plain one, and the collection of nasty ones."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rendering.calendar import CalendarEvent, CalendarFeed, Mailbox

SOCIETY = Mailbox("Society workshops", "workshops@example.org")
REVISED = datetime(2027, 1, 5, 9, 30, tzinfo=UTC)
FEED = CalendarFeed(
    name="Workshops; spring, 2027",
    description="All sessions, by day",
    source_url="https://example.org/spring/program.ics",
    page_url="https://example.org/spring/",
    zone="Europe/Berlin",
    revised_at=REVISED,
    release=7,
)


def event(**changes) -> CalendarEvent:
    plain = {
        "uid": "s-4711@example.org",
        "summary": "Iron and inflammation",
        "starts_at": datetime(2027, 3, 27, 9, 0, tzinfo=UTC),
        "ends_at": datetime(2027, 3, 27, 10, 0, tzinfo=UTC),
        "revised_at": REVISED,
        "organizer": SOCIETY,
    }
    return CalendarEvent(**{**plain, **changes})


def nasty_events() -> list[CalendarEvent]:
    raw = json.loads(Path(__file__).with_name("nasty_events.json").read_text(encoding="utf-8"))
    return [_nasty(each) for each in raw]


def _nasty(raw: dict) -> CalendarEvent:
    return event(
        uid=f"{raw['key']}@example.org",
        summary=raw["summary"],
        description=raw["description"],
        location=raw["location"],
        starts_at=_moment(raw["start"], raw),
        ends_at=_moment(raw["end"], raw),
        sequence=raw.get("sequence", 0),
        cancelled=raw.get("status") == "CANCELLED",
        tentative=raw.get("status") == "TENTATIVE",
        url=raw.get("url", ""),
        conference_url=raw.get("conference", ""),
        categories=tuple(raw.get("categories", ())),
        geo=tuple(raw["geo"]) if raw.get("geo") else None,
        description_html=raw.get("html", ""),
        organizer=Mailbox(raw["people"][0]["cn"] if raw.get("people") else "Society", "workshops@example.org"),
    )


def _moment(text: str, raw: dict):
    if raw.get("all_day"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(raw["tz"]), fold=raw.get("fold", 0))
