"""A talk of a workshop that is not held takes its place in another session."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, Refused, insist
from proposals.candidates import rules as candidate_rules
from proposals.models import Candidate
from proposals.models.faculty import ItemKind, Role
from reviews.rules import in_conflict
from scheduling import rules
from scheduling.models import Session, SessionItem, SessionPerson


@transaction.atomic
def take_up(candidate: Candidate, session: Session, *, by: Any, at: datetime) -> SessionItem:
    """The last line of the session's running order; the session grows where its items need more time."""
    locked = (
        Candidate.objects.select_for_update(of=("self",)).select_related("proposal", "meeting").get(pk=candidate.pk)
    )
    insist(rules.set_up_places(by) or in_conflict(by, locked.proposal) or candidate_rules.take_up(locked))
    session = Session.objects.select_for_update().get(pk=session.pk)
    insist(_fits(locked, session))
    speaker, _ = SessionPerson.objects.get_or_create(
        session=session,
        person=_person_of(locked),
        role=Role.SPEAKER.value,
        defaults={"affiliation": locked.affiliation, "order": _last(session.people) + 1},
    )
    item = SessionItem.objects.create(
        session=session,
        kind=ItemKind.TALK.value,
        title=locked.title,
        minutes=locked.minutes,
        speaker=speaker,
        order=_last(session.items) + 1,
        candidate=locked,
    )
    session.minutes = max(session.minutes, sum(each.minutes or 0 for each in session.items.all()))
    session.save(update_fields=["minutes"])
    record("take up candidate", session, by=by, at=at, talk=locked.title, candidate=locked.code)
    return item


def _fits(candidate: Candidate, session: Session) -> Refusal | None:
    if session.meeting_id != candidate.meeting_id or session.cancelled_at:
        return Refusal("A talk is taken up into a session of its own meeting that takes place.")
    taken = SessionItem.objects.filter(candidate=candidate).select_related("session").first()
    return Refusal(f"It has its place already, in “{taken.session}”.") if taken else None


def _person_of(candidate: Candidate) -> Person:
    if candidate.person:
        return candidate.person
    given, _, family = candidate.speaker.rpartition(" ")
    facts = {"given_name": given[:100], "family_name": family[:100], "affiliation": candidate.affiliation}
    if not candidate.email:
        raise Refused(Refusal(f"There is no address of {candidate.speaker}."))
    person, _ = Person.objects.welcome(candidate.email, **facts)
    return person


def _last(rows: Any) -> int:
    return rows.aggregate(last=Max("order"))["last"] or 0
