"""Calendars say what we mean, in bytes that every rule of the standard allows, and never anything more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.calendar import CalendarFeed, Mailbox, calendar_bytes, event_bytes, invitation_bytes
from rendering.calendar_lint import lint
from tests.rendering.events import FEED, REVISED, event, nasty_events

ANY_TEXT = st.text(st.characters(), max_size=120)  # surrogates and control characters included


def lines(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def only_event(data: bytes) -> icalendar.Event:
    return icalendar.Calendar.from_ical(calendar_bytes(FEED, [data])).walk("VEVENT")[0]


def test_an_event_is_written_in_utc_with_its_revision_as_its_stamp():
    berlin = ZoneInfo("Europe/Berlin")
    written = lines(
        event_bytes(
            event(
                starts_at=datetime(2027, 7, 1, 10, tzinfo=berlin),
                ends_at=datetime(2027, 7, 1, 11, 30, tzinfo=berlin),
                sequence=4,
            )
        )
    )
    assert [line for line in written if line.startswith(("DT", "LAST", "SEQ", "UID", "STATUS"))] == [
        "DTSTART:20270701T080000Z",
        "DTEND:20270701T093000Z",
        "DTSTAMP:20270105T093000Z",
        "UID:s-4711@example.org",
        "SEQUENCE:4",
        "LAST-MODIFIED:20270105T093000Z",
        "STATUS:CONFIRMED",
    ]


def test_the_same_event_gives_the_same_bytes():
    assert event_bytes(event()) == event_bytes(event())


def test_the_second_half_past_two_in_autumn_is_an_hour_after_the_first():
    berlin = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2027, 10, 31, 2, 30, tzinfo=berlin, fold=fold) for fold in (0, 1))
    later = timedelta(hours=3)
    assert "DTSTART:20271031T003000Z" in lines(event_bytes(event(starts_at=first, ends_at=first + later)))
    assert "DTSTART:20271031T013000Z" in lines(event_bytes(event(starts_at=second, ends_at=second + later)))


def test_a_fixed_offset_needs_no_zone():
    start = datetime(2027, 3, 27, 9, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    data = event_bytes(event(starts_at=start, ends_at=start + timedelta(hours=1)))
    assert "DTSTART:20270327T031500Z" in lines(data)
    assert b"TZID" not in data


def test_a_cancelled_event_stays_with_its_name_prefixed():
    written = lines(event_bytes(event(cancelled=True, sequence=3)))
    assert [line for line in written if line.startswith(("SUMMARY", "STATUS", "SEQUENCE"))] == [
        "SUMMARY:Cancelled: Iron and inflammation",
        "SEQUENCE:3",
        "STATUS:CANCELLED",
    ]


@pytest.mark.parametrize("longer", [timedelta(0), timedelta(microseconds=5)])
def test_a_deadline_has_no_end(longer):
    data = event_bytes(event(ends_at=event().starts_at + longer))
    assert b"DTEND" not in data
    assert lint(calendar_bytes(FEED, [data])) == []


def test_whole_days_are_written_as_dates():
    written = lines(event_bytes(event(starts_at=date(2027, 4, 4), ends_at=date(2027, 4, 6))))
    assert written[2:4] == ["DTSTART;VALUE=DATE:20270404", "DTEND;VALUE=DATE:20270406"]


def test_an_online_event_carries_its_link_where_each_client_looks():
    data = event_bytes(event(conference_url="https://meet.example.org/a?x=1,2", description="Bring questions"))
    written = lines(data)
    assert "CONFERENCE;FEATURE=VIDEO;LABEL=Join;VALUE=URI:https://meet.example.org/a?x=1,2" in written
    found = only_event(data)
    assert str(found["DESCRIPTION"]) == "Bring questions\n\nJoin: https://meet.example.org/a?x=1,2"
    assert str(found["LOCATION"]) == "https://meet.example.org/a?x=1,2"


def test_categories_keep_their_commas():
    found = only_event(event_bytes(event(categories=("Iron, copper", "Red; white", " "))))
    assert [str(each) for each in found["CATEGORIES"].cats] == ["Iron, copper", "Red; white"]


def test_an_empty_text_is_left_out():
    data = event_bytes(event(description="\ufeff\x00", location=" \n"))
    assert [name for name in (b"DESCRIPTION", b"LOCATION") if name in data] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": datetime(2027, 3, 27, 9)},  # noqa: DTZ001
        {"ends_at": datetime(2027, 3, 27, 8, tzinfo=UTC)},
        {"ends_at": date(2027, 3, 28)},
        {"revised_at": REVISED.replace(tzinfo=None)},
        {"uid": " \n"},
        {"sequence": -1},
    ],
)
def test_an_impossible_event_is_refused(changes):
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence differs
        event(**changes)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "/relative", "ftp://x.org"])
def test_only_web_addresses_go_into_an_event(address):
    with pytest.raises(ValueError, match="is not a web address"):
        event_bytes(event(url=address))


def test_the_head_of_a_feed_has_its_name_twice_and_asks_to_be_read_hourly():
    head = lines(calendar_bytes(FEED, [event_bytes(event())]))
    assert head[: head.index("BEGIN:VEVENT")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Convoke//Workshop calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        r"DESCRIPTION:All sessions\, by day",
        r"X-WR-CALDESC:All sessions\, by day",
        r"NAME:Workshops\; spring\, 2027",
        r"X-WR-CALNAME:Workshops\; spring\, 2027",
        "COLOR:brown",
        "LAST-MODIFIED;X-CONVOKE-RELEASE=7:20270105T093000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:https://example.org/spring/program.ics",
        "URL:https://example.org/spring/",
        "X-APPLE-CALENDAR-COLOR:#8b1a1a",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Europe/Berlin",
    ]


@pytest.mark.parametrize(
    ("accent", "lines_of_colour"),
    [
        ("#8b0000", ["COLOR:darkred", "X-APPLE-CALENDAR-COLOR:#8b0000"]),
        ("#003366", ["COLOR:midnightblue", "X-APPLE-CALENDAR-COLOR:#003366"]),
        ("#2E8B57", ["COLOR:seagreen", "X-APPLE-CALENDAR-COLOR:#2E8B57"]),
        ("", []),
        ("navy", []),
    ],
)
def test_the_colours_name_is_the_one_nearest_to_the_accent(accent, lines_of_colour):
    head = lines(calendar_bytes(replace(FEED, accent_hex=accent), []))
    assert [line for line in head if "COLOR" in line] == lines_of_colour


def test_html_goes_beside_the_plain_words_and_never_among_them():
    html = '<p>Iron, "hepcidin" &amp; more; ä</p>'
    written = lines(event_bytes(event(description="Iron; ä", description_html=html)))
    assert [line for line in written if "DESC" in line] == [
        'DESCRIPTION;ALTREP="data:text/html,%3Cp%3EIron%2C%20%22hepcidin%22%20%26amp%3B%20more%3B%20%C3%A4%3C%2Fp%3E":'
        r"Iron\; ä",
        r'X-ALT-DESC;FMTTYPE=text/html:<p>Iron\, "hepcidin" &amp\; more\; ä</p>',
    ]


def test_who_is_at_a_transparent_event_is_free():
    assert "TRANSP:TRANSPARENT" in lines(event_bytes(event(transparent=True)))
    assert b"TRANSP" not in event_bytes(event())


def test_joined_bytes_are_what_the_library_writes_of_the_whole():
    joined = calendar_bytes(FEED, [event_bytes(each) for each in nasty_events()])
    whole = icalendar.Calendar.from_ical(joined)
    assert whole.to_ical() == joined


def test_a_feed_without_events_is_valid_and_reads_as_no_events():
    data = calendar_bytes(FEED, [])
    assert lint(data) == []
    assert icalendar.Calendar.from_ical(data).walk("VEVENT") == []
    assert b"METHOD" not in data


def test_nasty_events_make_a_feed_without_a_fault():
    assert lint(calendar_bytes(FEED, [event_bytes(each) for each in nasty_events()])) == []


@given(summary=ANY_TEXT, description=ANY_TEXT, location=ANY_TEXT, name=ANY_TEXT, category=ANY_TEXT)
def test_any_text_makes_a_feed_without_a_fault(summary, description, location, name, category):
    written = event(
        summary=summary, description=description, location=location, description_html=description,
        categories=(category,), organizer=Mailbox(name, "a b,c;d:\"<@example.org"), alarm_minutes=10,
    )  # fmt: skip
    feed = CalendarFeed(name=name, description=description, zone=location, accent_hex=name)
    data = calendar_bytes(feed, [event_bytes(written)])
    assert lint(data) == []
    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 1


@given(uid=ANY_TEXT.filter(lambda text: text.strip("\ufeff\x00 ")), path=ANY_TEXT)
def test_any_uid_and_address_make_an_event_or_a_refusal(uid, path):
    try:
        data = event_bytes(event(uid=uid, url="https://example.org/" + path, conference_url="https://m.org/" + path))
    except ValueError:
        return
    assert lint(calendar_bytes(FEED, [data])) == []


@given(
    start=st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()),  # noqa: DTZ001
    longer=st.timedeltas(timedelta(0), timedelta(days=9)),
)
def test_any_moment_in_any_zone_keeps_its_instant(start, longer):
    start = start.astimezone(UTC)
    data = event_bytes(event(starts_at=start, ends_at=start + longer))
    assert lint(calendar_bytes(FEED, [data])) == []
    assert only_event(data)["DTSTART"].dt == start.replace(microsecond=0)


@pytest.mark.parametrize(("cancelled", "method"), [(False, "REQUEST"), (True, "CANCEL")])
def test_an_invitation_names_who_asks_and_who_is_asked(cancelled, method):
    data = invitation_bytes(event(cancelled=cancelled, sequence=2), Mailbox("Felix, MD", "felix@example.org"))
    assert lint(data) == []
    calendar = icalendar.Calendar.from_ical(data)
    invited = calendar.walk("VEVENT")[0]
    assert calendar["METHOD"] == method
    assert str(invited["ATTENDEE"]) == "mailto:felix@example.org"
    assert invited["ATTENDEE"].params["CN"] == "Felix, MD"
    assert str(invited["ORGANIZER"]) == "mailto:workshops@example.org"
    assert str(invited["UID"]) == event().uid


@pytest.mark.parametrize("field", ["summary", "location", "description", "description_html"])
def test_a_line_break_in_a_text_adds_no_property(field):
    evil = event(**{field: "red\r\nX-EVIL:1\nX-EVIL:2\rX-EVIL:3\u2028X-EVIL:4\x85X-EVIL:5"})
    assert [line for line in lines(event_bytes(evil)) if line.startswith("X-EVIL")] == []


def test_a_line_break_in_the_head_adds_no_property_even_without_asserts():
    evil, address = "red\r\nX-EVIL:1", "https://x.org/red\r\nX-EVIL:1"
    feed = CalendarFeed(name=evil, description=evil, source_url=address, page_url=address, zone=evil, accent_hex=evil)
    data = calendar_bytes(feed, [])
    assert [line for line in lines(data) if line.startswith("X-EVIL")] == []
