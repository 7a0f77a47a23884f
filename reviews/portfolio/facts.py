"""What is chosen from, as plain values: every proposal that a stage can decide on or has taken, with its people.

Whoever looks is part of the question: proposals in which she has a conflict are not in it. One whose revision was
asked is left out until it is back: it cannot be decided, and what is typed in it now is nobody's to count.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as If
from django.db.models import Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Lower

from proposals.lifecycle import State
from proposals.models import Faculty
from proposals.models.faculty import Role
from reviews.models import Decision, Stage
from reviews.models.decision import GIVES_PLACE
from reviews.models.portfolio import Tick

POOL = (State.IN_REVIEW, State.ACCEPTED, State.CONFIRMED, State.WAITLISTED, State.DECLINED)
TOOK_PLACE = (State.ACCEPTED, State.CONFIRMED)
CHAIRS = (Role.CHAIR, Role.CO_CHAIR)


@dataclass(frozen=True, slots=True)
class Chair:
    """`who` is the person, else her address, else her name: what tells two chairs apart."""

    who: str
    name: str
    institution: str
    country: str
    career_stage: str
    is_first_time: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal; `outcome` is the stage's last decision or an empty text."""

    key: int
    code: str
    title: str
    format: int
    outcome: str
    is_ticked: bool
    topics: frozenset[int]
    chairs: tuple[Chair, ...]

    @property
    def is_taken(self) -> bool:
        return self.outcome in GIVES_PLACE

    @property
    def is_open(self) -> bool:
        return not self.outcome


def cases_of(stage: Stage, person: Any, topics: Mapping[int, frozenset[int]]) -> list[Case]:
    """By title; two queries whatever their number. `topics` are those of each proposal."""
    pool = stage.proposals_for(person).filter(state__in=POOL)
    standing = Decision.objects.standing().filter(stage=stage, proposal=OuterRef("pk")).shown_to(person)
    last = standing.order_by("-pk").values("outcome")[:1]
    hers = Tick.objects.filter(stage=stage, person=person.pk, proposal=OuterRef("pk"))
    rows = pool.annotate(last=Subquery(last), ticked=Exists(hers)).order_by("title", "pk")
    chairs = chairs_of(stage, pool)
    return [
        Case(
            key, code, title, form, said or "", ticked and not said, topics.get(key, frozenset()), chairs.get(key, ())
        )
        for key, code, title, form, said, ticked in rows.values_list(
            "pk", "code", "title", "format", "last", "ticked"
        )
    ]


def topics_of(stage: Stage) -> tuple[dict[int, str], dict[int, frozenset[int]]]:
    """Every topic of the meeting by name, and those of each of its proposals; one query."""
    names: dict[int, str] = {}
    found: dict[int, set[int]] = defaultdict(set)
    rows = stage.call.meeting.topics.order_by("order", "name", "pk")
    for topic, name, proposal in rows.values_list("pk", "name", "proposals"):
        names[topic] = name
        found[proposal].add(topic)
    return names, {key: frozenset(topics) for key, topics in found.items()}


def chairs_of(stage: Stage, pool: Any) -> Mapping[int, tuple[Chair, ...]]:
    """Chairs and co-chairs, in their order. New is who chaired no workshop that took place at an earlier meeting, by
    account or address.
    """
    lists = Faculty.objects.order_by().filter(role__in=CHAIRS).annotate(low=Lower("email"))
    before = lists.filter(
        proposal__state__in=TOOK_PLACE, proposal__call__meeting__starts_on__lt=stage.call.meeting.starts_on
    )
    knows = Q(person__in=before.filter(person__isnull=False).values("person")) | Q(
        ~Q(low=""), low__in=before.values("low")
    )
    rows = lists.filter(proposal__in=pool.order_by().values("pk")).annotate(
        known=If(When(knows, then=True), default=False)
    )
    names = ("proposal", "person", "low", "given_name", "family_name", "affiliation", "country", "career_stage")
    found: dict[int, list[Chair]] = defaultdict(list)
    for proposal, person, address, given, family, institution, country, career, known in rows.order_by(
        "order", "pk"
    ).values_list(*names, "known"):
        name = f"{given} {family}".strip()
        who = str(person) if person else address or name.casefold()
        place = " ".join(institution.split())
        found[proposal].append(Chair(who, name, place, country.strip(), career, not known))
    return {key: tuple(chairs) for key, chairs in found.items()}
