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
function read(text) {
  const found = {};
  for (const each of new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(each);
    event.startDate.toJSDate();
    found[event.uid] = [event.summary ?? '', event.description ?? '', event.location ?? ''];
  }
  return found;
}
console.log(JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(read)));
"""


def by_thunderbird(data: bytes) -> Words:
    return all_by_thunderbird([data])[0]


def all_by_thunderbird(bodies: list[bytes]) -> list[Words]:
    places = (os.environ.get("NODE_PATH", ""), str(ROOT / "node_modules"))
    place = next((place for place in places if place and Path(place, "ical.js").is_dir()), "")
    if not (shutil.which("node") and place):
        pytest.skip("ical.js is not here: npm install ical.js, and NODE_PATH=<its node_modules>")
    command = ["node", "--input-type=module", "-e", ICAL_JS]
    surroundings = {**os.environ, "NODE_PATH": place}
    texts = json.dumps([data.decode() for data in bodies]).encode()
    done = subprocess.run(command, input=texts, capture_output=True, env=surroundings, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
    return [_words(found) for found in json.loads(done.stdout)]


def _words(found: dict[str, list[str]]) -> Words:
    return {uid: tuple(words) for uid, words in found.items()}


LIBICAL = """
import json, sys, gi
gi.require_version('ICalGLib', '3.0')
from gi.repository import ICalGLib as I
def read(text):
    calendar = I.Component.new_from_string(text)
    I.restriction_check(calendar)
    faults = [line for line in calendar.as_ical_string().splitlines() if 'X-LIC-ERROR' in line]
    found, each = {}, calendar.get_first_component(I.ComponentKind.VEVENT_COMPONENT)
    while each:
        texts = (each.get_summary(), each.get_description(), each.get_location())
        found[each.get_uid()] = [text or '' for text in texts]
        each = calendar.get_next_component(I.ComponentKind.VEVENT_COMPONENT)
    return {'faults': faults, 'found': found}
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
"""


def by_evolution(data: bytes) -> Words:
    """libical trims blanks at both ends of a text; it also looks for breaches of RFC 5546."""
    return all_by_evolution([data])[0]


def all_by_evolution(bodies: list[bytes]) -> list[Words]:
    python = Path("/usr/bin/python3")
    probe = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
    if not python.exists() or subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode:  # noqa: S603
        pytest.skip("libical is not here: apt-get install gir1.2-ical-3.0 python3-gi")
    texts = json.dumps([data.decode() for data in bodies]).encode()
    done = subprocess.run([python, "-c", LIBICAL], input=texts, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
    answers = json.loads(done.stdout)
    assert [answer["faults"] for answer in answers if answer["faults"]] == []
    return [_words(answer["found"]) for answer in answers]


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


def read_all(reader: str, bodies: list[bytes]) -> list[Words]:
    """Many calendars; the parsers of other languages are started once."""
    at_once = {"Thunderbird": all_by_thunderbird, "Evolution": all_by_evolution}
    return at_once[reader](bodies) if reader in at_once else [READERS[reader](body) for body in bodies]
