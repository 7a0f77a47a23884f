"""How much each rule of a meeting's schedule matters: named levels, what a meeting keeps, what the engine is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scheduling.engine.weights import ALWAYS_HARD, HARD, NAMES, USUAL_RULES, Rule, Rules, soft

MUST = "must"
HIGHEST = 10_000
"""The highest weight: a hundred breaches still cost no more than one session without a place."""

UNFED = {
    "topic_block": "nothing in a meeting says which times do not suit a topic",
    "topic_room": "nothing in a meeting says which rooms do not suit a topic",
    "block_room": "a block of time names its rooms instead",
    "order": "sessions of a topic have no numbers; bonds say what comes first",
    "chair_block": "a topic has no chair",
    "item_block": "nothing in a meeting says which times do not suit a session",
    "item_room": "a session says what it needs of a room instead",
}
"""Rules of the engine that a meeting has no data for, with the reason. They are not offered."""

OFFERED = tuple(name for name in NAMES if name not in ALWAYS_HARD and name not in UNFED)

UNITS = {
    "room_closed": "session",
    "room_small": "person beyond the seats",
    "room_lacks": "thing that is missing",
    "absent": "person and session",
    "person_overlap": "pair of sessions",
    "person_break": "pair of sessions",
    "person_block": "pair of sessions",
    "hours": "person and session",
    "fairness": "unwelcome hour of whoever has most",
    "apart": "pair of sessions",
    "together": "pair of neighbours",
    "before": "pair of sessions",
    "similar_overlap": "pair of sessions, times how alike",
    "wish_overlap": "attendee who wants both",
    "wish_block": "attendee who wants both",
    "topic_home": "session",
    "similar_block": "pair of topics, times how alike",
    "topic_rooms": "room beyond the first",
    "topic_parallel": "room beyond the first",
    "topic_gaps": "topic",
    "cell_topic": "topic beyond the first",
    "moved_time": "session",
    "moved_room": "session",
}
"""What the weight of each rule is paid for."""

FIRST_WEIGHTS = {"person_block": 5, "similar_block": 5, "topic_rooms": 5, "topic_parallel": 5, "topic_gaps": 5}
"""Of rules that are usually off, or must be kept: what “it matters” comes to."""
MUST_WEIGHT, OFF_WEIGHT = 50, 1


@dataclass(frozen=True)
class Level:
    """A named weight of one rule."""

    words: str
    value: int | str


def levels(name: str) -> list[Level]:
    """From must to off, each a different weight; the exact ones depend on what the rule counts."""
    usual = usual_of(name)
    base = usual if isinstance(usual, int) and usual else FIRST_WEIGHTS.get(name, OFF_WEIGHT)
    base = MUST_WEIGHT if usual == MUST else base
    told = [
        ("Must be kept", MUST),
        ("Matters very much", base * 16),
        ("Matters much", base * 4),
        ("Matters", base),
        ("Matters a little", base // 4),
        ("Does not matter", 0),
    ]
    return [Level(words, value) for words, value in told if value != 0 or words == "Does not matter"]


def usual_of(name: str) -> int | str:
    rule = USUAL_RULES.of(name)
    return MUST if rule.hard else rule.weight


def is_weight(value: Any) -> bool:
    return value == MUST or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= HIGHEST)


def faults(weights: Any) -> Iterator[str]:
    """Sentences about weights that no page wrote."""
    if not isinstance(weights, Mapping):
        yield "Weights are a table of rules."
        return
    for name, value in weights.items():
        if name not in OFFERED:
            yield f"The planner has no rule “{name}” whose weight is a meeting's."
        elif not is_weight(value):
            yield f"“{value}” is no weight of “{name}”: say must, or a whole number from 0 to {HIGHEST}."


def kept_of(weights: Mapping[str, int | str]) -> dict[str, int | str]:
    """Only what differs from the usual, so that a better usual of a later day reaches the meeting."""
    return {name: value for name, value in weights.items() if value != usual_of(name)}


def engine_rules(kept: Mapping[str, int | str]) -> Rules:
    """The usual rules with what a meeting keeps of its own."""
    mine: dict[str, Rule] = {
        name: HARD if value == MUST else soft(int(value)) for name, value in kept.items() if name in OFFERED
    }
    return replace(USUAL_RULES, **mine)
