"""Topics and blocks in the CP-SAT model: the cells a topic owns, its rooms, its order; fairness."""

from collections import defaultdict
from itertools import combinations

from .choices import Slot
from .core_model import Core, Expr
from .index import Spot, pair


def add_topics(core: Core) -> None:
    """Every rule of whole topics and blocks. Rules without anything to pay make no variables."""
    cells = _Cells(core)
    _cell_penalties(core, cells)
    for topic in core.index.topics:
        _rooms(core, topic)
        _parallel(core, cells, topic)
        _gaps(core, topic)
        _order(core, topic)
    _neighbours(core, cells)
    _fairness(core)


class _Cells:
    """Literals for 'the topic owns this cell', made when first asked for; true at least when it does."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self._known: dict[tuple[str, str, str], Expr] = {}
        self._possible: dict[tuple[str, str], list[str]] = {}
        self.members = {
            topic: [each for each in items if each in core.start] for topic, items in core.index.by_topic.items()
        }

    def possible(self, topic: str, block: str) -> list[str]:
        """The rooms in which the topic may own a cell of the block."""
        key = (topic, block)
        if key not in self._possible:
            allowed = self.core.index.blocks[block].rooms
            members = [item for item in self.members.get(topic, ()) if block in self.core.block[item]]
            rooms = {room for item in members for room in self.core.room[item]}
            self._possible[key] = [
                room for room in self.core.index.rooms if room in rooms and (allowed is None or room in allowed)
            ]
        return self._possible[key]

    def owned(self, topic: str, block: str, room: str) -> Expr:
        key = (topic, block, room)
        if key not in self._known:
            owned = self.core.flag()
            for item in self.members.get(topic, ()):
                inside, during = self.core.room[item].get(room), self.core.block[item].get(block)
                if inside is not None and during is not None:
                    self.core.model.add_bool_or([owned, ~inside, ~during])
            self._known[key] = owned
        return self._known[key]


def _cell_penalties(core: Core, cells: _Cells) -> None:
    index = core.index
    if index.rule["topic_block"].on:
        for (topic, block), cost in index.topic_block.items():
            for room in cells.possible(topic, block) if cost else ():
                core.charge("topic_block", cells.owned(topic, block, room), cost)
    if index.rule["topic_room"].on:
        for (topic, room), cost in index.topic_room.items():
            for block in index.blocks if cost else ():
                if room in cells.possible(topic, block):
                    core.charge("topic_room", cells.owned(topic, block, room), cost)
    if index.rule["block_room"].on:
        for (block, room), cost in index.block_room.items():
            for topic in index.topics if cost else ():
                if room in cells.possible(topic, block):
                    core.charge("block_room", cells.owned(topic, block, room), cost)


def _rooms(core: Core, topic: str) -> None:
    if not core.index.rule["topic_rooms"].on:
        return
    used: dict[str, Expr] = {}
    for item in core.index.by_topic[topic]:
        for room, inside in core.room.get(item, {}).items():
            used.setdefault(room, core.flag())
            core.model.add_implication(inside, used[room])
    if len(used) > 1:
        core.charge("topic_rooms", _excess(core, list(used.values())))


def _excess(core: Core, flags: list[Expr]) -> Expr:
    """How many of these are true beyond the first."""
    beyond = core.model.new_int_var(0, len(flags) - 1, "")
    core.model.add(beyond >= sum(flags) - 1)
    return beyond


def _parallel(core: Core, cells: _Cells, topic: str) -> None:
    if core.index.rule["topic_parallel"].on and len(cells.members.get(topic, ())) > 1:
        for block in core.index.blocks:
            owned = [cells.owned(topic, block, room) for room in cells.possible(topic, block)]
            if len(owned) > 1:
                core.charge("topic_parallel", _excess(core, owned))


def _gaps(core: Core, topic: str) -> None:
    """A topic's blocks are an interval when it begins at most once, block after block."""
    members = [item for item in core.index.by_topic[topic] if item in core.start]
    if not core.index.rule["topic_gaps"].on or len(members) < 2:
        return
    torn, begins, before = core.flag(), [], 0
    for block in core.index.blocks:
        runs = core.flag()
        during = [core.block[item][block] for item in members if block in core.block[item]]
        for each in during:
            core.model.add_implication(each, runs)
        core.model.add(sum(during) >= runs)
        begin = core.flag()
        core.model.add(begin >= runs - before)
        begins.append(begin)
        before = runs
    core.model.add(sum(begins) <= 1 + len(begins) * torn)
    core.charge("topic_gaps", torn)


