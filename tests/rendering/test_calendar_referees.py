"""Parsers others wrote read our calendars and find the words we meant.

vobject and ical (Home Assistant's) come with the test requirements. Two more judge when they are here:
ical.js, Thunderbird's (`npm install ical.js`, with NODE_PATH naming its node_modules), and libical,
Evolution's (`apt-get install gir1.2-ical-3.0 python3-gi`).
"""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rendering.calendar import CalendarEvent, Mailbox, calendar_bytes, event_bytes, invitation_bytes
from rendering.text import one_line, plain
from tests.rendering.events import FEED, event, nasty_events

FELIX = Mailbox("Felix, MD", "felix@example.org")
EVENTS = nasty_events()
DATA = calendar_bytes(FEED, [event_bytes(each) for each in EVENTS])
ROOT = Path(__file__).resolve().parents[2]


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


def test_the_icalendar_library_reads_its_own_words_back():
    from icalendar import Calendar

    found = Calendar.from_ical(DATA).walk("VEVENT")
    assert {
        str(each["UID"]): tuple(str(each.get(name, "")) for name in ("SUMMARY", "DESCRIPTION", "LOCATION"))
        for each in found
    } == EXPECTED


def test_vobject_reads_the_same_words():
    import vobject

    calendar = vobject.readOne(DATA.decode())
    assert calendar.validate(raiseException=True)
    assert {
        each.uid.value: tuple(each.getChildValue(name, default="") for name in ("summary", "description", "location"))
        for each in calendar.vevent_list
    } == EXPECTED


def test_home_assistants_parser_reads_the_same_words_and_instants():
    from ical.calendar_stream import IcsCalendarStream

    events = IcsCalendarStream.calendar_from_ics(DATA.decode()).events
    assert {
        each.uid: (each.summary or "", each.description or "", each.location or "") for each in events
    } == EXPECTED
    starts = {each.uid: each.dtstart for each in events}
    assert {
        uid: start.astimezone(UTC) if isinstance(start, datetime) else start for uid, start in starts.items()
    } == {each.uid: each.starts_at if each.all_day else each.starts_at.astimezone(UTC) for each in EVENTS}


def test_vobject_and_home_assistant_read_an_empty_feed_as_empty():
    import vobject
    from ical.calendar_stream import IcsCalendarStream

    empty = calendar_bytes(FEED, []).decode()
    assert vobject.readOne(empty).contents.get("vevent", []) == []
    assert IcsCalendarStream.calendar_from_ics(empty).events == []


ICAL_JS = """
import fs from 'fs';
import {createRequire} from 'module';
const ICAL = (await import(createRequire(process.env.NODE_PATH + '/').resolve('ical.js'))).default;
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(0, 'utf8')));
const found = {};
for (const each of calendar.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(each);
  event.startDate.toJSDate();
  found[event.uid] = [event.summary ?? '', event.description ?? '', event.location ?? ''];
}
console.log(JSON.stringify(found));
"""


def _node_path() -> str:
    for place in (os.environ.get("NODE_PATH", ""), str(ROOT / "node_modules")):
        if place and Path(place, "ical.js").is_dir():
            return place
    return ""


@pytest.mark.skipif(
    not (shutil.which("node") and _node_path()),
    reason="ical.js is not here: npm install ical.js, and NODE_PATH=<its node_modules>",
)
@pytest.mark.parametrize(("data", "words"), [(DATA, EXPECTED), (calendar_bytes(FEED, []), {})])
def test_thunderbirds_parser_reads_the_same_words(data, words):
    done = subprocess.run(  # noqa: S603 - our own script
        ["node", "--input-type=module", "-e", ICAL_JS],  # noqa: S607
        input=data, capture_output=True, env={**os.environ, "NODE_PATH": _node_path()}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert {uid: tuple(found) for uid, found in json.loads(done.stdout).items()} == words


LIBICAL = """
import json, sys, gi
gi.require_version('ICalGLib', '3.0')
from gi.repository import ICalGLib as I
calendar = I.Component.new_from_string(sys.stdin.buffer.read().decode())
I.restriction_check(calendar)
faults = [line for line in calendar.as_ical_string().splitlines() if 'X-LIC-ERROR' in line]
found, each = {}, calendar.get_first_component(I.ComponentKind.VEVENT_COMPONENT)
while each:
    texts = (each.get_summary(), each.get_description(), each.get_location())
    found[each.get_uid()] = [text or '' for text in texts]
    each = calendar.get_next_component(I.ComponentKind.VEVENT_COMPONENT)
print(json.dumps({'faults': faults, 'found': found}))
"""


def _libical_is_here() -> bool:
    probe = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
    python = Path("/usr/bin/python3")
    if not python.exists():
        return False
    return not subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode  # noqa: S603


@pytest.mark.skipif(not _libical_is_here(), reason="libical is not here: apt-get install gir1.2-ical-3.0 python3-gi")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (DATA, EXPECTED),
        (calendar_bytes(FEED, []), {}),
        (invitation_bytes(event(), FELIX), {event().uid: ("Iron and inflammation", "", "")}),
        (invitation_bytes(event(), FELIX, rsvp=False), {event().uid: ("Iron and inflammation", "", "")}),
        (
            invitation_bytes(event(cancelled=True, sequence=1), FELIX),
            {event().uid: ("Cancelled: Iron and inflammation", "", "")},
        ),
    ],
    ids=["feed", "empty feed", "invitation", "confirmation", "cancellation"],
)
def test_evolutions_parser_reads_the_same_words_and_finds_no_breach(data, words):
    command = ["/usr/bin/python3", "-c", LIBICAL]
    done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    assert answer["faults"] == []
    # libical trims blanks at both ends of a text.
    trimmed = {uid: tuple(text.strip(" ") for text in texts) for uid, texts in words.items()}
    assert {uid: tuple(found) for uid, found in answer["found"].items()} == trimmed
