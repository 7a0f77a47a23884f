"""Files as Pentabarf and pretalx write them."""

import json

from program.exchange.formats import read

PENTABARF = """<?xml version="1.0" encoding="UTF-8"?>
<schedule>
 <conference>
  <title>Fosslike 2024</title><subtitle/><venue>Campus Nord</venue><city>Brussels</city>
  <start>2024-02-03</start><end>2024-02-04</end><days>2</days><day_change>09:00:00</day_change>
  <timeslot_duration>00:05:00</timeslot_duration><time_zone_name>Europe/Brussels</time_zone_name>
 </conference>
 <day index="1" date="2024-02-03">
  <room name="Janson ">
   <event id="100">
    <start>9:30</start><duration>0:45</duration><room> Janson</room><slug>welcome</slug>
    <title>Welcome</title><subtitle/><track>Keynotes</track><type>keynote</type><language/>
    <abstract>&lt;p&gt;We say &lt;strong&gt;hello&lt;/strong&gt; &amp;amp; <![CDATA[<a href="https://x.example/a">more</a>.</p>]]></abstract>
    <description>Plain; 2 &lt; 3.</description>
    <persons/>
    <links><link href="https://x.example/slides">Slides [pdf]</link><link href="javascript:x">No</link></links>
   </event>
   <event id="101">
    <start>01:15</start><duration>00:30:00</duration><room>Janson</room><title>After midnight</title>
    <track>Night</track>
    <persons><person>Ana  Sou&#x200d;za</person><person id="7">Bo Ek</person><person id="8"></person></persons>
   </event>
  </room>
  <room name="Empty"/>
 </day>
 <day index="2" date="2024-02-04">
  <room name="Janson">
   <event id="102"><start>10:00</start><duration>01:00</duration><room>Janson</room><title>Second day</title>
    <persons><person id="7">Bo Ek, MD</person><person>Ana Sou&#x200d;za</person></persons></event>
  </room>
 </day>
</schedule>"""


def pretalx(**conference) -> dict:
    event = {
        "guid": "5a1d2d7c-0c4b-5c1e-9a3a-5a1d2d7c0c4b",
        "id": 12,
        "code": "ABC123",
        "date": "2025-07-14T23:30:00+02:00",
        "start": "23:30",
        "duration": "01:30",
        "room": "Forum",
        "url": "https://talks.example/ev/talk/ABC123/",
        "title": "Across midnight",
        "subtitle": "",
        "track": {"en": "Data", "de": "Daten"},
        "type": {"en": "Talk (long)"},
        "language": "en",
        "abstract": "One line.\r\n\r\n* a\r\n* b",
        "description": None,
        "persons": [
            {
                "code": "P1",
                "name": "Jo Doe",
                "public_name": "Jo Doe",
                "biography": "…",
                "answers": [{"answer": "vegan"}],
            },
            {"id": 4, "full_public_name": "Kim Lee"},
            {"guid": "x", "name": None},
        ],
        "links": [{"title": "Repo", "url": "https://code.example/r", "type": "related"}],
        "answers": [{"question": 1, "answer": "secret wish"}],
    }
    known = {
        "acronym": "ev",
        "title": "EuroEvent",
        "start": "2025-07-14",
        "end": "2025-07-15",
        "time_zone_name": "Europe/Prague",
        "rooms": [{"name": "Forum", "capacity": 120, "slug": "1-forum"}, {"name": "Club", "capacity": None}],
        "tracks": [{"name": "Community", "color": "#fff"}, {"name": {"en": "Data"}, "color": "#000"}],
        "days": [
            {"index": 1, "date": "2025-07-14", "rooms": {"Forum": [event]}},
            {"index": 2, "date": "2025-07-15", "rooms": {"Forum": [], "Club": []}},
        ],
    }
    return {"schedule": {"version": "0.9", "conference": known | conference}}


def read_json(data: dict, zone: str = ""):
    return read(json.dumps(data).encode(), zone=zone)
