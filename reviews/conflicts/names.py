"""Names that may be one person's. Only ever a hint: two people may share a name. Plain Python."""

import re
import unicodedata

LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that no accent can be taken off."""


def plain(words: str) -> str:
    """Lower case, without accents and signs, with single spaces."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", words) if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^\w\s]|_", " ", bare.casefold().translate(LETTERS)).split())


def compatible(given: str, other: str) -> bool:
    """First names, already plain: equal, or one is the other's initial. A missing one fits nobody."""
    one, two = given.split()[:1], other.split()[:1]
    if not one or not two:
        return False
    return one == two or (1 in (len(one[0]), len(two[0])) and one[0][0] == two[0][0])
