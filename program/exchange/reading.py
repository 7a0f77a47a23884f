"""What a reader hands over of a file, before anything is checked: its meeting, its rooms, its events, in words."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Named:
    """A person as an event names her; `key` is the file's own id, empty where it has none."""

    key: str
    name: str
    role: str = "speaker"


@dataclass
class Event:
    """`moment` is a date and time, or a day, or empty; `day` and `clock` help out. Checking finds `starts_at`."""

    where: str
    external_id: str
    title: str
    room: str
    minutes: int | None
    moment: str
    day: str = ""
    clock: str = ""
    subtitle: str = ""
    topics: tuple[str, ...] = ()
    format: str = ""
    language: str = ""
    abstract: str = ""
    description: str = ""
    source_address: str = ""
    people: list[Named] = field(default_factory=list)
    starts_at: datetime | None = None


@dataclass
class Reading:
    """`rooms` are those the file declares, in order, with their capacity; empty when it declares none."""

    name: str
    starts_on: str
    ends_on: str
    zone: str
    events: list[Event]
    slug: str = ""
    venue: str = ""
    city: str = ""
    rooms: dict[str, int | None] = field(default_factory=dict)
    tracks: list[str] = field(default_factory=list)
    day_change: str = ""
