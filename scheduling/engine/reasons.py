"""Why an item has no place: the hard rules that close every place to it, in sentences."""

from collections import Counter

from .check import Judge
from .choices import grid
from .index import Index
from .problem import Placement
from .report import HARD_SEVERITY

LOOKS = 240
"""At most this many places are looked at for one item, spread evenly over all of them."""
SENTENCES = 4


def why_unplaced(judge: Judge, item: str) -> str:
    """One sentence: the fewest reasons (greedily) that together close the places of this item."""
    index = judge.index
    places = _places(index, item)
    title, minutes = index.items[item].title, index.items[item].minutes
    if not places:
        return f"{title} lasts {minutes} minutes, which is longer than any block open for a room"
    step = -(-len(places) // LOOKS)
    looked = places[::step]
    closed_by = [_reasons(judge, item, place) for place in looked]
    if any(not reasons for reasons in closed_by):
        return f"{title} still fits somewhere; there was no time to place it"
    said = _cover(closed_by)
    listed = "; ".join(f"{sentence} ({count} of {len(looked)} places)" for sentence, count in said[:SENTENCES])
    more = f"; and {len(said) - SENTENCES} more reasons" if len(said) > SENTENCES else ""
    return f"{title} has no place left: {listed}{more}"


def _places(index: Index, item: str) -> list[Placement]:
    return [
        Placement(room, start)
        for block, start in grid(index, item)
        for room in index.rooms
        if index.blocks[block].rooms is None or room in (index.blocks[block].rooms or ())
    ]


def _reasons(judge: Judge, item: str, place: Placement) -> set[str]:
    appeared = judge.weigh(item, place).appeared
    return {each.sentence for each in appeared if each.severity == HARD_SEVERITY}


def _cover(closed_by: list[set[str]]) -> list[tuple[str, int]]:
    """The sentence that closes most of the places not yet explained, again and again."""
    said = []
    left = closed_by
    while left:
        counted = Counter(sentence for reasons in left for sentence in reasons)
        sentence, count = max(counted.items(), key=lambda each: (each[1], each[0]))
        said.append((sentence, count))
        left = [reasons for reasons in left if sentence not in reasons]
    return said
