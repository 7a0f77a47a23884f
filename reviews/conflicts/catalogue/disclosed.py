"""Rule 9: what the reader has not stated, or has stated about a company that is in the proposal."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from reviews.conflicts.catalogue.institution import places_of
from reviews.conflicts.catalogue.rule import Found, rule
from reviews.conflicts.facts import Facts
from reviews.conflicts.finding import Kind, Reason
from reviews.conflicts.institutions import compared
from reviews.conflicts.known import Known

MONTH = timedelta(days=31)


@rule
def disclosure_missing(facts: Facts, known: Known) -> Iterator[Found]:
    """Where a meeting lets nobody read without: every proposal, until she has stated."""
    for case in facts.cases.values():
        for reader in facts.readers:
            stated = facts.stated.get((case.meeting, reader))
            if stated and (stated.on is None or facts.today - stated.on > stated.months * MONTH):
                when = "not stated yet" if stated.on is None else f"stated last on {stated.on:%-d %B %Y}"
                sentence = f"financial relationships with companies {when}"
                yield case.key, reader, Reason(Kind.DISCLOSURE, sentence, (when,), binds=True)


@rule
def company_in_it(facts: Facts, known: Known) -> Iterator[Found]:
    """Somebody in the proposal works for a company with which the reader has a relationship that staff have neither
    found irrelevant nor seen mitigated.
    """
    tied: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for (meeting, reader), stated in facts.stated.items():
        for company in stated.companies:
            tied[meeting, compared(company)].append((reader, company))
    for case in facts.cases.values() if tied else ():
        for part in case.parts:
            for place in places_of(part.who):
                for reader, company in tied.get((case.meeting, place.compared), ()):
                    sentence = f"has disclosed a relationship with {company}, where {part.who.name} works"
                    yield case.key, reader, Reason(Kind.COMPANY, sentence, (company, part.who.name), binds=True)
