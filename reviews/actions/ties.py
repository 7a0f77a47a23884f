"""Declare a tie to somebody, which binds without end, and lift one that was declared by mistake."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews import rules
from reviews.actions.binding import bind
from reviews.models import Tie, TieKind


@transaction.atomic
def declare_tie(
    person: Any, *, kind: str, family_name: str, by: Any, at: datetime, given_name: str = "", email: str = ""
) -> Tie:
    """From now on neither sees anything of what the other proposes or takes part in. Without an address it is only a
    hint for the chair, since two people may share a name.
    """
    insist(rules.declare_tie(by, person))
    email = email.strip().lower()
    if kind not in TieKind.values:
        raise Refused(Refusal("That is not one of the ties."))
    other = Person.objects.known(email) if email else None
    if other == person or (person.email and email == person.email):
        raise Refused(Refusal("A tie is to somebody else."))
    if email and Tie.objects.filter(person=person, email=email).exists():
        raise Refused(Refusal(f"A tie to {email} is declared already."))
    names = {"given_name": given_name.strip(), "family_name": family_name.strip()}
    tie = Tie.objects.create(person=person, other=other, email=email, kind=kind, by=by, at=at, **names)
    record("declare tie", tie, by=by, at=at, person=person.pk, kind=kind)
    bind(_judged(at), at=at, people=_ends(tie))
    return tie


@transaction.atomic
def lift_tie(tie: Tie, *, by: Any, at: datetime) -> None:
    """What followed from it is there again."""
    insist(rules.lift_tie(by, tie))
    record("lift tie", tie, by=by, at=at, person=tie.person_id, kind=tie.kind)
    ends = _ends(tie)
    tie.delete()
    bind(_judged(at), at=at, people=ends)


def _ends(tie: Tie) -> list[Person]:
    other = tie.other or (Person.objects.known(tie.email) if tie.email else None)
    return [tie.person, *([other] if other else [])]


def _judged(at: datetime) -> list[Proposal]:
    """Of the meetings that are still to come."""
    return list(Proposal.objects.submitted().filter(call__meeting__ends_on__gte=at.date()).only("pk"))
