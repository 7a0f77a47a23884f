"""Busy time of a stranger's calendar: what keeps somebody away, what does not, and what cannot run away."""

from datetime import UTC, datetime
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.busy import MOST_BYTES, NotACalendar, busy_in

NEW_YORK = ZoneInfo("America/New_York")
FIRST, LAST = datetime(2027, 12, 10, 5, tzinfo=UTC), datetime(2027, 12, 14, 5, tzinfo=UTC)


def calendar(*lines, name="VEVENT"):
    inner = "\r\n".join((f"BEGIN:{name}", *lines, f"END:{name}"))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inner}\r\nEND:VCALENDAR\r\n".encode()


def read(*lines, name="VEVENT"):
    """The busy time as day, hour and minute in UTC, and what was left out."""
    found = busy_in(calendar(*lines, name=name), first=FIRST, last=LAST, floating=NEW_YORK)
    return [f"{start:%d %H:%M}-{end:%d %H:%M}" for start, end in found.spans], list(found.left_out)


@pytest.mark.parametrize(
    ("lines", "spans"),
    [
        (["DTSTART:20271210T150000Z", "DTEND:20271210T160000Z"], ["10 15:00-10 16:00"]),
        (["DTSTART:20271210T150000Z", "DURATION:PT90M"], ["10 15:00-10 16:30"]),
        (["DTSTART;TZID=Europe/Berlin:20271210T150000", "DURATION:PT1H"], ["10 14:00-10 15:00"]),
        (["DTSTART;TZID=W. Europe Standard Time:20271210T150000", "DURATION:PT1H"], ["10 14:00-10 15:00"]),
        (["DTSTART:20271210T150000", "DURATION:PT1H"], ["10 20:00-10 21:00"]),
        (["DTSTART;VALUE=DATE:20271211"], ["11 05:00-12 05:00"]),
        (["DTSTART;VALUE=DATE:20271201", "DTEND;VALUE=DATE:20271231"], ["10 05:00-14 05:00"]),
        (["DTSTART:20271210T150000Z"], []),
        (["DTSTART:20271210T150000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"], []),
        (["DTSTART:20271210T150000Z", "DURATION:PT1H", "STATUS:CANCELLED"], []),
        (["DTSTART:20280101T150000Z", "DURATION:PT1H"], []),
    ],
)
def test_an_event_keeps_busy_unless_it_says_that_it_does_not(lines, spans):
    assert read("UID:a", *lines) == (spans, [])


