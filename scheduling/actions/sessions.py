"""Sessions come from confirmed proposals, from an imported program, or from staff."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, insist
from proposals.models import Faculty, Proposal
from scheduling import rules
from scheduling.actions.journal import vacate
from scheduling.actions.placing import draft_of
from scheduling.models import Session, SessionItem, SessionPerson, Version


@transaction.atomic
def open_session(proposal: Proposal, *, by: Any, at: datetime) -> Session:
    """The session of a confirmed proposal; asked twice, it is opened once and its text is brought up to date."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    session, is_new = Session.objects.get_or_create(
        proposal=proposal,
        defaults={"meeting": proposal.call.meeting, "minutes": proposal.format.minutes, "title": proposal.title},
    )
    session.title = proposal.title
    session.abstract = proposal.summary
    session.format_name = proposal.format.name
    session.minutes = sum(item.minutes for item in proposal.items.all()) or proposal.format.minutes
    session.save()
    session.topics.set(proposal.topics.all())
    _copy_people_and_items(proposal, session)
    draft_of(session.meeting, at=at)
    record("open session" if is_new else "update session", session, by=by, at=at)
    return session


def _copy_people_and_items(proposal: Proposal, session: Session) -> None:
    """As the proposal has them now; talks that were taken up from elsewhere stay, after its own."""
    taken_up = session.items.filter(candidate__isnull=False)
    session.people.exclude(items__in=taken_up).delete()
    session.items.filter(candidate__isnull=True).delete()
    roles: dict[int, SessionPerson] = {}
    for faculty in proposal.faculty.all():
        roles[faculty.pk], _ = SessionPerson.objects.get_or_create(
            session=session,
            person=person_of(faculty),
            role=faculty.role,
            defaults={"affiliation": faculty.affiliation, "order": faculty.order},
        )
    for item in proposal.items.all():
        SessionItem.objects.create(
            session=session,
            kind=item.kind,
            title=item.title,
            minutes=item.minutes,
            speaker=roles.get(item.speaker_id) if item.speaker_id else None,
            order=item.order,
        )


@transaction.atomic
def replace_person(proposal: Proposal, person: int | None, key: str, *, by: Any, at: datetime) -> None:
    """Where the proposal has a session, the row `key` stands in it, and who left does not, in talks neither."""
    session = Session.objects.select_for_update().filter(proposal=proposal).first()
    faculty = proposal.faculty.filter(key=key).first()
    if session is None or faculty is None:
        return
    kept = set(proposal.faculty.exclude(person=None).values_list("person", "role"))
    new, _ = SessionPerson.objects.get_or_create(
        session=session,
        person=person_of(faculty),
        role=faculty.role,
        defaults={"affiliation": faculty.affiliation, "order": faculty.order},
    )
    gone = [old for old in session.people.filter(person=person) if (old.person_id, old.role) not in kept]
    SessionItem.objects.filter(session=session, speaker__in=gone).update(speaker=new)
    SessionPerson.objects.filter(pk__in=[old.pk for old in gone]).delete()
    record("replace person", session, by=by, at=at, left=person, came=new.person_id)


def person_of(faculty: Faculty) -> Person:
    """The person whom the proposer wrote down: by address where there is one, else a person known only by name."""
    if faculty.person:
        return faculty.person
    names = {"given_name": faculty.given_name, "family_name": faculty.family_name}
    facts = names | {"affiliation": faculty.affiliation, "country": faculty.country}
    if faculty.email:
        person, _ = Person.objects.welcome(faculty.email, **facts)
    else:
        person = Person.objects.create(**facts)
    Faculty.objects.filter(pk=faculty.pk).update(person=person)
    return person


@transaction.atomic
def keep_session(session: Session, *, by: Any, at: datetime) -> Session:
    """Save a session that staff entered or changed in a form."""
    insist(rules.set_up_places(by))
    is_new = session.pk is None
    session.save()
    draft_of(session.meeting, at=at)
    record("add session" if is_new else "edit session", session, by=by, at=at)
    return session


@transaction.atomic
def cancel_session(session: Session, *, reason: str, by: Any, at: datetime) -> Session:
    """The session stays in feeds as cancelled, with its last place; the draft loses it."""
    insist(rules.set_up_places(by))
    session = Session.objects.select_for_update().get(pk=session.pk)
    if not session.cancelled_at:
        session.cancelled_at = at
        session.cancel_reason = reason
        session.save(update_fields=["cancelled_at", "cancel_reason"])
        vacate([session], by=by, at=at)
        record("cancel session", session, by=by, at=at, reason=reason)
    return session


@transaction.atomic
def revive_session(session: Session, *, by: Any, at: datetime) -> Session:
    """Undo a cancellation; the session waits for a place again."""
    insist(rules.set_up_places(by))
    Session.objects.filter(pk=session.pk).update(cancelled_at=None, cancel_reason="")
    record("revive session", session, by=by, at=at)
    session.refresh_from_db()
    return session


@transaction.atomic
def write_note(version: Version, session: Session, *, note: str, by: Any, at: datetime) -> None:
    """What whoever works on the schedule should know of a session."""
    insist(rules.place(by, version))
    Session.objects.filter(pk=session.pk).update(note=note)
    record("note session", session, by=by, at=at)


@transaction.atomic
def remove_session(session: Session, *, by: Any, at: datetime) -> None:
    """Only a session that no proposal and no release knows can vanish; others are cancelled."""
    insist(rules.set_up_places(by))
    if session.proposal_id or Version.objects.filter(placements__session=session, frozen_at__isnull=False).exists():
        insist(Refusal("This session was proposed or released.", "Cancel it instead, so that calendars learn of it."))
    record("remove session", session, by=by, at=at, title=session.title)
    session.delete()
