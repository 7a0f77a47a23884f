"""The frozen program: everything that is public about a meeting's sessions at one release.

Pages, feeds, tables, exchange files and the book are made from this and from nothing else. Its JSON is the
public file program.json; `schema` names its shape and rises when a reader would notice.
Times are aware datetimes in UTC, written as ISO 8601; the meeting's zone stands beside them.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from django.utils.text import slugify
from pydantic import AwareDatetime, NonNegativeInt, StringConstraints, TypeAdapter

from program.folding import folded
from workshops.answering import lines_of, link_of, told
from workshops.dates import spoken_dates

type Name = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]+$", max_length=60)]
"""What may stand in an address and in a file's name."""
type WebAddress = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$", max_length=500)]


@dataclass(frozen=True)
class FrozenRoom:
    """`for_registrants`: it is followed online at an address that only they are told."""

    slug: Name
    name: str
    location: str = ""
    capacity: NonNegativeInt | None = None
    online_address: WebAddress = ""
    for_registrants: bool = False

    @property
    def is_online(self) -> bool:
        """What happens in it can be followed from elsewhere."""
        return bool(self.online_address) or self.for_registrants

    @property
    def is_nowhere(self) -> bool:
        """It can be followed online only: it has neither a place nor seats."""
        return self.is_online and not self.location and not self.capacity


@dataclass(frozen=True)
class FrozenTopic:
    slug: Name
    name: str
    code: str = ""
    hue: NonNegativeInt = 0


@dataclass(frozen=True)
class FrozenBlock:
    """A break, or a stretch of sessions that has a name."""

    name: str
    kind: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime


@dataclass(frozen=True)
class FrozenPerson:
    code: Name
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
class FrozenInterest:
    """A relevant relationship with a company, as attendees are told of it; `nature` is a value of
    workshops.models.disclosure.Nature."""

    company: str
    nature: str


@dataclass(frozen=True)
class FrozenDisclosure:
    """What a person disclosed, once it was complete: every relevant relationship has been mitigated. `stated` tells
    who stated nothing from who stated only what is not relevant here."""

    person: str
    stated: Literal["nothing", "nothing relevant", "interests"]
    interests: tuple[FrozenInterest, ...] = ()


@dataclass(frozen=True)
class FrozenItem:
    kind: str
    title: str
    minutes: NonNegativeInt | None = None
    starts_at: AwareDatetime | None = None
    speaker: str = ""


@dataclass(frozen=True)
class FrozenAnswer:
    """What the workshop's people say to a question of their call that is printed; `kind` is a value of
    workshops.models.prompt.PromptKind, and of several choices each is a line."""

    label: str
    kind: str
    text: str

    @property
    def lines(self) -> list[str]:
        return lines_of(self.text) if self.kind in ("several", "ranking") else []

    @property
    def is_ranked(self) -> bool:
        return self.kind == "ranking"

    @property
    def link(self) -> str:
        """Where it leads, for a link that may be followed."""
        return (link_of(self.text) or "") if self.kind == "link" else ""

    @property
    def words(self) -> str:
        return told(self.kind, self.text)


@dataclass(frozen=True)
class FrozenSession:
    """`sequence` and `revised_at` are a calendar's: sequence rises when start, end, room or cancellation change,
    revised_at moves on every change (RFC 5545 3.8.7.4 and 3.8.7.3). `limited`: one signs up for a place."""

    code: Name
    uid: str
    title: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    room: str
    sequence: NonNegativeInt = 0
    revised_at: AwareDatetime | None = None
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
    answers: tuple[FrozenAnswer, ...] = ()
    limited: bool = False

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def calendar_facts(self) -> tuple:
        """What a subscriber has to be told again when it changes."""
        return (self.starts_at, self.ends_at, self.room, self.cancelled)


@dataclass(frozen=True)
class FrozenMeeting:
    """`asks_feedback`: on each session, once it is over."""

    slug: Name
    name: str
    starts_on: date
    ends_on: date
    zone: str
    venue: str = ""
    city: str = ""
    description: str = ""
    coordinates: str = ""
    asks_feedback: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def dates(self) -> str:
        return spoken_dates(self.starts_on, self.ends_on)

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.venue, self.city) if part)


