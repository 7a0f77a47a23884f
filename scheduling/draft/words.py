"""The rules of the planner as sentences; the engine knows them by code only (scheduling.engine.weights)."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduling.engine.weights import NAMES

RULES: dict[str, str] = {
    "unplaced": "Every session has a room and a time",
    "outside": "Sessions lie within a block of time that is open for their room",
    "lock": "What is locked stays where it is",
    "room_overlap": "A room holds one session at a time",
    "room_closed": "No session is in a room while that is closed",
    "room_small": "The expected audience fits into the room",
    "room_lacks": "The room has what the session needs",
    "absent": "Nobody is planned while away",
    "person_overlap": "Nobody is wanted in two sessions at the same time",
    "person_break": "People have time to rest and to walk between their sessions",
    "person_block": "The sessions of one person in one block of time are in one room",
    "hours": "Nobody is planned at hours that are unwelcome to them",
    "fairness": "Unwelcome hours are shared out and do not all fall on one person",
    "apart": "Sessions that are to be kept apart do not run at the same time",
    "together": "Sessions of a series follow each other in one room",
    "before": "What has to come first ends before the other begins",
    "similar_overlap": "Sessions on similar topics do not run at the same time",
    "wish_overlap": "Sessions that the same attendees want do not run at the same time",
    "wish_block": "Sessions that the same attendees want are in one room within a block of time",
    "topic_home": "The sessions of a topic that is at home in some rooms are in one of them",
    "topic_block": "Topics stay out of blocks of time that do not suit them",
    "topic_room": "Topics stay out of rooms that do not suit them",
    "block_room": "Rooms are not used in blocks of time that do not suit them",
    "similar_block": "Similar topics do not share a block of time",
    "topic_rooms": "A topic stays in one room",
    "topic_parallel": "A topic has one room in a block of time",
    "topic_gaps": "The blocks of time of a topic follow each other",
    "order": "The sessions of a topic keep their order",
    "cell_topic": "A room holds one topic in a block of time",
    "chair_block": "Whoever chairs two topics finds them in different blocks of time",
    "item_block": "Sessions stay out of blocks of time that do not suit them",
    "item_room": "Sessions stay out of rooms that do not suit them",
    "moved_time": "Times that were published stay",
    "moved_room": "Rooms that were published stay",
}


@dataclass(frozen=True)
class Term:
    """One rule in two plans: what each pays for it, and how often each breaks it where it must hold."""

    words: str
    was: int
    now: int
    broken_was: int
    broken_now: int

    @property
    def change(self) -> int:
        return self.now - self.was


def terms_beside(was: Mapping[str, Mapping], now: Mapping[str, Mapping]) -> list[Term]:
    """The rules that cost anything in either plan, in the order of the rules. Each plan has `terms` and `broken`."""
    told = [each.get(part, {}) for each in (was, now) for part in ("terms", "broken")]
    return [
        Term(RULES[name], *(told[at].get(name, 0) for at in (0, 2, 1, 3)))
        for name in NAMES
        if any(name in each for each in told)
    ]
