"""How the demo's people disclose. The companies are made up; two of three people have nothing to disclose."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from demo.material import dice
from people.demo_sign_in import address_of
from people.models import Person
from scheduling.models import Session
from workshops.actions.disclosing import Tie, set_policy, state, state_again
from workshops.actions.judging import Verdict, judge
from workshops.disclosing import Standing, asked, current_of, last_of
from workshops.models import Meeting, Relationship

INTRODUCTION = """The society asks everybody who reviews, chairs or speaks, as accreditation wants it. It takes a
minute, and next year one click. The companies named in this demonstration are made up.
"""
COMPANIES = (
    "Larkspur Therapeutics",
    "Ferrum Diagnostics",
    "Coagulon",
    "Bluewater Biologics",
    "Marrow & Vine",
)
NATURES = ("consultant", "researcher", "advisor", "speaker", "contractor")
OWN = {
    "felix": [Tie("Coagulon", "speaker"), Tie("Ferrum Diagnostics", "consultant", ended=True)],
    "chen": [Tie("Larkspur Therapeutics", "advisor")],
    "rita": [],
}
RENEWED = {"raj": [Tie("Bluewater Biologics", "researcher")]}
"""What Raj has to say a year later, and what Olga still has to judge."""
RELEVANT = "The session discusses a product of this company."
NOT_RELEVANT = "Nothing in the session concerns what this company sells."
NOTE = "Slides read by two members of the committee without such a relationship."


def ask(meeting: Meeting, *, faculty: bool, by: Any, at: datetime) -> None:
    wanted = {"asks_faculty": faculty, "asks_seats": True, "seats_wait": True}
    set_policy(meeting, **wanted, introduction=INTRODUCTION, by=by, at=at)


def key_of(person: Person) -> str:
    return (person.email or "").partition("@")[0]


def ties_of(person: Person) -> list[Tie]:
    key = key_of(person)
    if key in OWN:
        return OWN[key]
    if dice(3, "discloses", key):
        return []
    first = dice(len(COMPANIES), "company", key)
    ties = [Tie(COMPANIES[first], NATURES[dice(len(NATURES), "nature", key)])]
    if dice(2, "another", key):
        ties.append(Tie(COMPANIES[first - 1], NATURES[dice(len(NATURES), "nature again", key)], ended=True))
    return ties


def disclose(meeting: Meeting, persons: Iterable[Person], *, at: datetime) -> None:
    for number, person in enumerate(persons):
        moment = at + timedelta(minutes=number)
        state(meeting, person=person, ties=ties_of(person), by=person, at=moment)


def asked_in(meeting: Meeting, *, viewer: Any) -> list[Person]:
    """Who is asked and has not stated, in a settled order."""
    keys = asked(meeting, viewer=viewer)
    missing = keys.keys() - current_of(keys, meeting).keys()
    return list(Person.objects.filter(pk__in=missing).exclude(email=None).order_by("email"))


def committee(meeting: Meeting, *, by: Any, at: datetime) -> None:
    """Before anything is read: the policy lets nobody read without."""
    disclose(meeting, asked_in(meeting, viewer=by), at=at)
    weigh(meeting, by=by, at=at + timedelta(days=1))


def faculty(meeting: Meeting, *, by: Any, at: datetime) -> None:
    """Everybody states but one, whose session therefore waits; Olga judges what was stated."""
    forgets = forgetful(meeting)
    disclose(meeting, [each for each in asked_in(meeting, viewer=by) if each != forgets], at=at)
    weigh(meeting, by=by, at=at + timedelta(days=20))


def forgetful(meeting: Meeting) -> Person:
    """The last speaker of the workshop that Ada likes least; none of the cast."""
    workshops = Session.objects.filter(meeting=meeting, proposal__format__sets_agenda=False)
    cast = [address_of(key) for key in (*OWN, *RENEWED, "paula")]
    rows = workshops.exclude(people__person__email__in=cast).prefetch_related("people__person")
    least = max(rows, key=lambda session: dice(1000, "Ada", session.title))
    return list(least.people.all())[-1].person


def renew(meeting: Meeting, *, by: Any, at: datetime) -> None:
    """A year later: most say again what is still true, Raj has something new, and one has not answered. Faculty are
    not asked while the call is open, so that whoever tries the demo can release what she proposed.
    """
    ask(meeting, faculty=False, by=by, at=at)
    members = [each for each in asked_in(meeting, viewer=by) if key_of(each) not in (*OWN, *RENEWED)]
    for person in asked_in(meeting, viewer=by):
        key, earlier = key_of(person), last_of(person)
        if person == members[-1]:
            continue
        if key in RENEWED or earlier is None:
            state(meeting, person=person, ties=RENEWED.get(key, []), by=person, at=at)
        else:
            state_again(earlier, meeting=meeting, by=person, at=at)


def weigh(meeting: Meeting, *, by: Any, at: datetime) -> None:
    """What goes on is relevant and was looked at by peers; what has ended is not."""
    for disclosure in meeting.disclosures.current().whole().order_by("pk"):
        if disclosure.standing == Standing.TO_JUDGE and disclosure.person_id != by.pk:
            judge(disclosure, verdicts={row.pk: verdict(row) for row in disclosure.relationships.all()}, by=by, at=at)


def verdict(row: Relationship) -> Verdict:
    if row.ended:
        return Verdict(False, NOT_RELEVANT)
    return Verdict(True, RELEVANT, step="peer_review", note=NOTE)