@dataclass(frozen=True)
class Program:
    """Sessions are in order of start, then room, then title."""

    meeting: FrozenMeeting
    number: int
    frozen_at: AwareDatetime
    note: str = ""
    rooms: tuple[FrozenRoom, ...] = ()
    topics: tuple[FrozenTopic, ...] = ()
    blocks: tuple[FrozenBlock, ...] = ()
    people: tuple[FrozenPerson, ...] = ()
    sessions: tuple[FrozenSession, ...] = ()
    disclosures: tuple[FrozenDisclosure, ...] = ()
    schema: Literal["convoke.program/1"] = "convoke.program/1"

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
    def disclosure_by_person(self) -> dict[str, FrozenDisclosure]:
        return {each.person: each for each in self.disclosures}

    @cached_property
    def session_by_code(self) -> dict[str, FrozenSession]:
        return {session.code: session for session in self.sessions}

    @cached_property
    def living(self) -> tuple[FrozenSession, ...]:
        return tuple(session for session in self.sessions if not session.cancelled)

    @cached_property
    def formats(self) -> dict[str, str]:
        """The name of each format by its slug, in the program's order."""
        return {format_slug(each.format): each.format for each in reversed(self.sessions) if each.format}

    @cached_property
    def starts(self) -> tuple[datetime, ...]:
        """When the living begin, in order."""
        return tuple(session.starts_at for session in self.living)

    @cached_property
    def longest(self) -> timedelta:
        return max((session.ends_at - session.starts_at for session in self.living), default=timedelta())

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which sessions start, in the meeting's zone."""
        return tuple(sorted({self.day_of(session) for session in self.living}))

    @cached_property
    def by_day(self) -> dict[date, list[FrozenSession]]:
        return self._shelved(lambda session: (self.day_of(session),))

    @cached_property
    def by_topic(self) -> dict[str, list[FrozenSession]]:
        return self._shelved(lambda session: session.topics)

    @cached_property
    def by_room(self) -> dict[str, list[FrozenSession]]:
        return self._shelved(lambda session: (session.room,))

    @cached_property
    def by_person(self) -> dict[str, list[FrozenSession]]:
        return self._shelved(lambda session: [role.person for role in session.people])

    def _shelved[Key](self, keys: Callable[[FrozenSession], Iterable[Key]]) -> dict[Key, list[FrozenSession]]:
        """Sessions under each of their keys, in the program's order, those that are cancelled too."""
        shelves: dict[Key, list[FrozenSession]] = {}
        for session in self.sessions:
            for key in dict.fromkeys(keys(session)):
                shelves.setdefault(key, []).append(session)
        return shelves

    @cached_property
    def by_letter(self) -> dict[str, list[FrozenPerson]]:
        """People under the first letter of the name they are sorted by, other alphabets than the Latin together."""
        letters: dict[str, list[FrozenPerson]] = {}
        for person in sorted(self.people, key=lambda person: (folded(person.index_name), person.code)):
            first = folded(person.index_name)[:1]
            letters.setdefault(first.upper() if "a" <= first <= "z" else "…", []).append(person)
        return {letter: letters[letter] for letter in sorted(letters, key=lambda letter: (letter == "…", letter))}

    @cached_property
    def people_folded(self) -> list[tuple[str, FrozenPerson]]:
        return [(folded(person.name), person) for person in self.people]

    @cached_property
    def topics_folded(self) -> list[tuple[str, FrozenTopic]]:
        return [(folded(topic.name), topic) for topic in self.topics]

    @cached_property
    def haystacks(self) -> dict[str, str]:
        """By the code of a session, all its words as a search compares them."""
        return {session.code: folded(" ".join(self._words(session))) for session in self.sessions}

    def _words(self, session: FrozenSession) -> Iterable[str]:
        yield from (session.title, session.subtitle, session.abstract, session.description, session.format)
        yield from (self.person_by_code[role.person].name for role in session.people)
        yield from (role.affiliation for role in session.people)
        yield from (item.title for item in session.items)
        yield from (topic.name for topic in self.topics_of(session))
        yield from (f"{answer.label} {answer.words}" for answer in session.answers)

    def day_of(self, session: FrozenSession) -> date:
        return session.starts_at.astimezone(self.meeting.tz).date()

    def topics_of(self, session: FrozenSession) -> tuple[FrozenTopic, ...]:
        """Those of its topics that the meeting still has."""
        return tuple(self.topic_by_slug[slug] for slug in session.topics if slug in self.topic_by_slug)

    def disclosures_of(self, session: FrozenSession) -> tuple[FrozenDisclosure, ...]:
        """Of its people, in the order of their roles, as far as they are complete."""
        known = self.disclosure_by_person
        return tuple(known[person.code] for person in self.people_of(session) if person.code in known)

    def people_of(self, session: FrozenSession) -> tuple[FrozenPerson, ...]:
        """Each once, in the order of their roles."""
        return tuple(self.person_by_code[code] for code in dict.fromkeys(role.person for role in session.people))


def format_slug(name: str) -> str:
    """What stands in the address of a format's feed. It follows from the name alone, so that it stays; names that
    differ in case or signs only are one format."""
    return slugify(name)[:60].strip("-") or hashlib.sha256(name.encode()).hexdigest()[:12]


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
    """Read program.json back. Raises pydantic's ValidationError, a ValueError, for another schema or shape."""
    return _READER.validate_json(body)


_READER = TypeAdapter(Program)
