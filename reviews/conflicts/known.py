"""The readers, found by what is known of somebody. Plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reviews.conflicts.facts import Who
from reviews.conflicts.names import compatible, plain

Mark = tuple[str, str]


class Known:
    """Finds in constant time, so that a committee of thousands is asked about hundreds of proposals."""

    def __init__(self, readers: Mapping[int, Who]) -> None:
        self._by_mark: dict[Mark, set[int]] = defaultdict(set)
        self._by_family: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for key, who in readers.items():
            for mark in who.marks:
                self._by_mark[mark].add(key)
            if who.family:
                self._by_family[plain(who.family)].append((key, plain(who.given)))

    def certain(self, who: Who) -> dict[int, Mark]:
        """Readers who are this person by address, account or ORCID iD: the first of these that says so."""
        return {key: mark for mark in sorted(who.marks) for key in self._by_mark.get(mark, ())}

    def likely(self, who: Who) -> set[int]:
        """Readers who may be this person, by name alone."""
        given = plain(who.given)
        return {key for key, other in self._by_family.get(plain(who.family), ()) if compatible(given, other)}

    def all_of(self, people: Iterable[Who]) -> set[int]:
        return {key for who in people for key in self.certain(who)}
