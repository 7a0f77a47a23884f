"""What it costs, by rule, when two items run at the same time: the part of the objective that pairs share."""

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .index import Index

Pair = tuple[str, str]


def overlap_rules(index: "Index") -> dict[Pair, dict[str, int]]:
    """Pair of items -> rule -> amount per unit of overlap. People who must be at both are here only while their
    rule is soft: when it is hard, nobody is at two places and no amount is needed."""
    found: dict[Pair, dict[str, int]] = defaultdict(dict)
    if index.rule["person_overlap"].on:
        for key in index.clashing_people:
            if not index.rule["person_overlap"].hard or key not in index.shared_people:
                found[key]["person_overlap"] = 1
    if index.rule["wish_overlap"].on:
        for key, wanted in index.wanted_together.items():
            found[key]["wish_overlap"] = wanted
    if index.rule["similar_overlap"].on:
        for key, likeness in _similar_items(index):
            found[key]["similar_overlap"] = likeness
    if index.rule["order"].on:
        for items in index.by_topic.values():
            ordered = sorted(each for each in items if index.items[each].order)
            for key in combinations(ordered, 2):
                found[key]["order"] = 1
    return dict(found)


def _similar_items(index: "Index") -> list[tuple[Pair, int]]:
    found = []
    for (one, other), likeness in index.likeness.items():
        mine, theirs = index.by_topic[one], index.by_topic[other]
        every = combinations(mine, 2) if one == other else ((a, b) for a in mine for b in theirs)
        if likeness:
            found += [((a, b) if a <= b else (b, a), likeness) for a, b in every]
    return found
