"""Who takes part in a session that no proposal tells of: staff name them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import insist
from scheduling import rules
from scheduling.models import Session, SessionPerson
from workshops.models import Meeting


@dataclass(frozen=True)
class Named:
    """As printed. `role` is a value of proposals.models.faculty.Role."""

    given_name: str
    family_name: str
    role: str = "speaker"
    affiliation: str = ""


@transaction.atomic
def name_people(session: Session, *, people: Sequence[Named], by: Any, at: datetime) -> Session:
    """Make these the people of the session. A name that a session of this meeting has already is the same person."""
    insist(rules.set_up_places(by))
    session.people.all().delete()
    for order, named in enumerate(people):
        SessionPerson.objects.get_or_create(
            session=session,
            person=_person(session.meeting, named),
            role=named.role,
            defaults={"affiliation": named.affiliation, "order": order},
        )
    record("name people", session, by=by, at=at, people=len(people))
    return session


def _person(meeting: Meeting, named: Named) -> Person:
    names = {"given_name": named.given_name, "family_name": named.family_name}
    here = Person.objects.filter(session_roles__session__meeting=meeting, email=None, **names).first()
    return here or Person.objects.create(affiliation=named.affiliation, **names)
