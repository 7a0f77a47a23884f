"""Sign up for a session, leave it, and what staff do with its list. A waiting list moves up by itself, in order."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from audit.actions import record
from letters.actions import compose
from people.models import Person
from people.refusal import Refusal, Refused, insist
from program.attending import rules
from program.attending.places import places_of, public_program
from program.inviting.plan import when_of
from program.models import Enrolment, SignUp
from program.shelf import FileLost
from program.snapshot import FrozenSession, Program
from scheduling.models import Session

log = logging.getLogger(__name__)
A_DAY = timedelta(days=1)


@transaction.atomic
def open_sign_up(session: Session, *, places: int | None, by: Any, at: datetime) -> SignUp:
    """People sign up for it from now on; or there are so many places now. Nobody who has one loses it."""
    insist(rules.run(by))
    sign_up, is_new = SignUp.objects.select_for_update().get_or_create(session=session)
    sign_up.places = places
    sign_up.save(update_fields=["places"])
    record("open sign-up" if is_new else "set places", session, by=by, at=at, places=places)
    move_up(sign_up, at=at)
    return sign_up


@transaction.atomic
def end_sign_up(session: Session, *, by: Any, at: datetime) -> None:
    """Whoever likes may come again."""
    insist(rules.run(by))
    sign_up = _locked(session)
    insist(rules.end_sign_up(sign_up))
    sign_up.delete()
    record("end sign-up", session, by=by, at=at)


@transaction.atomic
def sign_up(session: Session, *, by: Any, at: datetime) -> Enrolment:
    """She gets a place, or the end of the waiting list. Asked twice, she stays where she is."""
    row = _locked(session)
    program = public_program(session.meeting)
    insist(rules.sign_up(by, session.meeting, _frozen(session, program), at))
    mine = row.enrolments.filter(person=by).first()
    return mine or _enrol(row, by, program, by=by, at=at)


@transaction.atomic
def leave(session: Session, *, by: Any, at: datetime) -> None:
    """Her place goes to the first who waits."""
    row = _locked(session)
    insist(rules.leave(_frozen(session, public_program(session.meeting)), at))
    if row.enrolments.filter(person=by).delete()[0]:
        record("leave", session, by=by, at=at)
        move_up(row, at=at)


@transaction.atomic
def add(session: Session, person: Person, *, despite: bool = False, by: Any, at: datetime) -> Enrolment:
    """Staff sign somebody up; `despite` gives a place where none is left, and passes the waiting list."""
    insist(rules.run(by))
    row = _locked(session)
    program = public_program(session.meeting)
    mine = row.enrolments.filter(person=person).first() or _enrol(row, person, program, by=by, at=at)
    if mine.placed_at is None and despite:
        mine.placed_at = at
        mine.save(update_fields=["placed_at"])
        record("give a place", session, by=by, at=at, person=person.code)
    if mine.placed_at == at:
        _tell("program.place_found", mine, program, at=at)
    return mine


@transaction.atomic
def remove(enrolment: Enrolment, *, reason: str, by: Any, at: datetime) -> None:
    """Staff take somebody off the list, and she is told why."""
    insist(rules.run(by))
    session = enrolment.sign_up.session
    row = _locked(session)
    _tell("program.place_lost", enrolment, public_program(session.meeting), reason=reason, at=at)
    record("remove from sign-up", session, by=by, at=at, person=enrolment.person.code, reason=reason)
    enrolment.delete()
    move_up(row, at=at)


def move_up(row: SignUp, *, at: datetime) -> int:
    """Give free places to who waits, first come first; returns to how many. The row is locked."""
    program = public_program(row.session.meeting)
    session = _frozen(row.session, program)
    if session is None or session.cancelled or session.starts_at <= at:
        return 0
    free = max(places_of(row, program) - row.enrolments.placed().count(), 0)
    found = list(row.enrolments.waiting().select_related("person", "sign_up__session__meeting")[:free])
    for each in found:
        each.placed_at = at
        each.save(update_fields=["placed_at"])
        record("move up", row.session, by=None, at=at, person=each.person.code)
        _tell("program.place_found", each, program, at=at)
    return len(found)


def keep_lists(at: datetime) -> None:
    """At each tick: what a new release changed, a larger room or a cancelled session, reaches those who signed up."""
    rows = SignUp.objects.filter(
        enrolments__isnull=False, session__meeting__is_public=True, session__meeting__ends_on__gte=(at - A_DAY).date()
    )
    for row in rows.distinct().select_related("session__meeting"):
        try:
            with transaction.atomic():
                _keep_list(_locked(row.session), at)
        except FileLost:
            log.exception("the list of session %s waits for the program that is lost", row.session.pk)


def _keep_list(row: SignUp, at: datetime) -> None:
    program = public_program(row.session.meeting)
    session = _frozen(row.session, program)
    if session and bool(row.called_off_at) != session.cancelled:
        row.called_off_at = at if session.cancelled else None
        row.save(update_fields=["called_off_at"])
        if session.cancelled and session.starts_at > at:
            for each in row.enrolments.select_related("person", "sign_up__session__meeting"):
                _tell("program.places_gone", each, program, reason=session.cancel_reason, at=at)
    move_up(row, at=at)


def _locked(session: Session) -> SignUp:
    row = SignUp.objects.select_for_update().filter(session=session).first()
    if row is None:
        raise Refused(Refusal("This session needs no sign-up.", "Come when it begins."))
    row.session = session
    return row


def _frozen(session: Session, program: Program | None) -> FrozenSession | None:
    return program.session_by_code.get(session.code) if program else None


def _enrol(row: SignUp, person: Person, program: Program | None, *, by: Any, at: datetime) -> Enrolment:
    is_free = not row.enrolments.waiting().exists() and row.enrolments.placed().count() < places_of(row, program)
    mine = Enrolment.objects.create(sign_up=row, person=person, asked_at=at, placed_at=at if is_free else None)
    record("sign up", row.session, by=by, at=at, person=person.code, has_place=is_free)
    return mine


def _tell(
    kind: str, enrolment: Enrolment, program: Program | None, *, at: datetime, reason: str | None = None
) -> None:
    session = _frozen(enrolment.sign_up.session, program)
    person = enrolment.person
    if program is None or session is None or not person.email:
        return
    meeting = enrolment.sign_up.session.meeting
    link = settings.SITE_ADDRESS.rstrip("/") + reverse("session_places", args=[meeting.slug, session.code])
    values = {
        "name": person.name,
        "session": session.title,
        "meeting": meeting.name,
        "when": when_of(session.starts_at, meeting.zone),
        "place": program.room_by_slug[session.room].name,
        "link": link,
    } | ({} if reason is None else {"reason": reason or "No reason was given."})
    compose(kind, meeting.letter_set, values, to=person, by=None, at=at, about=enrolment.sign_up.session, hold=False)
