"""Rules 4, 5 and 8: what the reader has to do with other proposals, of this meeting and of the last three years."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta

from reviews.conflicts.catalogue.rule import Found, rule
from reviews.conflicts.facts import Case, Facts, Part
from reviews.conflicts.finding import Kind, Reason
from reviews.conflicts.known import Known, Mark

SPAN = timedelta(days=3 * 365 + 1)
"""How long having prepared something together binds (NIH, NOT-OD-21-019: three years)."""

Beside = tuple[Case, int, Part, Part]
"""Another proposal, a reader in it, as what she is there, and as what the other one is."""


@rule
def together_elsewhere(facts: Facts, known: Known) -> Iterator[Found]:
    """Both are named in another proposal: of this meeting it binds; of an earlier one when both organized it."""
    beside = _beside(facts, known)
    for case in facts.cases.values():
        own = known.all_of(part.who for part in case.parts)
        met: dict[tuple[int, int], Reason] = {}
        for part in case.parts:
            for other, reader, hers, theirs in _found(beside, part):
                if other.key != case.key and reader not in own:
                    there = Part(part.who, theirs.words, theirs.organizes)
                    met[other.key, reader] = _met(case, other, hers, there)
        for (_, reader), reason in sorted(met.items()):
            yield case.key, reader, reason


def _beside(facts: Facts, known: Known) -> dict[Mark, list[Beside]]:
    """By what somebody is known by: where she stands beside a reader, and as what each."""
    found: dict[Mark, list[Beside]] = defaultdict(list)
    for other in facts.elsewhere:
        hers = {reader: part for part in reversed(other.parts) for reader in known.certain(part.who)}
        for part in other.parts if hers else ():
            apart = hers.keys() - known.certain(part.who).keys()
            for mark in part.who.marks:
                found[mark] += [(other, reader, hers[reader], part) for reader in apart]
    return found


def _found(beside: Mapping[Mark, list[Beside]], part: Part) -> Iterator[Beside]:
    for mark in sorted(part.who.marks):
        yield from beside.get(mark, ())


def _met(case: Case, other: Case, hers: Part, part: Part) -> Reason:
    evidence = (part.who.name, other.title)
    if other.meeting == case.meeting:
        sentence = f"named together with {part.who.name} in “{other.title}” of this meeting"
        return Reason(Kind.TOGETHER, sentence, evidence, binds=True, through=other.key)
    both = hers.organizes and part.organizes
    verb = "organized" if both else "took part in"
    sentence = f"{verb} “{other.title}” ({other.year}) together with {part.who.name}"
    return Reason(Kind.PAST, sentence, evidence, binds=both, may_clear=not both, through=other.key)


@rule
def competing(facts: Facts, known: Known) -> Iterator[Found]:
    """The reader proposes another workshop for the same places or on the same topic: the chair decides."""
    rivals = [
        (other, other.proposer) for other in facts.elsewhere if other.competes and other.proposer in facts.readers
    ]
    for case in facts.cases.values():
        own = known.all_of(part.who for part in case.parts)
        for other, reader in rivals:
            if other.key == case.key or other.meeting != case.meeting or reader in own:
                continue
            if shared := _shared(case, other):
                sentence = f"proposes “{other.title}”, {shared}"
                evidence = (other.title, shared)
                yield case.key, reader, Reason(Kind.COMPETING, sentence, evidence, False, True, other.key)


def _shared(case: Case, other: Case) -> str:
    if case.topics & other.topics:
        return "on the same topic"
    return "which competes for the same places" if case.form == other.form else ""
