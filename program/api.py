"""The read API on released programs, /api/v1/. Everybody may read it; drafts and people's addresses are not in it.

Answers follow from the frozen release alone, so each has a strong ETag of release and question.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from django.http import Http404, HttpResponse
from ninja import NinjaAPI, Query, Schema
from pydantic import Field

from program.disclosures import statement
from program.finding import Wanted, find
from program.models import Release
from program.rendition.bundle import is_public
from program.shelf import RETRY_SECONDS, FileLost
from program.snapshot import FrozenAnswer, FrozenItem, FrozenRoom, FrozenSession, FrozenTopic, Program
from program.views.fetching import current_program
from program.views.serving import answer, tag_of
from workshops.models import Meeting

JSON = "application/json; charset=utf-8"

api = NinjaAPI(
    title="Convoke: released programs",
    version="1",
    description="Meetings, their current release and its sessions. Times are UTC; the meeting's zone stands beside.",
    urls_namespace="api",
    docs_url=None,  # its page needs scripts from elsewhere
)


def reads(path: str, response) -> Callable:
    """An address to GET, told in the document, and to HEAD; named as its function is."""

    def register(view):
        api.get(path, response=response, url_name=view.__name__)(view)
        return api.api_operation(["HEAD"], path, include_in_schema=False)(view)

    return register


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


class PersonOut(Schema):
    code: str
    name: str
    role: str
    affiliation: str


class SessionOut(Schema):
    """`sequence` and `revised_at` rise and move as in the calendar feeds; `disclosures` are sentences, where the
    meeting asks for them."""

    code: str
    uid: str
    title: str
    subtitle: str
    starts_at: datetime
    ends_at: datetime
    cancelled: bool
    cancel_reason: str
    sequence: int
    revised_at: datetime | None
    format: str
    language: str
    abstract: str
    description: str
    room: FrozenRoom
    topics: list[FrozenTopic]
    people: list[PersonOut]
    items: list[FrozenItem]
    answers: list[FrozenAnswer]
    disclosures: list[str]


class SessionsOut(Schema):
    """`count` is how many match; `sessions` at most `limit` of them from `offset` on."""

    release: int
    count: int
    sessions: list[SessionOut]


class Question(Schema):
    """Filters, as on the program page; `person` is a code, `q` words in any order."""

    day: date | None = None
    topic: str = ""
    room: str = ""
    person: str = ""
    q: Annotated[str, Field(max_length=100)] = ""
    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 100


@reads("/meetings", list[MeetingOut])
def meetings(request):
    """Public meetings, the latest first."""
    numbers: dict[int, int] = {}
    for meeting, number in Release.objects.public().values_list("meeting", "number"):
        numbers[meeting] = max(number, numbers.get(meeting, 0))
    rows = Meeting.objects.filter(is_public=True).order_by("-starts_on", "slug")
    found = [MeetingOut.model_validate(row) for row in rows]
    for row, shown in zip(rows, found, strict=True):
        shown.release = numbers.get(row.pk)
    body = b"[" + b",".join(each.model_dump_json().encode() for each in found) + b"]"
    return _answer(request, lambda: body, tag_of(body))


@reads("/meetings/{meeting}/release", ReleaseOut)
def release(request, meeting: str):
    """The current release of a meeting."""
    made, program = current_program(meeting)

    def make() -> bytes:
        cancelled = len(program.sessions) - len(program.living)
        return (
            ReleaseOut(
                meeting=meeting,
                number=made.number,
                note=program.note,
                frozen_at=program.frozen_at,
                published_at=made.published_at,
                sessions=len(program.living),
                cancelled=cancelled,
                files=[name for name in made.files.values_list("name", flat=True) if is_public(name)],
            )
            .model_dump_json()
            .encode()
        )

    return _answer_of(request, made, make)


@reads("/meetings/{meeting}/sessions", SessionsOut)
def sessions(request, meeting: str, question: Query[Question]):
    """Sessions of the current release in order of time, also the cancelled ones."""
    made, program = current_program(meeting)

    def make() -> bytes:
        wanted = Wanted(question.day, question.topic, question.room, question.person, question.q)
        found = find(program, wanted)
        some = found[question.offset : question.offset + question.limit]
        shown = [_session(each, program) for each in some]
        return SessionsOut(release=made.number, count=len(found), sessions=shown).model_dump_json().encode()

    return _answer_of(request, made, make)


@reads("/meetings/{meeting}/sessions/{code}", SessionOut)
def session(request, meeting: str, code: str):
    """One session of the current release."""
    made, program = current_program(meeting)
    if code not in program.session_by_code:
        raise Http404
    found = program.session_by_code[code]
    return _answer_of(request, made, lambda: _session(found, program).model_dump_json().encode())


def _session(session: FrozenSession, program: Program) -> SessionOut:
    names = {name: getattr(session, name) for name in SessionOut.model_fields if hasattr(session, name)}
    people = [
        PersonOut(
            code=role.person,
            name=program.person_by_code[role.person].name,
            role=role.role,
            affiliation=role.affiliation,
        )
        for role in session.people
    ]
    looked_up = {
        "room": program.room_by_slug[session.room],
        "topics": list(program.topics_of(session)),
        "people": people,
        "items": list(session.items),
        "answers": list(session.answers),
        "disclosures": statement(session, program),
    }
    return SessionOut(**names | looked_up)


def _answer_of(request, made: Release, make: Callable[[], bytes]) -> HttpResponse:
    tag = tag_of(made.digest, request.path, request.META.get("QUERY_STRING", ""))
    return _answer(request, make, tag, modified=made.published_at)


def _answer(request, make: Callable[[], bytes], tag: str, modified: datetime | None = None) -> HttpResponse:
    response = answer(request, make, etag=tag, media_type=JSON, modified=modified)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@api.exception_handler(FileLost)
def lost(request, fault: FileLost) -> HttpResponse:
    response = api.create_response(request, {"detail": "The program cannot be read now; ask again soon."}, status=503)
    response["Retry-After"] = RETRY_SECONDS
    return response
