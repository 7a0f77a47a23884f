"""The linter refuses what the standard forbids and nothing else, and names the section."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.calendar_lint import lint

FOLDER = Path(__file__).parent / "bad_calendars"
GOOD = (FOLDER / "00-good.ics").read_bytes()
SECTIONS = {
    "01-no-uid": "RFC 5545 3.6.1",
    "02-no-dtstamp": "RFC 5545 3.6.1",
    "03-no-prodid": "RFC 5545 3.6",
    "04-no-version": "RFC 5545 3.6",
    "05-bare-lf": "RFC 5545 3.1",
    "06-line-over-75": "RFC 5545 3.1",
    "07-fold-splits-utf8": "RFC 5545 3.1",
    "08-unescaped-comma-semicolon": "RFC 5545 3.3.11",
    "09-raw-newline-in-value": "RFC 5545 3.1",
    "10-dtend-and-duration": "RFC 5545 3.6.1",
    "11-dtend-before-dtstart": "RFC 5545 3.8.2.2",
    "12-tzid-without-vtimezone": "RFC 5545 3.2.19",
    "13-date-vs-datetime-mismatch": "RFC 5545 3.8.2.2",
    "14-tzid-on-utc": "RFC 5545 3.2.19",
    "15-dtstamp-local": "RFC 5545 3.8.7.2",
    "16-duplicate-uid": "RFC 5545 3.8.4.7",
    "17-duplicate-summary": "RFC 5545 3.6.1",
    "18-bad-status": "RFC 5545 3.8.1.11",
    "19-bad-date": "RFC 5545 3.3.5",
    "20-iso-date": "RFC 5545 3.3.5",
    "21-unclosed-event": "RFC 5545 3.6",
    "22-leading-blank-line": "RFC 5545 3.1",
    "23-bom": "RFC 5545 3.1",
    "24-latin1": "RFC 5545 3.1",
    "25-control-char": "RFC 5545 3.1",
    "26-method-request-no-organizer": "RFC 5546 3.2.2",
    "27-bad-attendee-not-uri": "RFC 5545 3.3.3",
    "28-param-unquoted-comma": "RFC 5545 3.2",
    "29-bad-geo": "RFC 5545 3.8.1.6",
    "30-bad-color": "RFC 7986 5.9",
    "31-refresh-no-value": "RFC 7986 5.7",
    "32-empty-no-components": "RFC 5545 3.4",
    "33-html-error-page": "RFC 5545 3.4",
    "34-truncated": "RFC 5545 3.6",
    "35-tzid-gmt-redefined": "RFC 5545 3.8.3.1",  # no MUST, but an hour off in clients that know the name
}


def test_the_good_calendar_passes():
    assert lint(GOOD) == []


def test_every_bad_calendar_is_listed_here():
    assert {path.stem for path in FOLDER.glob("*.ics")} - {"00-good"} == set(SECTIONS)


@pytest.mark.parametrize(("name", "section"), SECTIONS.items())
def test_a_bad_calendar_is_refused_under_its_section(name, section):
    faults = lint((FOLDER / f"{name}.ics").read_bytes())
    assert section in {fault.rule for fault in faults}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (b"SEQUENCE:-1", "SEQUENCE is never below 0."),
        (b"SEQUENCE:one", "SEQUENCE:one is not a whole number."),
        (b"PRIORITY:12", "PRIORITY goes from 0 to 9."),
        (b"CLASS;LANGUAGE=en;LANGUAGE=de:PUBLIC", "The parameter LANGUAGE is there twice."),
        (b"DESCRIPTION;ALTREP=cid:part1:x", "The address in ALTREP needs quotes."),
        (b"CONFERENCE:https://x.org", "CONFERENCE needs VALUE=URI."),
        (b"URL:not a uri", "URL:not a uri is not a URI."),
        (b"LAST-MODIFIED:20270401T100000", "LAST-MODIFIED is a time in UTC, ending with Z."),
        (b"CATEGORIES:a;b", "CATEGORIES:a;b is not a list of texts whose semicolons and backslashes are escaped."),
        (b"X-WR-CALNAME:a,b", "X-WR-CALNAME:a,b is not a text whose comma, semicolon and backslash are escaped."),
        (b"GEO:95;10", "GEO:95;10 is not a latitude, a semicolon and a longitude."),
        (b"TRANSP:FREE", "TRANSP may not be 'FREE'."),
        (b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM", "A DISPLAY alarm wants one DESCRIPTION."),
        (b"BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:soon\r\nEND:VALARM", "TRIGGER:soon is not a duration like PT1H."),
    ],
)
def test_one_wrong_line_gives_one_fault(lines, sentence):
    faults = lint(GOOD.replace(b"SUMMARY:ok\r\n", b"SUMMARY:ok\r\n" + lines + b"\r\n"))
    assert [fault.sentence for fault in faults] == [sentence]


@pytest.mark.parametrize(
    "line",
    [
        rb"DESCRIPTION:one\, two\; three\\ four\nfive: six 'seven' " + b'"eight"',
        b"CATEGORIES:a,b,c",
        b"DURATION:PT15M",
        b"RELATED-TO;RELTYPE=PARENT:2@example.org",
        b'ATTENDEE;CN="Doe, Pat";MEMBER="mailto:a@x.org","mailto:b@x.o\r\n rg":mailto:p@example.org',
        b"X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=Hall:geo:52.5,13.4",
        b"RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=3",
        b"COLOR:DarkRed",
        b"DESCRIPTION:folded\r\n  here\r\n\t and here",
    ],
)
def test_a_right_line_gives_none(line):
    without_end = GOOD.replace(b"DTEND:20270401T110000Z\r\n", b"")
    assert lint(without_end.replace(b"SUMMARY:ok\r\n", b"SUMMARY:ok\r\n" + line + b"\r\n")) == []


def test_a_repeated_uid_with_another_recurrence_is_fine():
    first = GOOD[GOOD.index(b"BEGIN:VEVENT") : GOOD.index(b"END:VCALENDAR")]
    moved = first.replace(b"SUMMARY", b"RECURRENCE-ID:20270408T100000Z\r\nSUMMARY")
    assert lint(GOOD.replace(first, first + moved)) == []


def test_a_published_event_needs_an_organizer_and_no_attendee():
    published = GOOD.replace(b"BEGIN:VEVENT", b"METHOD:PUBLISH\r\nBEGIN:VEVENT").replace(
        b"SUMMARY:ok", b"SUMMARY:ok\r\nATTENDEE:mailto:ada@example.org"
    )
    assert [fault.sentence for fault in lint(published)] == [
        "PUBLISH allows no ATTENDEE.",
        "PUBLISH wants one ORGANIZER, not 0.",
    ]


@given(st.binary(max_size=400))
def test_any_bytes_are_judged_not_stumbled_over(data):
    assert lint(data) != []


@given(
    st.integers(0, len(GOOD) - 1),
    st.sampled_from([b"", b"\r", b"\n", b"\x00", b"\xff", b";", b",", b"\\", b":", b'"', b"\r\nEND:VEVENT\r\n"]),
)
def test_a_calendar_broken_anywhere_is_still_judged(place, octets):
    lint(GOOD[:place] + octets + GOOD[place + 1 :])


def test_deep_nesting_is_judged_without_recursion():
    assert lint(b"BEGIN:X-A\r\n" * 5000) != []
