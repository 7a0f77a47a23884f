"""What is to be scheduled: items, rooms, blocks of time, people, and what is wished of the result.

Plain frozen dataclasses with tuples inside; ids are strings. All times are whole minutes on one
axis (for example minutes since the UNIX epoch in UTC), intervals are (starts, ends) with the end
exclusive. Penalties and weights are whole numbers and never negative.

The model expresses the sixteen terms of CoSPLib (a CoSPLib session is a `Block`, a track a `Topic`,
a submission an `Item`; see `weights.py`) and beyond them unequal durations, real capacities,
travel, locks, series, precedence and a published plan to stay close to.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .weights import USUAL_RULES, Rules

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placement:
    """A room and a start; the end is the start plus the item's minutes."""

    room: str
    start: int


Plan = Mapping[str, Placement]
"""Item id -> its place. An item that is missing has no place yet."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who must be there. `absent` can not be; `unwelcome` is (starts, ends, penalty), paid once
    per item that touches the interval: night hours in her own time zone, a wish to leave early."""

    id: str
    name: str
    absent: tuple[Interval, ...] = ()
    unwelcome: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject or track. Its chairs have to be free whenever it runs; `rooms` are its home, empty when it has
    none."""

    id: str
    name: str
    chairs: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """What gets a place. `order` is its number within its topic, 0 when free."""

    id: str
    title: str
    minutes: int
    topic: str | None = None
    people: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    audience: int = 0
    needs: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """A room; `capacity` None means that anyone fits in."""

    id: str
    name: str
    capacity: int | None = None
    features: tuple[str, ...] = ()
    closed: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of time that holds whole items. `rooms` None means open for all rooms.

    The planner starts items every `grid` minutes from `starts`. Blocks stand in order of time in
    `Problem.blocks`; two blocks that are open for the same room do not overlap.
    """

    id: str
    name: str
    starts: int
    ends: int
    day: str = ""
    grid: int = 15
    rooms: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """Keep an item in a room, at a start, or both."""

    item: str
    room: str | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A place that people were told: leaving it costs `weight`, in time and in room separately."""

    item: str
    room: str
    start: int
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Apart:
    """Two items never at the same time; `reason` is said to the reader."""

    first: str
    second: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """`first` ends at least `gap` minutes before `then` starts."""

    first: str
    then: str
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Together:
    """A series: each item in the room of the one before it, starting at most `gap` minutes after
    that one ends. `gap` None asks for the same room only, at whatever times."""

    items: tuple[str, ...]
    gap: int | None = 0


@dataclass(frozen=True, slots=True)
class Similar:
    """Two topics that should not run in parallel; the same topic twice means not against itself."""

    first: str
    second: str
    likeness: int = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """An attendee wants to be at all these items (stars, votes)."""

    person: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedWish:
    """`weight` attendees want both items: the summed form of many wishes."""

    first: str
    second: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Walk:
    """Minutes between two rooms, both ways; pairs not listed are next door (0)."""

    first: str
    second: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Penalties:
    """Rows (id, id, penalty); a pair that is not listed costs nothing."""

    topic_block: tuple[tuple[str, str, int], ...] = ()
    topic_room: tuple[tuple[str, str, int], ...] = ()
    block_room: tuple[tuple[str, str, int], ...] = ()
    item_block: tuple[tuple[str, str, int], ...] = ()
    item_room: tuple[tuple[str, str, int], ...] = ()
    item_hours: tuple[tuple[str, str, int], ...] = ()  # (item, block, penalty), counted under `hours`


NO_PENALTIES = Penalties()


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the checker and the planner know.

    `min_break` is the pause in minutes a person wants between two items, before any walk.
    `overlap_unit` 0 counts an overlapping pair once; n > 0 counts it once per n minutes begun
    (CoSPLib counts every slot).
    """

    items: tuple[Item, ...]
    rooms: tuple[Room, ...]
    blocks: tuple[Block, ...]
    people: tuple[Person, ...] = ()
    topics: tuple[Topic, ...] = ()
    locks: tuple[Lock, ...] = ()
    published: tuple[Published, ...] = ()
    apart: tuple[Apart, ...] = ()
    before: tuple[Before, ...] = ()
    together: tuple[Together, ...] = ()
    similar: tuple[Similar, ...] = ()
    wishes: tuple[Wish, ...] = ()
    shared_wishes: tuple[SharedWish, ...] = ()
    walks: tuple[Walk, ...] = ()
    penalties: Penalties = NO_PENALTIES
    rules: Rules = USUAL_RULES
    min_break: int = 0
    overlap_unit: int = 0