@pytest.mark.parametrize(
    ("rule", "spans"),
    [
        ("FREQ=DAILY", ["10 15:00-10 16:00", "11 15:00-11 16:00", "12 15:00-12 16:00", "13 15:00-13 16:00"]),
        ("FREQ=DAILY;INTERVAL=3", ["10 15:00-10 16:00", "13 15:00-13 16:00"]),
        ("FREQ=DAILY;COUNT=10", ["10 15:00-10 16:00"]),
        ("FREQ=DAILY;UNTIL=20271211T235959Z", ["10 15:00-10 16:00", "11 15:00-11 16:00"]),
        ("FREQ=WEEKLY", []),
        ("FREQ=WEEKLY;BYDAY=FR,MO", ["10 15:00-10 16:00", "13 15:00-13 16:00"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO", ["13 15:00-13 16:00"]),
        ("FREQ=MONTHLY;BYMONTHDAY=11", ["11 15:00-11 16:00"]),
        ("FREQ=MONTHLY;BYDAY=2FR", ["10 15:00-10 16:00"]),
        ("FREQ=MONTHLY;BYDAY=-3SA", ["11 15:00-11 16:00"]),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=13", ["13 15:00-13 16:00"]),
    ],
)
def test_an_event_happens_again(rule, spans):
    """The first is on Wednesday, 1 December."""
    assert read("UID:a", "DTSTART:20271201T150000Z", "DURATION:PT1H", f"RRULE:{rule}") == (spans, [])


def test_an_hour_of_the_clock_stays_when_clocks_are_changed():
    """Nine o'clock in New York is 13:00 UTC in summer and 14:00 in winter."""
    lines = "DTSTART;TZID=America/New_York:20270901T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=101"
    assert read("UID:a", *lines)[0] == ["10 14:00-10 15:00"]


def test_days_are_taken_out_and_added():
    lines = ["UID:a", "DTSTART:20271209T150000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20271212T000000Z"]
    out = read(*lines, "EXDATE:20271210T150000Z", "RDATE:20271213T180000Z")
    assert out[0] == ["11 15:00-11 16:00", "13 18:00-13 19:00"]


def test_one_occurrence_that_was_moved_is_where_it_was_moved_to():
    body = calendar("UID:a", "DTSTART:20271210T150000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2")
    moved = calendar("UID:a", "RECURRENCE-ID:20271211T150000Z", "DTSTART:20271212T200000Z", "DURATION:PT1H")
    found = busy_in(body + moved, first=FIRST, last=LAST, floating=UTC)
    assert [start.day for start, _ in found.spans] == [10, 12]


def test_free_busy_time_is_read_by_its_type():
    lines = [
        "FREEBUSY:20271210T150000Z/20271210T160000Z,20271210T160000Z/PT30M",
        "FREEBUSY;FBTYPE=FREE:20271211T150000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20271211T170000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20271212T150000Z/PT1H",
    ]
    assert read(*lines, name="VFREEBUSY") == (["10 15:00-10 16:30", "12 15:00-12 16:00"], [])


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["RRULE:FREQ=SECONDLY"], "line 6: a repeat with FREQ=SECONDLY is not understood here (RFC 5545 3.3.10)"),
        (["RRULE:FREQ=DAILY;BYSETPOS=1"], "line 6: a repeat with BYSETPOS is not understood here (RFC 5545 3.3.10)"),
        (["RRULE:FREQ=DAILY;COUNT=no"], "line 6: COUNT=NO is no number of repeats (RFC 5545 3.3.10)"),
        (["EXDATE:soon"], "line 6: “soon” is no date or time (RFC 5545 3.3.5)"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line_and_left_out(lines, sentence):
    assert read("DTSTART:20271210T150000Z", "DURATION:PT1H", *lines) == ([], [sentence])


def test_a_zone_that_is_not_known_is_told_and_the_rest_is_read():
    body = calendar("DTSTART;TZID=Middle Earth:20271210T150000", "DURATION:PT1H")
    found = busy_in(
        body + calendar("DTSTART:20271210T150000Z", "DURATION:PT1H"), first=FIRST, last=LAST, floating=UTC
    )
    assert len(found.spans) == 1
    assert found.left_out == ("line 4: the time zone “Middle Earth” is none that is known here (RFC 5545 3.2.19)",)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"%PDF-1.7", "This is not a calendar (.ics): line 1 is not BEGIN:VCALENDAR."),
        (b"BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR\n", "line 2: 'nonsense' is not a name, a colon and a value"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "line 3: END:VCALENDAR closes nothing that is open here"),
        (b"BEGIN:VCALENDAR\n" + b"X" * MOST_BYTES, "larger than 1 MB"),
    ],
)
def test_what_is_no_calendar_is_refused_in_a_sentence(body, sentence):
    with pytest.raises(NotACalendar) as refused:
        busy_in(body, first=FIRST, last=LAST, floating=UTC)
    assert sentence in str(refused.value)


def test_a_calendar_made_to_take_long_does_not():
    counted = [
        "BEGIN:VEVENT\r\nDTSTART:19500101T000000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9\r\nDURATION:P1D"
        "\r\nEND:VEVENT\r\n"
    ] * 20
    endless = [
        "BEGIN:VEVENT\r\nDTSTART:00010101T000000Z\r\nRRULE:FREQ=DAILY\r\nDURATION:P1D\r\nEND:VEVENT\r\n"
    ] * 2000
    folded = ["X-LONG:" + "\r\n y" * 100_000 + "\r\n"]
    body = "BEGIN:VCALENDAR\r\n" + "".join(folded + counted + endless) + "END:VCALENDAR\r\n"
    began = monotonic()
    assert busy_in(body.encode(), first=FIRST, last=LAST, floating=UTC).spans == ((FIRST, LAST),)
    assert monotonic() - began < 20


PARTS = st.sampled_from(
    [
        *("DTSTART:20271210T150000Z", "DTSTART;VALUE=DATE:20271210", "DTSTART:99991231T235959", "DTSTART:x"),
        *("DTEND:00010101T000000", "DTEND:20271210T160000Z", "DURATION:P999999W", "DURATION:-PT1H", "DURATION:x"),
        *("RRULE:", "RRULE:FREQ=WEEKLY;BYDAY=-1XX", "RRULE:FREQ=DAILY;UNTIL=x", "RRULE:FREQ=MONTHLY;BYDAY=-5MO"),
        *("RRULE:FREQ=DAILY;INTERVAL=999999", "EXDATE:x", "RDATE:20271210", "RECURRENCE-ID:x", "FREEBUSY:x/y"),
        *("FREEBUSY:20271210T150000Z/P999999W", "FREEBUSY:99991231T235959Z/PT1H", "DTSTART;TZID=../etc/passwd:1"),
    ]
)


@given(st.lists(PARTS, max_size=6), st.sampled_from(["VEVENT", "VFREEBUSY", "VTODO"]))
def test_whatever_stands_in_it_the_answer_is_times_or_a_sentence(parts, name):
    spans, left_out = read(*parts, name=name)
    assert all("RFC 5545" in sentence for sentence in left_out)
    assert len(spans) <= 10
