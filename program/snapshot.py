"""The frozen program: everything that is public about a meeting's sessions at one release.

Pages, feeds, tables, exchange files and the book are made from this and from nothing else. Its JSON is the
public file program.json; `schema` names its shape and rises when a reader would notice.
Times are aware datetimes in UTC, written as ISO 8601; the meeting's zone stands beside them.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

SCHEMA = "convoke.program/1"


@dataclass(frozen=True)
class FrozenRoom:
    slug: str
    name: str
    location: str = ""
    capacity: int | None = None


@dataclass(frozen=True)
class FrozenTopic:
    slug: str
    name: str
    code: str = ""
    hue: int = 0


@dataclass(frozen=True)
class FrozenBlock:
    """A break, or a stretch of sessions that has a name."""

    name: str
    kind: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class FrozenPerson:
    code: str
    name: str
    index_name: str
    affiliation: str = ""


@dataclass(frozen=True)
class FrozenRole:
    """A person in a role, with the institution as printed for this session."""

    person: str
    role: str
    affiliation: str = ""


@dataclass(frozen=True)
class FrozenItem:
    kind: str
    title: str
    minutes: int | None = None
    starts_at: datetime | None = None
    speaker: str = ""


@dataclass(frozen=True)
class FrozenSession:
    """`sequence` and `revised_at` are a calendar's: sequence rises when start, end, room or cancellation change,
    revised_at moves on every change (RFC 5545 3.8.7.4 and 3.8.7.3)."""

    code: str
    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    sequence: int = 0
    revised_at: datetime | None = None
    cancelled: bool = False
    cancel_reason: str = ""
    external_id: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    format: str = ""
    language: str = ""
    source_address: str = ""
    topics: tuple[str, ...] = ()
    people: tuple[FrozenRole, ...] = ()
    items: tuple[FrozenItem, ...] = ()

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def calendar_facts(self) -> tuple:
        """What a subscriber has to be told again when it changes."""
        return (self.starts_at, self.ends_at, self.room, self.cancelled)


@dataclass(frozen=True)
class FrozenMeeting:
    slug: str
    name: str
    starts_on: date
    ends_on: date
    zone: str
    venue: str = ""
    city: str = ""
    description: str = ""

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@dataclass(frozen=True)
class Program:
    """Sessions are in order of start, then room, then title."""

    meeting: FrozenMeeting
    number: int
    frozen_at: datetime
    note: str = ""
    rooms: tuple[FrozenRoom, ...] = ()
    topics: tuple[FrozenTopic, ...] = ()
    blocks: tuple[FrozenBlock, ...] = ()
    people: tuple[FrozenPerson, ...] = ()
    sessions: tuple[FrozenSession, ...] = ()
    schema: str = field(default=SCHEMA)

    @cached_property
    def room_by_slug(self) -> dict[str, FrozenRoom]:
        return {room.slug: room for room in self.rooms}

    @cached_property
    def topic_by_slug(self) -> dict[str, FrozenTopic]:
        return {topic.slug: topic for topic in self.topics}

    @cached_property
    def person_by_code(self) -> dict[str, FrozenPerson]:
        return {person.code: person for person in self.people}

    @cached_property
    def session_by_code(self) -> dict[str, FrozenSession]:
        return {session.code: session for session in self.sessions}

    @cached_property
    def living(self) -> tuple[FrozenSession, ...]:
        return tuple(session for session in self.sessions if not session.cancelled)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which sessions start, in the meeting's zone."""
        return tuple(sorted({self.day_of(session) for session in self.living}))

    def day_of(self, session: FrozenSession) -> date:
        return session.starts_at.astimezone(self.meeting.tz).date()


def to_json(program: Program) -> bytes:
    """Canonical: sorted keys, no spaces, UTF-8; the same program gives the same bytes."""
    return json.dumps(
        asdict(program),
        default=lambda moment: moment.isoformat(),
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def from_json(body: bytes) -> Program:
    """Read program.json back. Raises ValueError for another schema, KeyError or TypeError for another shape."""
    data = json.loads(body)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"This is not a program in the schema {SCHEMA}.")
    meeting = data["meeting"]
    dates = {key: date.fromisoformat(meeting[key]) for key in ("starts_on", "ends_on")}
    return Program(
        meeting=FrozenMeeting(**meeting | dates),
        number=data["number"],
        frozen_at=datetime.fromisoformat(data["frozen_at"]),
        note=data["note"],
        rooms=tuple(FrozenRoom(**each) for each in data["rooms"]),
        topics=tuple(FrozenTopic(**each) for each in data["topics"]),
        blocks=tuple(FrozenBlock(**_times(each)) for each in data["blocks"]),
        people=tuple(FrozenPerson(**each) for each in data["people"]),
        sessions=tuple(_session(each) for each in data["sessions"]),
    )


def _times(row: dict) -> dict:
    keys = [key for key in ("starts_at", "ends_at", "revised_at") if row.get(key)]
    return row | {key: datetime.fromisoformat(row[key]) for key in keys}


def _session(row: dict) -> FrozenSession:
    parts = {
        "topics": tuple(row["topics"]),
        "people": tuple(FrozenRole(**each) for each in row["people"]),
        "items": tuple(FrozenItem(**_times(each)) for each in row["items"]),
    }
    return FrozenSession(**_times(row) | parts)
