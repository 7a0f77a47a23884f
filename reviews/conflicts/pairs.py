"""What stands between so many proposals and so many people."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from people.models import Person
from proposals.models import Proposal
from reviews.conflicts import catalogue  # noqa: F401  every rule is known
from reviews.conflicts.catalogue.rule import RULES
from reviews.conflicts.facts import Facts, Who
from reviews.conflicts.finding import Finding, Reason, judged
from reviews.conflicts.gathering import gather, readers_of
from reviews.conflicts.known import Known
from reviews.models.conflict import hidden_from
from reviews.models.evidence import Evidence
from workshops.models import Call

Pair = tuple[int, int]
"""Keys of a proposal and of a person."""


def pairs(
    proposals: Collection[Proposal], people: Collection[Any], *, at: datetime, viewer: Any = None
) -> dict[Pair, Finding]:
    """A finding for every pair about which there is a reason. `viewer` is who will hear of it: what was found in a
    proposal that is hidden from her is left out. As many queries whatever their number.
    """
    found = found_between(proposals, people, at=at, viewer=viewer)
    cleared = cleared_marks(found)
    return {pair: judged(tuple(rows), cleared.get(pair, frozenset())) for pair, rows in found.items()}


def found_between(
    proposals: Collection[Proposal], people: Collection[Any], *, at: datetime, viewer: Any = None
) -> Mapping[Pair, list[Reason]]:
    """Whatever was cleared of it."""
    return reasons(gather(proposals, readers_of(people), at=at, viewer=viewer))


def cleared_marks(found: Collection[Pair]) -> dict[Pair, frozenset[str]]:
    """What was called no conflict, of pairs about which something was found."""
    rows = Evidence.objects.filter(proposal__in={each[0] for each in found}, person__in={each[1] for each in found})
    marks: dict[Pair, set[str]] = defaultdict(set)
    for proposal, person, mark in rows.filter(cleared_at__isnull=False).values_list("proposal", "person", "mark"):
        marks[proposal, person].add(mark)
    return {pair: frozenset(each) for pair, each in marks.items()}


def reasons(facts: Facts) -> Mapping[Pair, list[Reason]]:
    """Each kind of evidence once, in the order of the catalogue."""
    known = Known(facts.readers)
    found: dict[Pair, dict[str, Reason]] = defaultdict(dict)
    for rule in RULES:
        for case, reader, reason in rule(facts, known):
            found[case, reader].setdefault(reason.mark, reason)
    return {pair: list(rows.values()) for pair, rows in found.items()}


def check(
    person_or_address: Any, call: Call, *, at: datetime, viewer: Any = None, **typed: str
) -> dict[int, Finding]:
    """The same by proposal for one person, or for an address that may have no account yet: before she is asked into
    a committee. `typed` (given, family, affiliation) is what is known besides of who has no account.
    """
    who = who_is_asked(person_or_address, **typed)
    proposals = call.proposals.submitted()
    if viewer is not None:
        proposals = proposals.exclude(pk__in=hidden_from(viewer))
    found = reasons(gather(list(proposals.only("pk")), {who.key or 0: who}, at=at, viewer=viewer))
    cleared = cleared_marks(found) if who.key else {}
    return {pair[0]: judged(tuple(rows), cleared.get(pair, frozenset())) for pair, rows in found.items()}


def who_is_asked(person_or_address: Any, given: str = "", family: str = "", affiliation: str = "") -> Who:
    if not isinstance(person_or_address, str):
        return readers_of([person_or_address])[person_or_address.pk]
    address = person_or_address.strip().lower()
    if known := Person.objects.known(address):
        return readers_of([known])[known.pk]
    return Who(None, given, family, frozenset({address}), "", (affiliation,) if affiliation.strip() else ())
