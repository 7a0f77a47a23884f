"""What other systems read is as c3voc's published schemas want it, said here in our own words.

The schemas themselves (voc/schedule, EUPL 1.2) are not among our files; see docs/adr/0046-schemas-of-others.md.
"""

import json
import re
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from defusedxml.ElementTree import fromstring

from program.exchange import c3voc, frab
from program.exchange.naming import guid_of, numbers_of, uuid_of
from tests.program.synthetic import synthetic_program
from tests.program.tricky import tricky_program

ADDRESS = "https://meetings.example/annual-2027/"
CONFERENCE = {"acronym", "title", "start", "end", "days", "timeslot_duration", "base_url", "time_zone_name"}
EVENT = {"room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track"}
MAY = {"persons", "language", "description", "links", "attachments", "url"}


@pytest.fixture(params=["synthetic", "tricky"])
def program(request):
    return synthetic_program(40) if request.param == "synthetic" else tricky_program()


def events_of(program):
    return fromstring(frab.write(program, ADDRESS)).findall("day/room/event")


def test_the_xml_has_what_is_required_and_no_more(program):
    root = fromstring(frab.write(program, ADDRESS))
    assert [each.tag for each in root][:3] == ["generator", "version", "conference"]
    assert {each.tag for each in root.find("conference")} == CONFERENCE | ({"track"} if program.topics else set())
    assert all(set(track.attrib) == {"name"} for track in root.findall("conference/track"))
    for event in events_of(program):
        tags = [each.tag for each in event]
        assert len(tags) == len(set(tags))
        assert EVENT <= set(tags) <= EVENT | MAY
        assert set(event.attrib) == {"id", "guid"}


def test_the_xml_says_numbers_uuids_and_times_as_they_are_wanted(program):
    root = fromstring(frab.write(program, ADDRESS))
    for event in events_of(program):
        assert 1 <= int(event.get("id")) < 2**31
        assert re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", event.get("guid"))
        assert re.fullmatch(r"[a-z0-9_]{4,}-[a-z0-9\-_]+", event.findtext("slug"))
        assert re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", event.findtext("start"))
        assert re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", event.findtext("duration"))
        assert datetime.fromisoformat(event.findtext("date")).tzinfo
        assert event.findtext("url").startswith("https://")
        for person in event.findall("persons/person"):
            assert int(person.get("id")) > 0
    for day in root.findall("day"):
        assert date.fromisoformat(day.get("date"))
        assert datetime.fromisoformat(day.get("start")) < datetime.fromisoformat(day.get("end"))


@pytest.mark.parametrize("path", ["day/room/event/@guid", "day/room/event/@id", "day/@index", "day/room/event/slug"])
def test_the_xml_names_nothing_twice(program, path):
    root = fromstring(frab.write(program, ADDRESS))
    place, _, name = path.partition("/@")
    found = [each.get(name) if name else each.text for each in root.findall(place)]
    assert found
    assert len(found) == len(set(found))


JSON_EVENT = {"id", "guid", "date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type"}
JSON_EVENT |= {"language", "abstract", "description", "persons", "links", "attachments"}


def test_the_json_has_what_is_required_and_no_more(program):
    told = json.loads(c3voc.write(program, ADDRESS))
    assert set(told) == {"$schema", "generator", "schedule"}
    conference = told["schedule"]["conference"]
    known = {"acronym", "title", "start", "end", "daysCount", "timeslot_duration", "time_zone_name", "url"}
    assert set(conference) == known | {"rooms", "tracks", "days"}
    assert all(set(room) == {"name", "guid", "capacity"} and UUID(room["guid"]) for room in conference["rooms"])
    for day in conference["days"]:
        assert set(day) == {"index", "date", "day_start", "day_end", "rooms"}
        for event in (each for some in day["rooms"].values() for each in some):
            assert set(event) == JSON_EVENT
            assert UUID(event["guid"])
            assert isinstance(event["id"], int)
            assert re.fullmatch(r"[a-z0-9_-]+[a-z0-9]", event["slug"])
            assert re.fullmatch(r"[0-9]+:[0-9]{2}", event["duration"])
            # with a number it would be frab's person and pretalx's at once, which the schema takes for none
            assert all({"guid", "name"} <= set(each) and "id" not in each for each in event["persons"])


def test_both_files_tell_one_session_by_one_name(program):
    told = json.loads(c3voc.write(program, ADDRESS))["schedule"]["conference"]["days"]
    events = [each for day in told for some in day["rooms"].values() for each in some]
    assert sorted(each["guid"] for each in events) == sorted(each.get("guid") for each in events_of(program))


def test_a_name_of_another_system_is_kept_where_it_is_one():
    [session] = synthetic_program(1).sessions
    theirs = str(uuid4())
    assert guid_of(replace(session, external_id=theirs)) == theirs
    assert guid_of(replace(session, external_id="100")) == uuid_of(session.uid)
    assert uuid_of("one") == uuid_of("one") != uuid_of("two")


def test_numbers_follow_from_codes_and_are_never_two_of_a_kind():
    few, many = numbers_of(["k7m2", "p4qx"]), numbers_of(f"code-{number}" for number in range(20_000))
    assert few["k7m2"] == numbers_of(["k7m2"])["k7m2"]
    assert len(set(many.values())) == 20_000
