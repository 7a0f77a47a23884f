"""Runs in the child of ``rendering.pdf``: a long document laid out part by part, then written as one.

WeasyPrint compares every page it lays out with all pages before it, and lays the whole document out again until every
``target-counter`` holds: twice the pages take more than twice the time. Here each part knows only its own pages.
Parts that name pages of others (contents, timetables, indexes) carry ``<!--page ID-->`` where a number stands, filled
in once the page of that ID is known. Front matter counts its pages by itself, as books do: so it moves no other page,
and everything is laid out once.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

UNKNOWN = "000"
"""As wide as most page numbers, so that filling them in moves no line."""
COLUMN = 3
"""Digits: numbers that stand below each other are as wide as that, by blanks of a digit's width."""
BLANK = "\N{FIGURE SPACE}"
ROUNDS = 5
_NUMBER = re.compile(r"<!--(page|column) ([-\w]+?)-->")


@dataclass
class Part:
    """`refers` when it names pages of other parts; `front` when its pages are counted with those of the front only.

    `first` and `numbers` are what `pages` were laid out for.
    """

    html: str
    refers: bool
    front: bool = False
    pages: list[Any] = field(default_factory=list)
    first: int = 0
    numbers: tuple[str, ...] = ()


def lay_out(parts: Sequence[Part], print_part: Callable[[str, int, int], Any]) -> tuple[Any, list[Any]]:
    """A document of WeasyPrint, for what is said about the whole, and the pages of all parts in order.

    ``print_part(html, first, others)`` lays one part out whose first page has the number `first`; the other parts
    have so many pages until now. What names pages waits for those it names, and is laid out again if they
    moved since.
    """
    document = None
    for _ in range(ROUNDS):
        settled = True
        for part in sorted(parts, key=lambda each: (each.front, each.refers)):
            numbers, first = known(parts, part), _first(parts, part)
            if part.pages and (part.first, part.numbers) == (first, numbers):
                continue
            settled = False
            others = sum(len(each.pages) for each in parts if each is not part)
            document = print_part(filled(part.html, numbers), first, others)
            part.pages, part.first, part.numbers = document.pages, first, numbers
        if settled:
            break
    return document, [page for part in parts for page in part.pages]


def _first(parts: Sequence[Part], part: Part) -> int:
    before = parts[: next(place for place, each in enumerate(parts) if each is part)]
    return 1 + sum(len(each.pages) for each in before if each.front == part.front)


def known(parts: Sequence[Part], part: Part) -> tuple[str, ...]:
    """The numbers a part names, in the order of its text."""
    if not part.refers:
        return ()
    pages: dict[str, int] = {}
    for each in parts:
        for number, page in enumerate(each.pages, each.first):
            for anchor in page.anchors:
                pages.setdefault(anchor, number)
    found = ((kind, str(pages.get(anchor, UNKNOWN))) for kind, anchor in _NUMBER.findall(part.html))
    return tuple(number.rjust(COLUMN, BLANK) if kind == "column" else number for kind, number in found)


def filled(html: str, numbers: Sequence[str]) -> str:
    rest = iter(numbers)
    return _NUMBER.sub(lambda found: next(rest), html) if numbers else html
