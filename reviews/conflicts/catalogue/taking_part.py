"""Rule 1: the reader is in the proposal herself."""

from collections.abc import Iterator

from reviews.conflicts.catalogue.rule import Found, rule
from reviews.conflicts.facts import Facts, Part
from reviews.conflicts.finding import Kind, Reason
from reviews.conflicts.known import Known, Mark


@rule
def takes_part(facts: Facts, known: Known) -> Iterator[Found]:
    """Certain by account, by any address, proved or not, and by ORCID iD; by name alone only possible."""
    for case in facts.cases.values():
        certain: dict[int, list[tuple[Part, Mark]]] = {}
        for part in case.parts:
            for reader, mark in known.certain(part.who).items():
                certain.setdefault(reader, []).append((part, mark))
        for reader, found in certain.items():
            part, mark = found[-1]
            yield case.key, reader, Reason(Kind.OWN, part.words, (part.words, *mark), binds=True)
        for part in case.parts:
            for reader in known.likely(part.who) - certain.keys():
                yield case.key, reader, namesake(facts.readers[reader].name, part)


def namesake(name: str, part: Part) -> Reason:
    sentence = f"has a name like that of {part.who.name}, {said(part)}"
    return Reason(Kind.NAMESAKE, sentence, (name, part.who.name), binds=False, may_clear=True)


def said(part: Part) -> str:
    """As it stands after a name: Paula Perez, who proposes it."""
    return f"who {part.words}" if part.words == "proposes it" else part.words
