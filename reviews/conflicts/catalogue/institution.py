"""Rule 3: the reader works where somebody in the proposal works. A chair may waive it with a reason."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviews.conflicts.catalogue.rule import Found, rule
from reviews.conflicts.facts import Facts, Part, Who
from reviews.conflicts.finding import Kind, Reason
from reviews.conflicts.institutions import domain_of, wholes_and_parts
from reviews.conflicts.known import Known


@dataclass(frozen=True)
class Place:
    """An institution as it is compared, how it was typed, and how surely it is all that was meant."""

    compared: str
    typed: str
    is_whole: bool


def places_of(who: Who) -> list[Place]:
    found = [
        Place(domain, f"@{domain}", True) for domain in sorted({domain_of(each) for each in who.addresses} - {""})
    ]
    for typed in who.affiliations:
        whole, parts = wholes_and_parts(typed)
        found += [Place(whole, typed, True)] if whole else []
        found += [Place(part, typed, False) for part in sorted(parts)]
    return found


@dataclass(frozen=True)
class Match:
    reader: int
    hers: str
    theirs: str
    binds: bool


class Houses:
    """Readers by where they work, and by everything that is part of."""

    def __init__(self, readers: Mapping[int, Who], wholes: Mapping[str, frozenset[str]]) -> None:
        self._wholes = wholes
        self._at: dict[str, list[tuple[int, Place]]] = defaultdict(list)
        self._under: dict[str, list[tuple[int, Place]]] = defaultdict(list)
        for key, who in readers.items():
            for place in places_of(who):
                self._at[place.compared].append((key, place))
                for whole in wholes.get(place.compared, ()):
                    self._under[whole].append((key, place))

    def matches(self, who: Who) -> Iterator[Match]:
        """Two parts of one line say less than a whole name, and two houses of one group less than one house."""
        for place in places_of(who):
            for reader, hers in self._at[place.compared]:
                yield Match(reader, hers.typed, place.typed, hers.is_whole or place.is_whole)
            for reader, hers in self._under[place.compared]:
                yield Match(reader, hers.typed, place.typed, True)
            for whole in self._wholes.get(place.compared, ()):
                for reader, hers in self._at[whole]:
                    yield Match(reader, hers.typed, place.typed, True)
                for reader, hers in self._under[whole]:
                    yield Match(reader, hers.typed, place.typed, False)


@rule
def same_institution(facts: Facts, known: Known) -> Iterator[Found]:
    """One reason for each person and reader: the surest match. Who is in the proposal herself is left to rule 1."""
    houses = Houses(facts.readers, facts.wholes)
    for case in facts.cases.values():
        own = known.all_of(part.who for part in case.parts)
        seen: set[tuple[int, str]] = set()
        for part in case.parts:
            for match in sorted(houses.matches(part.who), key=lambda each: not each.binds):
                if match.reader in own or (match.reader, part.who.name) in seen:
                    continue
                seen.add((match.reader, part.who.name))
                yield case.key, match.reader, reason_of(match, part)


def reason_of(match: Match, part: Part) -> Reason:
    same = match.hers if match.hers.casefold() == match.theirs.casefold() else f"{match.hers} and {match.theirs}"
    verb = "works where" if match.binds else "may work where"
    sentence = f"{verb} {part.who.name} works ({same})"
    evidence = (match.hers, match.theirs, part.who.name)
    return Reason(Kind.INSTITUTION, sentence, evidence, binds=match.binds, may_clear=True)
