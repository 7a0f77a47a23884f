"""Rules 2 and 7: somebody said so. A declared conflict is with one proposal, a tie with a person and without end."""

from collections.abc import Iterator

from reviews.conflicts.catalogue.rule import Found, rule
from reviews.conflicts.catalogue.taking_part import said
from reviews.conflicts.facts import Case, Facts, Tied, Who
from reviews.conflicts.finding import Kind, Reason
from reviews.conflicts.known import Known


@rule
def declared_conflict(facts: Facts, known: Known) -> Iterator[Found]:
    for row in facts.declared:
        evidence = (row.reason, row.by, row.at.date().isoformat())
        yield row.case, row.reader, Reason(Kind.DECLARED, f"conflict of interest: {row.reason}", evidence, binds=True)


@rule
def declared_tie(facts: Facts, known: Known) -> Iterator[Found]:
    """From either end. By name alone, where no address was given, it is only possible."""
    for tie in facts.ties:
        for near, far in ((tie.one, tie.other), (tie.other, tie.one)):
            readers = set(known.certain(near))
            for case in facts.cases.values() if readers else ():
                yield from _tied(case, readers, far, tie)


def _tied(case: Case, readers: set[int], far: Who, tie: Tied) -> Iterator[Found]:
    for part in case.parts:
        certain = bool(part.who.marks & far.marks)
        if not certain and (far.marks or not _alike(part.who, far)):
            continue
        sentence = f"a declared tie with {part.who.name}, {said(part)}: {tie.words}"
        evidence = (tie.words, tie.by, tie.at.date().isoformat(), part.who.name)
        for reader in readers:
            yield case.key, reader, Reason(Kind.TIE, sentence, evidence, binds=certain, may_clear=not certain)


def _alike(one: Who, other: Who) -> bool:
    return bool(Known({1: one}).likely(other))
