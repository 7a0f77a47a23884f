"""Verbs of disclosing: a meeting asks, a person states, staff remind and record what comes on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, Refused, insist
from rendering.text import one_line
from workshops import rules, telling
from workshops.actions import writing
from workshops.disclosing import Standing, current_of, policy_of, standing_of
from workshops.models import Disclosure, DisclosurePolicy, Judgement, Meeting, Mitigation, Relationship
from workshops.models.disclosure import Nature

MOST = 60
"""Statements of one person for one meeting, and relationships in one of them."""
NEWER = Refusal("You have stated something newer since.", "Look at it, then say whether it is still true.")


@dataclass(frozen=True)
class Tie:
    """A relationship as somebody states it."""

    company: str
    nature: str
    ended: bool = False


@transaction.atomic
def set_policy(meeting: Meeting, *, by: Any, at: datetime, **fields: Any) -> DisclosurePolicy:
    """Say what the meeting asks, of whom."""
    insist(rules.set_up(by))
    policy, _ = DisclosurePolicy.objects.get_or_create(meeting=meeting)
    return writing.edit("set_disclosure_policy", policy, fields, by=by, at=at)


@transaction.atomic
def state(
    meeting: Meeting, *, person: Person, ties: Iterable[Tie], by: Any, at: datetime, address: str = ""
) -> Disclosure:
    """Add a statement; without a tie it says that there is nothing to disclose.

    `address` is where the link went by which she came, empty when she is signed in. The audit counts the
    relationships and never names a company.
    """
    insist(rules.disclose(by, person, meeting))
    return _add(meeting, person, list(ties), by=by, at=at, address=address)


@transaction.atomic
def state_by_link(
    meeting: Meeting, *, address: str, given_name: str, family_name: str, ties: Iterable[Tie], at: datetime
) -> Disclosure:
    """Of whoever came by the secret link of a letter to this address. What she stated signed in, or by a letter to
    another address of hers, is not overwritten: whoever holds the letter need not be she.
    """
    person, _ = Person.objects.welcome(address, given_name=given_name, family_name=family_name)
    person = _held(person.pk)
    insist(rules.disclose(person, person, meeting))
    insist(elsewhere(current_of([person], meeting).get(person.pk), address))
    return _add(meeting, person, list(ties), by=person, at=at, address=address.lower())


def elsewhere(stated: Disclosure | None, address: str) -> Refusal | None:
    """Was this stated otherwise than by a link sent to this address?"""
    if stated is None or stated.address == address.lower():
        return None
    return Refusal("You have stated your relationships already.", "Sign in to read or to change what you stated.")


@transaction.atomic
def state_again(earlier: Disclosure, *, meeting: Meeting, by: Any, at: datetime) -> Disclosure:
    """What she stated before is still true: the same for this meeting, with today's date."""
    person = _held(earlier.person_id)
    insist(rules.disclose(by, person, meeting))
    if Disclosure.objects.filter(person=person, pk__gt=earlier.pk).exists():
        insist(NEWER)
    ties = [Tie(each.company, each.nature, each.ended) for each in earlier.relationships.all()]
    return _add(meeting, person, ties, by=by, at=at, reused=earlier)


@transaction.atomic
def record_paper(
    meeting: Meeting, *, person: Person, ties: Iterable[Tie], dated_on: date, by: Any, at: datetime
) -> Disclosure:
    """Add what somebody handed in on paper, with its date: she may have no address, so no way to state it here."""
    person = _held(person.pk)
    insist(rules.record_disclosure(by, person, meeting))
    insist(rules.date_paper(dated_on, current_of([person], meeting).get(person.pk), meeting, at))
    return _add(meeting, person, list(ties), by=by, at=at, paper_on=dated_on, recorded_by=by)


@transaction.atomic
def remind(meeting: Meeting, *, persons: Iterable[Person], by: Any, at: datetime) -> list[Person]:
    """A letter to each who has not stated yet and has an address; returns to whom."""
    insist(rules.set_up(by))
    persons = list(persons)
    standing = standing_of(persons, meeting)
    wanted = [each for each in persons if each.email and standing[each.pk] == Standing.MISSING]
    for person in wanted:
        telling.asked_to_disclose(person, meeting, by=by, at=at)
    record("remind_of_disclosure", meeting, by=by, at=at, people=[each.pk for each in wanted])
    return wanted


def _held(person: int) -> Person:
    """Statements and judgements of one person wait for each other."""
    return Person.objects.select_for_update().get(pk=person)


def _add(meeting: Meeting, person: Person, ties: list[Tie], *, by: Any, at: datetime, **given: Any) -> Disclosure:
    person, policy = _held(person.pk), policy_of(meeting)
    before = Disclosure.objects.filter(meeting=meeting, person=person).whole()
    if len(before) >= MOST or len(ties) > MOST:
        raise Refused(Refusal(f"There are more than {MOST} already.", "Write to program staff."))
    made = Disclosure(meeting=meeting, person=person, months=policy.months if policy else 24, at=at, **given)
    made.full_clean(exclude=["meeting", "person"])
    made.save()
    for order, tie in enumerate(_tidy(ties)):
        row = Relationship(disclosure=made, company=tie.company, nature=tie.nature, ended=tie.ended, order=order)
        row.full_clean(exclude=["disclosure"])
        row.save()
    if before:
        _carry(before[0], made)
    ways = {"by_link": bool(made.address), "on_paper": bool(made.paper_on)}
    record("disclose", made, by=by, at=at, relationships=len(ties), **ways)
    return made


def _tidy(ties: list[Tie]) -> list[Tie]:
    """Each company and nature once; said twice, it has ended only when both say so."""
    found: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        plain = Tie(one_line(tie.company), Nature(tie.nature).value, tie.ended)
        key = (plain.company.casefold(), plain.nature)
        found[key] = (
            Tie(found[key].company, plain.nature, found[key].ended and plain.ended) if key in found else plain
        )
    return list(found.values())


def _carry(before: Disclosure, made: Disclosure) -> None:
    """In one meeting, what was judged of a relationship holds for the same words said again."""
    judged = {(row.company, row.nature, row.ended): row for row in before.relationships.all()}
    for row in made.relationships.all():
        old = judged.get((row.company, row.nature, row.ended))
        if old and (was := getattr(old, "judgement", None)):
            Judgement.objects.create(
                relationship=row, is_relevant=was.is_relevant, rationale=was.rationale, by=was.by, at=was.at
            )
            if done := getattr(old, "mitigation", None):
                Mitigation.objects.create(relationship=row, step=done.step, note=done.note, by=done.by, at=done.at)
