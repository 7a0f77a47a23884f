"""Answers as mail programs write them are read; what is none, or says too much, is told with a sentence."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.calendar_answer import Answer, NotAnAnswer, method_in, read_answer

OUTLOOK = """BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ORGANIZER;CN=Our Society:MAILTO:Calendar+7-abc@society.example
ATTENDEE;PARTSTAT=ACCEPTED;CN="Fuchs, Felix":MAILTO:Felix@Example.org
COMMENT;LANGUAGE=en-US:Gladly\\, but late\\; sorry.\\n
UID:7f0e
SUMMARY;LANGUAGE=en-US:Accepted: Iron and infection
DTSTART;TZID=Eastern Standard Time:20271210T080000
DTEND;TZID=Eastern Standard Time:20271210T090000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20271101T101112Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:2
LOCATION;LANGUAGE=en-US:Hall Z
END:VEVENT
END:VCALENDAR
"""

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20271210T130000Z
DTEND:20271210T140000Z
DTSTAMP:20271101T101112Z
ORGANIZER;CN=Our Society:mailto:calendar+7-abc@society.example
UID:7f0e
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=felix@
 example.org;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="On^nleave":mailto:felix@exam
 ple.org
CREATED:20271001T101112Z
LAST-MODIFIED:20271101T101111Z
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Iron and infection
END:VEVENT
END:VCALENDAR
"""

BASE = Answer(
    method="REPLY",
    uid="7f0e",
    sequence=2,
    stamp=datetime(2027, 11, 1, 10, 11, 12, tzinfo=UTC),
    organizer="calendar+7-abc@society.example",
    attendee="felix@example.org",
    span=(datetime(2027, 12, 10, 13, tzinfo=UTC), datetime(2027, 12, 10, 14, tzinfo=UTC)),
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_answer_of_outlook_is_read_with_its_comment_and_its_own_time_zone(ends):
    answer = read_answer(OUTLOOK.replace("\n", ends).encode())
    assert answer == Answer(**facts(BASE) | {"status": "ACCEPTED", "comment": "Gladly, but late; sorry."})


def test_an_answer_of_google_is_read_over_folded_lines():
    assert read_answer(GOOGLE.encode()) == Answer(**facts(BASE) | {"status": "DECLINED", "comment": "On\nleave"})


def facts(answer: Answer) -> dict:
    return {name: getattr(answer, name) for name in Answer.__dataclass_fields__}


def but(old: str, new: str) -> bytes:
    assert old in GOOGLE
    return GOOGLE.replace(old, new).encode()


EVENT = GOOGLE[GOOGLE.index("BEGIN:VEVENT") : GOOGLE.index("END:VCALENDAR")]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (but("CREATED:20271001T101112Z", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.org"), "several people"),
        (but("SEQUENCE:2", "RECURRENCE-ID:20271210T130000Z"), "single days of a repeated event"),
        (but("END:VCALENDAR", f"{EVENT}END:VCALENDAR"), "single days of a repeated event"),
        (but("END:VCALENDAR", f"{EVENT.replace('UID:7f0e', 'UID:other')}END:VCALENDAR"), "one event"),
        (but("SEQUENCE:2", "SEQUENCE:-2"), "SEQUENCE is -2"),
        (but("SEQUENCE:2", "SEQUENCE:٣"), "SEQUENCE is ٣"),
        (but("SEQUENCE:2", "SEQUENCE:99999999999"), "SEQUENCE is 99999999999"),
        (but("UID:7f0e\n", ""), "no UID or no DTSTAMP"),
        (but("DTSTAMP:20271101T101112Z\n", ""), "no UID or no DTSTAMP"),
        (but("DTSTAMP:20271101T101112Z", "DTSTAMP:yesterday"), "no UID or no DTSTAMP"),
        (but("END:VEVENT\n", ""), "cannot be read"),
        (b"hello", "cannot be read"),
        (b"", "cannot be read"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n", "holds no calendar"),
        (b"BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n", "one event"),
        (b"X" * 200_000, "larger than 128 kB"),
    ],
)
def test_what_is_no_answer_is_told_with_a_sentence(body, sentence):
    with pytest.raises(NotAnAnswer, match=sentence):
        read_answer(body)


@pytest.mark.parametrize("attendee", ["felix@example.org", "http://x.example/", "mailto:", ""])
def test_an_attendee_that_is_no_mail_address_is_nobody(attendee):
    assert read_answer(but("mailto:felix@exam\n ple.org", attendee)).attendee == ""


def test_a_zone_that_nobody_knows_leaves_the_time_out():
    assert read_answer(OUTLOOK.replace("Eastern Standard Time", "Moon/Sea").encode()).span is None


def test_the_method_is_found_wherever_it_stands():
    assert [method_in(each) for each in (GOOGLE.encode(), OUTLOOK.lower().encode(), b"X-METHOD:REPLY")] == [
        "REPLY",
        "REPLY",
        "",
    ]


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_read_or_told(body):
    for each in (body, GOOGLE.encode().replace(b"CREATED:20271001T101112Z", body)):
        with suppress(NotAnAnswer):
            read_answer(each)
