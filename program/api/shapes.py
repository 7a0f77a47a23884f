"""What the API's answers look like. No shape has a place for anybody's address."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from program.api.answers import Page, Slice
from program.disclosures import statement
from program.snapshot import FrozenAnswer, FrozenItem, FrozenPerson, FrozenRoom, FrozenSession, FrozenTopic, Program


class MeetingOut(Schema):
    """`release` is the number of the current program; none while nothing is released."""

    slug: str
    name: str
    starts_on: date
    ends_on: date
    zone: str
    venue: str
    city: str
    release: int | None = None


class MeetingsOut(Page):
    meetings: list[MeetingOut]


class ReleaseOut(Schema):
    """`files` are addresses below the meeting's: program.ics, rooms/hall-a.ics."""

    meeting: str
    number: int
    note: str
    frozen_at: datetime
    published_at: datetime
    sessions: int
    cancelled: int
    files: list[str]


class EarlierOut(Schema):
    number: int
    note: str
    frozen_at: datetime
    published_at: datetime


class ReleasesOut(Page):
    releases: list[EarlierOut]


class ChangeOut(Schema):
    """`kind` is new, moved, room, cancelled, revived or text; `sentence` says it to a reader."""

    kind: str
    code: str
    title: str
    sentence: str


class ChangesOut(Page):
    """From release `since` to `release`; `since` is none for the first."""

    release: int
    since: int | None
    changes: list[ChangeOut]


class PersonOut(Schema):
    code: str
    name: str
    role: str
    affiliation: str


class PlacedOut(Schema):
    """A session in its place."""

    code: str
    title: str
    subtitle: str
    starts_at: datetime
    ends_at: datetime
    format: str
    language: str
    abstract: str
    description: str
    room: FrozenRoom
    topics: list[FrozenTopic]
    people: list[PersonOut]
    items: list[FrozenItem]
    answers: list[FrozenAnswer]


class SessionOut(PlacedOut):
    """`sequence` and `revised_at` rise and move as in the calendar feeds; `disclosures` are sentences, where the
    meeting asks for them."""

    uid: str
    cancelled: bool
    cancel_reason: str
    sequence: int
    revised_at: datetime | None
    disclosures: list[str]


class SessionsOut(Page):
    release: int
    sessions: list[SessionOut]


class SpeakerOut(Schema):
    """`sessions` are codes; `index_name` is the name as an index prints it."""

    code: str
    name: str
    index_name: str
    affiliation: str
    sessions: list[str]


class PeopleOut(Page):
    release: int
    people: list[SpeakerOut]


class RoomsOut(Page):
    release: int
    rooms: list[FrozenRoom]


class TopicsOut(Page):
    release: int
    topics: list[FrozenTopic]


class SessionQuestion(Slice):
    """Filters, as on the program page; `person` is a code, `q` words in any order."""

    day: date | None = None
    topic: Annotated[str, Field(max_length=100)] = ""
    room: Annotated[str, Field(max_length=100)] = ""
    person: Annotated[str, Field(max_length=100)] = ""
    q: Annotated[str, Field(max_length=100)] = ""


class PeopleQuestion(Slice):
    """`q` are words of the name, in any order."""

    q: Annotated[str, Field(max_length=100)] = ""


class ChangesQuestion(Slice):
    """`since` is the number of an earlier release; the one before the current where it is not said."""

    since: Annotated[int | None, Field(ge=1, le=1_000_000)] = None


def session_out(session: FrozenSession, program: Program) -> SessionOut:
    names = SessionOut.model_fields.keys() - PlacedOut.model_fields.keys() - {"disclosures"}
    own = {name: getattr(session, name) for name in names}
    return SessionOut(**placed(session, program) | own, disclosures=statement(session, program))


def placed(session: FrozenSession, program: Program) -> dict:
    """What a PlacedOut says of a session."""
    own = PlacedOut.model_fields.keys() - {"room", "topics", "people"}
    said = {name: getattr(session, name) for name in own}
    people = [
        PersonOut(
            code=role.person,
            name=program.person_by_code[role.person].name,
            role=role.role,
            affiliation=role.affiliation,
        )
        for role in session.people
    ]
    topics = list(program.topics_of(session))
    return said | {"room": program.room_by_slug[session.room], "topics": topics, "people": people}


def speaker_out(person: FrozenPerson, program: Program) -> SpeakerOut:
    sessions = [session.code for session in program.by_person.get(person.code, ())]
    return SpeakerOut(
        code=person.code,
        name=person.name,
        index_name=person.index_name,
        affiliation=person.affiliation,
        sessions=sessions,
    )
