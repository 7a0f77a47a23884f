"""How many places a session has, as the public program knows its room, and how one person stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from program.models import Enrolment, Release, SignUp
from program.shelf import program_of_release
from program.snapshot import FrozenSession, Program
from workshops.models import Meeting


def public_program(meeting: Meeting) -> Program | None:
    """What everybody reads now. Raises FileLost."""
    release = Release.objects.current(meeting)
    return program_of_release(release) if release else None


def places_of(sign_up: SignUp, program: Program | None) -> int:
    """Its own number, else the seats of its room. None where neither is known: then everybody waits until staff say
    a number, since too many at a door are worse."""
    if sign_up.places is not None:
        return sign_up.places
    session = program.session_by_code.get(sign_up.session.code) if program else None
    return (program.room_by_slug[session.room].capacity or 0) if program and session else 0


@dataclass(frozen=True)
class Standing:
    """`position` on the waiting list, 0 for who is not on it; `clashes` are titles of overlapping sessions."""

    places: int
    taken: int
    waiting: int
    has_place: bool = False
    position: int = 0
    clashes: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        """A free place is not offered to who comes later than the waiting list."""
        return 0 if self.waiting else max(self.places - self.taken, 0)


def standing_of(sign_up: SignUp, program: Program, person: Any) -> Standing:
    """Two queries for a stranger, four for who signed in."""
    row = SignUp.objects.counted().get(pk=sign_up.pk)
    counts = {"places": places_of(sign_up, program), "taken": row.taken, "waiting": row.waiting}
    mine = sign_up.enrolments.filter(person=person).first() if person.is_authenticated else None
    session = program.session_by_code[sign_up.session.code]
    clashes = tuple(each.title for each in clashing(person, session, program)) if person.is_authenticated else ()
    if mine is None:
        return Standing(**counts, clashes=clashes)
    if mine.placed_at:
        return Standing(**counts, has_place=True, clashes=clashes)
    return Standing(**counts, position=_position(mine), clashes=clashes)


def _position(mine: Enrolment) -> int:
    earlier = Q(asked_at__lt=mine.asked_at) | Q(asked_at=mine.asked_at, pk__lt=mine.pk)
    return Enrolment.objects.waiting().filter(earlier, sign_up=mine.sign_up_id).count() + 1


def clashing(person: Any, session: FrozenSession, program: Program) -> Iterable[FrozenSession]:
    """Others that she signed up for and that overlap. One query."""
    codes = Enrolment.objects.filter(person=person).values_list("sign_up__session__code", flat=True)
    found = (program.session_by_code.get(code) for code in codes if code != session.code)
    return [
        each
        for each in found
        if each and not each.cancelled and each.starts_at < session.ends_at and session.starts_at < each.ends_at
    ]
