"""The demo's congress centre: the same rooms and the same hours in either year."""

from datetime import datetime, time, timedelta
from typing import Any

from scheduling.actions.places import keep
from scheduling.models import Block, Room
from workshops.models import Meeting

ROOMS = (
    ("Harbor Hall", "Level 1", 300, ["projector", "hybrid"]),
    ("Lagoon Room", "Level 1", 200, ["projector", "hybrid"]),
    ("Cypress Room", "Level 2", 160, ["projector"]),
    ("Heron Room", "Level 2", 140, ["projector"]),
    ("Mangrove Room", "Level 2", 120, ["projector"]),
    ("Pelican Room", "Level 3", 100, ["projector"]),
    ("Sandpiper Room", "Level 3", 90, ["projector", "tables"]),
)
HOURS = (
    (0, "Friday morning workshops", "sessions", time(8), time(12)),
    (0, "Noon", "sessions", time(12, 15), time(12, 45)),
    (0, "Friday afternoon workshops", "sessions", time(13), time(18)),
    (1, "Saturday morning", "sessions", time(9, 30), time(11, 30)),
    (1, "Coffee", "break", time(11, 30), time(12)),
    (1, "Saturday afternoon", "sessions", time(16), time(18)),
    (2, "Sunday morning", "sessions", time(9, 30), time(11, 30)),
    (2, "Sunday afternoon", "sessions", time(16), time(18)),
    (3, "Monday morning", "sessions", time(9, 30), time(11, 30)),
)
"""Only on Friday is there a stretch of time long enough for a workshop."""


def open_places(meeting: Meeting, *, by: Any, at: datetime) -> None:
    for order, (name, location, capacity, features) in enumerate(ROOMS):
        room = Room(meeting=meeting, slug=name.lower().replace(" ", "-"), name=name, location=location)
        room.capacity, room.features, room.order = capacity, features, order
        keep(room, meeting=meeting, by=by, at=at)
    for day, name, kind, begins, ends in HOURS:
        block = Block(meeting=meeting, name=name, kind=kind, grid_minutes=15)
        block.starts_at, block.ends_at = clock(meeting, day, begins), clock(meeting, day, ends)
        keep(block, meeting=meeting, by=by, at=at)


def clock(meeting: Meeting, day: int, hour: time) -> datetime:
    """An hour on the meeting's first, second ... day (0, 1 ...), by its own clocks."""
    return datetime.combine(meeting.starts_on + timedelta(days=day), hour, meeting.tz)
