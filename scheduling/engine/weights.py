"""Which rules a schedule obeys: each one hard (never broken by the planner) or soft with a weight.

The rule names are the keys of every report. The number in brackets is the term of the CoSPLib
objective that the rule expresses (Kheiri, Pylyavskyy, Jacko, EJOR 317(2), 2024).
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Rule:
    """Hard, or soft with a weight per unit of breach; a soft rule of weight 0 is switched off."""

    hard: bool = False
    weight: int = 0

    @property
    def on(self) -> bool:
        return self.hard or self.weight > 0


HARD = Rule(hard=True)
OFF = Rule()


def soft(weight: int) -> Rule:
    return Rule(weight=weight)


@dataclass(frozen=True, slots=True)
class Rules:
    """One field per rule; the comment gives the unit in which a breach is counted.

    `unplaced`, `outside`, `room_overlap` and `lock` are always hard. The weight of `unplaced` is
    paid for every item without a place, so that a partial plan is comparable with another.
    """

    # An item has a place
    unplaced: Rule = Rule(hard=True, weight=1_000_000)  # item
    outside: Rule = HARD  # item that is not inside a block open for its room
    lock: Rule = HARD  # item away from its locked room or start
    # Rooms
    room_overlap: Rule = HARD  # pair of items in one room at one time
    room_closed: Rule = HARD  # item
    room_small: Rule = Rule(weight=1)  # person expected beyond the capacity
    room_lacks: Rule = HARD  # missing feature
    # People
    absent: Rule = HARD  # person and item
    person_overlap: Rule = HARD  # [15] pair of items that share a person
    person_break: Rule = Rule(weight=20)  # such a pair with less than the break plus the walk between
    person_block: Rule = OFF  # [12] such a pair in one block in different rooms
    hours: Rule = Rule(weight=1)  # [8] penalty of unwelcome hours
    fairness: Rule = OFF  # the greatest sum of such penalties borne by one person
    # Items between themselves
    apart: Rule = HARD  # listed pair at one time
    together: Rule = Rule(weight=50)  # neighbours of a series that do not follow each other in one room
    before: Rule = HARD  # listed pair in the wrong order
    similar_overlap: Rule = Rule(weight=10)  # pair of items of similar topics at one time, times likeness
    wish_overlap: Rule = Rule(weight=1)  # [16] shared wish for two items at one time
    wish_block: Rule = OFF  # [13] shared wish for two items in one block in different rooms
    topic_home: Rule = Rule(weight=100)  # item of a topic that has home rooms, in another room
    # Topics; a topic owns the cell (block, room) when one of its items is there
    topic_block: Rule = Rule(weight=1)  # [1] penalty per owned cell
    topic_room: Rule = Rule(weight=1)  # [2] penalty per owned cell
    block_room: Rule = Rule(weight=1)  # [3] penalty per owned cell
    similar_block: Rule = OFF  # [4] pair of cells of similar topics in one block, times likeness
    topic_rooms: Rule = OFF  # [5] room of a topic beyond its first
    topic_parallel: Rule = OFF  # [6] cell of a topic in one block beyond its first
    topic_gaps: Rule = OFF  # [7] topic whose blocks do not follow each other
    order: Rule = OFF  # [9] item not at its number among its topic's; ordered pair at one time
    cell_topic: Rule = OFF  # topic in a cell beyond its first
    chair_block: Rule = OFF  # [14] pair of cells in one block whose topics share a chair
    # Items and places
    item_block: Rule = Rule(weight=1)  # [10] penalty
    item_room: Rule = Rule(weight=1)  # [11] penalty
    # What people were already told
    moved_time: Rule = Rule(weight=20)  # weight of the published place
    moved_room: Rule = Rule(weight=5)  # weight of the published place

    def of(self, name: str) -> Rule:
        rule: Rule = getattr(self, name)
        return rule


USUAL_RULES = Rules()
NAMES = tuple(each.name for each in fields(Rules))
ALWAYS_HARD = ("unplaced", "outside", "lock", "room_overlap")
