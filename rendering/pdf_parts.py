"""Runs in the child of ``rendering.pdf``: a long document laid out part by part, then written as one.

WeasyPrint compares every page it lays out with all pages before it, and lays the whole document out again until every
``target-counter`` holds: twice the pages take more than twice the time. Here each part knows only its own pages.
Parts that name pages of others (contents, timetables, indexes) carry ``<!--page ID-->`` where a number stands, or
``data-page="ID"`` where css prints it; both are filled in once the page of that ID is known.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

UNKNOWN = "000"
"""As wide as most page numbers, so that filling them in moves no line."""
ROUNDS = 5
_NUMBER = re.compile(r'(?<= data-page=")[^"]*|<!--page ([-\w]+?)-->')


@dataclass
class Part:
    """`refers` when it names pages of other parts. `first` and `numbers` are what `pages` were laid out for."""

    html: str
    refers: bool
    pages: list[Any] = field(default_factory=list)
    first: int = 0
    numbers: tuple[str, ...] = ()


def lay_out(parts: Sequence[Part], print_part: Callable[[str, int], Any]) -> tuple[Any, list[Any]]:
    """A document of WeasyPrint, for what is said about the whole, and the pages of all parts in order.

    ``print_part(html, first)`` lays one part out whose first page has that number. An index at the end waits for the
    second turn, which goes backwards: it is long, and no other part moves when it comes.
    """
    document = None
    for turn in range(ROUNDS):
        settled = True
        for place, part in sorted(enumerate(parts), reverse=turn == 1, key=itemgetter(0)):
            first = 1 + sum(len(each.pages) for each in parts[:place])
            numbers = known(parts, part)
            if part.pages and (part.first, part.numbers) == (first, numbers):
                continue
            settled = False
            if turn or place < len(parts) - 1 or not part.refers:
                document = print_part(filled(part.html, numbers), first)
                part.pages, part.first, part.numbers = document.pages, first, numbers
        if settled:
            break
    return document, [page for part in parts for page in part.pages]


def known(parts: Sequence[Part], part: Part) -> tuple[str, ...]:
    """The numbers a part names, in the order of its text."""
    if not part.refers:
        return ()
    pages: dict[str, int] = {}
    for each in parts:
        for number, page in enumerate(each.pages, each.first):
            for anchor in page.anchors:
                pages.setdefault(anchor, number)
    return tuple(str(pages.get(found[1] or found[0], UNKNOWN)) for found in _NUMBER.finditer(part.html))


def filled(html: str, numbers: Sequence[str]) -> str:
    rest = iter(numbers)
    return _NUMBER.sub(lambda found: next(rest), html) if numbers else html
