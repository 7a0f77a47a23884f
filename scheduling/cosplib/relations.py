"""What the library derives from names: who cannot be missed where, and which rules its sixteen weights switch on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import Any

from scheduling.engine.problem import Item, SharedWish, Topic
from scheduling.engine.weights import HARD, NAMES, OFF, Rule, Rules, soft

from .model import TERMS

ALWAYS: Mapping[str, Rule] = {
    "unplaced": Rules().unplaced,
    "outside": HARD,
    "lock": HARD,
    "room_overlap": HARD,
    "cell_topic": HARD,
}
"""The library's hard rules: every submission in one cell, one at a time, in a cell of its own track."""


def rules_of(weights: Sequence[int]) -> Rules:
    """The rules of the sixteen weights in their order; a weight of 0 is a rule switched off."""
    named = {name: soft(weight) for name, weight in zip(TERMS, weights, strict=True)}
    every: dict[str, Any] = dict.fromkeys(NAMES, OFF) | dict(ALWAYS) | named
    return Rules(**every)


def weights_of(rules: Rules) -> list[int]:
    """The sixteen weights in their order."""
    return [rules.of(name).weight for name in TERMS]


def attendee_pairs(
    items: Sequence[Item], attendees: Sequence[tuple[str, ...]], topics: Sequence[Topic]
) -> tuple[SharedWish, ...]:
    """Every pair that shares an attendee, or whose one's attendee presents the other or chairs its track; each
    counts once, however many people it has in common."""
    wanting: dict[str, list[str]] = defaultdict(list)
    presenting: dict[str, list[str]] = defaultdict(list)
    members: dict[str | None, list[str]] = defaultdict(list)
    track = {item.id: item.topic for item in items}
    for item, names in zip(items, attendees, strict=True):
        members[item.topic].append(item.id)
        for name in names:
            wanting[name].append(item.id)
        for name in item.people:
            presenting[name].append(item.id)
    found: dict[tuple[str, str], None] = {}
    for name, mine in wanting.items():
        found.update(dict.fromkeys((*combinations(mine, 2), *product(mine, presenting[name]))))
    for topic in topics:
        for name in topic.chairs:
            found.update(
                dict.fromkeys((a, b) for a in wanting[name] for b in members[topic.id] if track[a] != topic.id)
            )
    pairs = dict.fromkeys((min(pair), max(pair)) for pair in found if pair[0] != pair[1])
    return tuple(SharedWish(one, two) for one, two in pairs)
