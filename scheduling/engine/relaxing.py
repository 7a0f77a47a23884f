"""Hard rules as people know them, each with the one change that takes it away."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from .index import Index
from .problem import Apart, Item, Problem, Together
from .weights import ALWAYS_HARD, HARD, NAMES, OFF

SINGLE_RULES = ("lock", "absent", "room_closed", "room_lacks", "room_small")
PAIR_RULES = ("person_overlap", "apart", "before", "together")
NAMED = (*SINGLE_RULES, *PAIR_RULES)
"""Rules that are known one by one; any other hard rule is known as a whole."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One click: `kind` is the rule that gives way, for these items, people or this room; `label` says so."""

    kind: str
    label: str
    items: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A hard rule in the users' words."""

    sentence: str
    relaxation: Relaxation


def relaxed(problem: Problem, by: Relaxation) -> Problem:
    """The problem without that rule."""
    items = frozenset(by.items)
    if by.kind == "lock":
        return replace(problem, locks=tuple(each for each in problem.locks if each.item not in items))
    if by.kind == "absent":
        people = tuple(replace(who, absent=()) if who.id in by.people else who for who in problem.people)
        return replace(problem, people=people)
    if by.kind == "room_closed":
        rooms = tuple(replace(room, closed=()) if room.id == by.room else room for room in problem.rooms)
        return replace(problem, rooms=rooms)
    if by.kind in ("room_lacks", "room_small"):
        gone: dict[str, object] = {"needs": ()} if by.kind == "room_lacks" else {"audience": 0}
        changed = tuple(replace(each, **gone) if each.id in items else each for each in problem.items)  # type: ignore[arg-type]
        return replace(problem, items=changed)
    return _without_pair(problem, by, items)


def _without_pair(problem: Problem, by: Relaxation, items: frozenset[str]) -> Problem:
    if by.kind == "person_overlap":
        changed = tuple(
            replace(
                each,
                people=tuple(who for who in each.people if who not in by.people),
                chairs=tuple(who for who in each.chairs if who not in by.people),
            )
            if each.id == by.items[1]
            else each
            for each in problem.items
        )
        return replace(problem, items=changed)
    if by.kind == "apart":
        return replace(problem, apart=tuple(x for x in problem.apart if {x.first, x.second} != items))
    if by.kind == "before":
        return replace(problem, before=tuple(x for x in problem.before if (x.first, x.then) != by.items))
    if by.kind == "together":
        return replace(problem, together=tuple(x for x in problem.together if not items <= set(x.items)))
    return replace(problem, rules=replace(problem.rules, **{by.kind: OFF}))


def only(problem: Problem, keys: Collection[tuple[str, ...]]) -> Problem:
    """The problem in which nothing is hard but these: (kind, names) as `group_of` takes them."""
    of: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for kind, *names in keys:
        of[kind].add(tuple(names))
    rules = problem.rules
    for name in NAMES:
        if name not in (*ALWAYS_HARD, *of):
            rules = replace(rules, **{name: OFF})
    people = tuple(who if (who.id,) in of["absent"] else replace(who, absent=()) for who in problem.people)
    rooms = tuple(room if (room.id,) in of["room_closed"] else replace(room, closed=()) for room in problem.rooms)
    kept_apart = {frozenset(names) for names in of["apart"]} | {frozenset(names) for names in of["person_overlap"]}
    found = tuple(Apart(*sorted(names)) for names in kept_apart)
    return replace(
        problem,
        items=tuple(_only_asked(item, of) for item in problem.items),
        people=people,
        rooms=rooms,
        locks=tuple(each for each in problem.locks if (each.item,) in of["lock"]),
        apart=found,
        before=tuple(each for each in problem.before if (each.first, each.then) in of["before"]),
        together=tuple(
            Together(pair, series.gap)
            for series in problem.together
            for pair in pairwise(series.items)
            if pair in of["together"]
        ),
        rules=replace(rules, apart=HARD, person_overlap=OFF),
    )


def _only_asked(item: Item, of: dict[str, set[tuple[str, ...]]]) -> Item:
    needs = item.needs if (item.id,) in of["room_lacks"] else ()
    audience = item.audience if (item.id,) in of["room_small"] else 0
    return replace(item, needs=needs, audience=audience)


def group_of(index: Index, kind: str, *names: str) -> Group:
    """The group with its words; `names` are items, a person or a room, as the kind wants."""
    if kind in PAIR_RULES:
        return _pair_group(index, kind, names)
    if kind == "absent":
        who = index.people[names[0]]
        label = f"Plan {who.name} although she said to be away"
        return Group(f"{who.name} is away {_when(index, who.absent)}", Relaxation(kind, label, people=names))
    if kind == "room_closed":
        room = index.rooms[names[0]]
        sentence = f"{room.name} is closed {_when(index, room.closed)}"
        return Group(sentence, Relaxation(kind, f"Open {room.name}", room=room.id))
    if kind not in NAMED:
        return Group(f"The rule “{kind}” is never to be broken", Relaxation(kind, f"Switch off the rule “{kind}”"))
    item = index.items[names[0]]
    words = {
        "lock": (f"{item.title} is locked to {_locked(index, item.id)}", f"Unlock {item.title}"),
        "room_lacks": (f"{item.title} needs {', '.join(item.needs)}", f"Let {item.title} do without"),
        "room_small": (f"{item.title} expects {item.audience} people", f"Let {item.title} be crowded"),
    }
    sentence, label = words[kind]
    return Group(sentence, Relaxation(kind, label, items=names))


def _pair_group(index: Index, kind: str, names: tuple[str, ...]) -> Group:
    one, two = (index.items[each].title for each in names)
    people: tuple[str, ...] = ()
    if kind == "person_overlap":
        people = index.shared_people[names if names[0] <= names[1] else (names[1], names[0])]  # type: ignore[index]
        who = " and ".join(index.people[each].name for each in people)
        sentence, label = f"{who} must be at both {one} and {two}", f"Hold {two} without {who}"
    elif kind == "apart":
        reason = index.apart[names if names[0] <= names[1] else (names[1], names[0])]  # type: ignore[index]
        sentence = f"{one} and {two} are to be kept apart" + (f": {reason}" if reason else "")
        label = f"Let {one} and {two} run at the same time"
    elif kind == "before":
        sentence, label = f"{one} has to end before {two} starts", f"Let {two} come first"
    else:
        sentence, label = f"{two} follows {one} in the same room", f"Take the series of {one} and {two} apart"
    return Group(sentence, Relaxation(kind, label, items=names, people=people))


def _locked(index: Index, item: str) -> str:
    room = index.locked_room.get(item)
    parts = [index.rooms[room].name] if room is not None else []
    start = index.locked_start.get(item)
    if start is not None:
        blocks = [block.name for block in index.blocks.values() if block.starts <= start < block.ends]
        parts.append(f"its time in {blocks[0]}" if blocks else "its time")
    return " and ".join(parts)


def _when(index: Index, hours: tuple[tuple[int, int], ...]) -> str:
    """The blocks that these hours touch."""
    names = [
        block.name
        for block in index.blocks.values()
        if any(starts < block.ends and block.starts < ends for starts, ends in hours)
    ]
    if len(names) == len(index.blocks) and len(names) > 1:
        return "in every block"
    return f"in {', '.join(names)}" if len(names) <= 3 else f"in {len(names)} of {len(index.blocks)} blocks"
