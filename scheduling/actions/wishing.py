"""Attendees vote for what they want to see, and people say where and when they take part."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.models import Absence, Afar, Ballot, Session, Vote
from workshops.models import Meeting

MOST_ABSENCES = 200
"""Of one person in one meeting."""


@transaction.atomic
def set_ballot(ballot: Ballot, *, by: Any, at: datetime) -> Ballot:
    """Ask attendees what they want to see, as a form has filled it in."""
    insist(rules.set_up_places(by))
    ballot.save()
    record("set ballot", ballot, by=by, at=at, opens_at=str(ballot.opens_at), closes_at=str(ballot.closes_at))
    return ballot


@transaction.atomic
def remove_ballot(ballot: Ballot, *, by: Any, at: datetime) -> None:
    """Ask no more; what was voted is forgotten."""
    insist(rules.set_up_places(by))
    record("remove ballot", ballot, by=by, at=at)
    Vote.objects.filter(session__meeting=ballot.meeting).delete()
    ballot.delete()


@transaction.atomic
def turn_vote(session: Session, ballot: Ballot, *, by: Any, at: datetime) -> bool:
    """Vote for a session, or take the vote back; whether there is one now. The audit learns nothing of it."""
    Person.objects.select_for_update().get(pk=by.pk)
    insist(rules.vote(by, ballot, at))
    vote = Vote.objects.filter(session=session, person=by).first()
    if vote:
        vote.delete()
        return False
    if Vote.objects.filter(session__meeting=ballot.meeting, person=by).count() >= ballot.most:
        insist(Refusal(f"You have chosen {ballot.most} sessions, which is all.", "Take one back first."))
    Vote.objects.create(session=session, person=by, at=at)
    return True


@transaction.atomic
def add_absences(
    meeting: Meeting, person: Person, stretches: Iterable[tuple[datetime, datetime]], *, by: Any, at: datetime
) -> int:
    """Say when somebody cannot be there; what is said already is left out. Returns how many were added."""
    insist(rules.tell_times(by, person))
    Person.objects.select_for_update().get(pk=person.pk)
    known = set(Absence.objects.filter(meeting=meeting, person=person).values_list("starts_at", "ends_at"))
    new = [each for each in dict.fromkeys(stretches) if each not in known]
    if len(known) + len(new) > MOST_ABSENCES:
        insist(Refusal(f"That is more than {MOST_ABSENCES} absences.", "Put those together that follow each other."))
    rows = [Absence(meeting=meeting, person=person, starts_at=starts, ends_at=ends) for starts, ends in new]
    Absence.objects.bulk_create(rows)
    if rows:
        record("add absences", person, by=by, at=at, meeting=meeting.slug, number=len(rows))
    return len(rows)


@transaction.atomic
def remove_absence(absence: Absence, *, by: Any, at: datetime) -> None:
    insist(rules.tell_times(by, absence.person))
    record("remove absence", absence.person, by=by, at=at, meeting=absence.meeting.slug)
    absence.delete()


@transaction.atomic
def take_part_from(meeting: Meeting, person: Person, zone: str, *, by: Any, at: datetime) -> None:
    """Say in whose night somebody would be asked to speak; no zone means on the spot."""
    insist(rules.tell_times(by, person))
    Afar.objects.filter(meeting=meeting, person=person).delete()
    if zone:
        Afar.objects.create(meeting=meeting, person=person, zone=zone)
    record("take part from", person, by=by, at=at, meeting=meeting.slug, zone=zone)
