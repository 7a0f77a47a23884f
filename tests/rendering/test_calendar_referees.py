"""Parsers others wrote read our calendars and find the words we meant."""

from datetime import UTC, datetime

import pytest

from rendering.calendar import CalendarEvent, Mailbox, calendar_bytes, event_bytes, invitation_bytes
from rendering.text import one_line, plain
from tests.rendering.events import FEED, event, nasty_events
from tests.rendering.readers import READERS, by_evolution, home_assistants_events, trimmed

FELIX = Mailbox("Felix, MD", "felix@example.org")
EVENTS = nasty_events()
DATA = calendar_bytes(FEED, [event_bytes(each) for each in EVENTS])


def expected(each: CalendarEvent) -> tuple[str, str, str]:
    summary = one_line(each.summary) or "Untitled session"
    description, location = plain(each.description), plain(each.location)
    if each.conference_url:
        description += f"\n\nJoin: {each.conference_url}"
    return (
        f"Cancelled: {summary}" if each.cancelled else summary,
        description if description.strip() else "",
        location if location.strip() else "",
    )


EXPECTED = {each.uid: expected(each) for each in EVENTS}


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_the_same_words(reader):
    assert READERS[reader](DATA) == (trimmed(EXPECTED) if reader == "Evolution" else EXPECTED)


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_an_empty_feed_as_empty(reader):
    assert READERS[reader](calendar_bytes(FEED, [])) == {}


def test_home_assistants_parser_reads_the_same_instants():
    starts = {each.uid: each.dtstart for each in home_assistants_events(DATA)}
    assert {
        uid: start.astimezone(UTC) if isinstance(start, datetime) else start for uid, start in starts.items()
    } == {each.uid: each.starts_at if each.all_day else each.starts_at.astimezone(UTC) for each in EVENTS}


@pytest.mark.parametrize(
    ("data", "summary"),
    [
        (invitation_bytes(event(), FELIX), "Iron and inflammation"),
        (invitation_bytes(event(), FELIX, rsvp=False), "Iron and inflammation"),
        (invitation_bytes(event(cancelled=True, sequence=1), FELIX), "Cancelled: Iron and inflammation"),
    ],
    ids=["invitation", "confirmation", "cancellation"],
)
def test_evolutions_parser_finds_no_breach_in_an_invitation(data, summary):
    assert by_evolution(data) == {event().uid: (summary, "", "")}
