"""Calendar parsers that others wrote, as functions from bytes to words by UID: (summary, description, location).

vobject and ical (Home Assistant's) come with the test requirements. Two more judge when they are here:
ical.js, Thunderbird's (`npm install ical.js`, with NODE_PATH naming its node_modules), and libical,
Evolution's (`apt-get install gir1.2-ical-3.0 python3-gi`). Where one is missing, its test is skipped and says so.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
type Words = dict[str, tuple[str, ...]]
NAMES = ("SUMMARY", "DESCRIPTION", "LOCATION")


def by_icalendar(data: bytes) -> Words:
    from icalendar import Calendar

    events = Calendar.from_ical(data).walk("VEVENT")
    return {str(each["UID"]): tuple(str(each.get(name, "")) for name in NAMES) for each in events}


def by_vobject(data: bytes) -> Words:
    import vobject

    calendar = vobject.readOne(data.decode())
    assert calendar.validate(raiseException=True)
    return {
        each.uid.value: tuple(each.getChildValue(name.lower(), default="") for name in NAMES)
        for each in calendar.contents.get("vevent", [])
    }


def home_assistants_events(data: bytes) -> list:
    from ical.calendar_stream import IcsCalendarStream

    return IcsCalendarStream.calendar_from_ics(data.decode()).events


def by_home_assistant(data: bytes) -> Words:
    return {
        each.uid: (each.summary or "", each.description or "", each.location or "")
        for each in home_assistants_events(data)
    }


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


def by_thunderbird(data: bytes) -> Words:
    places = (os.environ.get("NODE_PATH", ""), str(ROOT / "node_modules"))
    place = next((place for place in places if place and Path(place, "ical.js").is_dir()), "")
    if not (shutil.which("node") and place):
        pytest.skip("ical.js is not here: npm install ical.js, and NODE_PATH=<its node_modules>")
    command = ["node", "--input-type=module", "-e", ICAL_JS]
    surroundings = {**os.environ, "NODE_PATH": place}
    done = subprocess.run(command, input=data, capture_output=True, env=surroundings, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
    return {uid: tuple(words) for uid, words in json.loads(done.stdout).items()}


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


def by_evolution(data: bytes) -> Words:
    """libical trims blanks at both ends of a text; it also looks for breaches of RFC 5546."""
    python = Path("/usr/bin/python3")
    probe = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
    if not python.exists() or subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode:  # noqa: S603
        pytest.skip("libical is not here: apt-get install gir1.2-ical-3.0 python3-gi")
    done = subprocess.run([python, "-c", LIBICAL], input=data, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    assert answer["faults"] == []
    return {uid: tuple(words) for uid, words in answer["found"].items()}


def trimmed(words: Words) -> Words:
    """As libical gives them back."""
    return {uid: tuple(text.strip(" ") for text in texts) for uid, texts in words.items()}


READERS = {
    "icalendar": by_icalendar,
    "vobject": by_vobject,
    "Home Assistant": by_home_assistant,
    "Thunderbird": by_thunderbird,
    "Evolution": by_evolution,
}