def _order(core: Core, topic: str) -> None:
    """Each numbered item at its number in the order block, room, start (as the benchmark counts)."""
    members = [item for item in core.index.by_topic[topic] if item in core.start]
    if not core.index.rule["order"].on:
        return
    place = {item: _rank(core, item) for item in members}
    earlier: dict[tuple[str, str], Expr] = {}
    for item in members:
        if not core.index.items[item].order:
            continue
        for other in members:
            if other != item and (other, item) not in earlier:
                earlier[other, item] = _earlier(core, place, other, item)
                if core.must_place:
                    earlier[item, other] = 1 - earlier[other, item]
        wrong = core.flag()
        count = 1 + sum(earlier[other, item] for other in members if other != item)
        asked = core.index.items[item].order
        core.model.add(count == asked).only_enforce_if([~wrong, *core.there(item)])
        core.charge("order", wrong)


def _rank(core: Core, item: str) -> Expr:
    """A number that grows with block, then room, then start within the block."""
    blocks = core.index.blocks
    stride = max(each.ends - each.starts for each in blocks.values()) + 1
    row = stride * (len(core.index.rooms) + 1)
    of_block = sum(
        (core.index.block_place[block] * row - blocks[block].starts) * during
        for block, during in core.block[item].items()
    )
    of_room = sum(core.index.room_place[room] * stride * here for room, here in core.room[item].items())
    return of_block + of_room + core.start[item]


def _earlier(core: Core, place: dict[str, Expr], one: str, other: str) -> Expr:
    """A literal: `one` has a place and it comes before the place of `other`."""
    first = core.flag()
    here = core.there(one, other)
    core.model.add(place[one] < place[other]).only_enforce_if([first, *here])
    core.model.add(place[one] > place[other]).only_enforce_if([~first, *here])
    for present in core.there(one):
        core.model.add_implication(first, present)
    return first


def _neighbours(core: Core, cells: _Cells) -> None:
    """Two topics in one block, or in one cell."""
    index = core.index
    amounts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for one, other in combinations(sorted(index.topics), 2):
        likeness = index.likeness.get(pair(one, other), 0)
        if index.rule["similar_block"].on and likeness:
            amounts[one, other]["similar_block"] = likeness
        if index.rule["chair_block"].on and set(index.topics[one].chairs) & set(index.topics[other].chairs):
            amounts[one, other]["chair_block"] = 1
    for (one, other), rules in amounts.items():
        for block in index.blocks:
            for here in cells.possible(one, block):
                for there in cells.possible(other, block):
                    _both_owned(core, cells, (one, block, here), (other, block, there), rules)
    if index.rule["cell_topic"].on and len(index.topics) > 1:
        for block in index.blocks:
            for room in index.rooms:
                owners = [topic for topic in index.topics if room in cells.possible(topic, block)]
                if len(owners) > 1:
                    owned = [cells.owned(topic, block, room) for topic in owners]
                    core.charge("cell_topic", _excess(core, owned))


def _both_owned(
    core: Core,
    cells: _Cells,
    cell: tuple[str, str, str],
    other: tuple[str, str, str],
    rules: dict[str, int],
) -> None:
    both = core.flag()
    core.model.add_bool_or([both, ~cells.owned(*cell), ~cells.owned(*other)])
    for rule, times in rules.items():
        core.charge(rule, both, times)


def _fairness(core: Core) -> None:
    """The greatest sum of unwelcome hours of any one person."""
    if not core.index.rule["fairness"].on:
        return
    burdens: dict[str, list[Expr]] = defaultdict(list)
    most: dict[str, int] = defaultdict(int)
    for item in core.items:
        for person, costs in _burdens(core, item).items():
            most[person] += max(costs.values())
            burdens[person].append(core.levels(item, costs))
    if burdens:
        greatest = core.model.new_int_var(0, max(most.values()), "")
        for terms in burdens.values():
            core.model.add(greatest >= sum(terms))
        core.charge("fairness", greatest)


def _burdens(core: Core, item: str) -> dict[str, dict[Slot, int]]:
    """Person -> slot -> what she would bear there; people who never bear anything are left out."""
    found: dict[str, dict[Slot, int]] = defaultdict(lambda: dict.fromkeys(core.choice[item].slots, 0))
    for slot in core.choice[item].slots:
        spot = Spot("", slot[1], slot[1] + core.index.items[item].minutes, slot[0])
        for person, cost in core.index.burdens(item, spot).items():
            found[person][slot] = cost
    return found
