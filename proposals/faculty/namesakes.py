"""Two rows of a text that look like one person. Plain Python."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import combinations

from proposals.content import FacultyRow

Pair = tuple[FacultyRow, FacultyRow]


def folded(name: str) -> tuple[str, ...]:
    """The parts of a name in no order, without accents and case: Müller, Anna is anna muller."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return tuple(sorted(bare.casefold().replace(",", " ").replace(".", " ").split()))


def plain_address(email: str) -> str:
    """As most mail servers read it: without case, dots in the name, and what stands behind a plus."""
    local, _, host = email.casefold().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{host}" if local else ""


def pairs_of(rows: Sequence[FacultyRow], apart: Iterable[tuple[str, str]] = ()) -> list[Pair]:
    """Those with two addresses and one name, or with two spellings of one address, but for those said to be two."""
    known = set(apart)
    return [
        (one, other)
        for one, other in combinations(rows, 2)
        if one.email and other.email and one.email != other.email and _alike(one, other)
        if tuple(sorted((one.key, other.key))) not in known
    ]


def _alike(one: FacultyRow, other: FacultyRow) -> bool:
    name = folded(one.name)
    return (bool(name) and name == folded(other.name)) or plain_address(one.email) == plain_address(other.email)
