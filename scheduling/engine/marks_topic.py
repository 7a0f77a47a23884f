"""Violations of whole topics and blocks: the cell (block, room) belongs to the topics of its items."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from .index import Index, Spot, pair
from .marks_item import mark
from .report import Violation

TOPIC_RULES = (
    "topic_block",
    "topic_room",
    "block_room",
    "topic_rooms",
    "topic_parallel",
    "topic_gaps",
    "order",
)
BLOCK_RULES = ("similar_block", "cell_topic", "chair_block")

Cell = tuple[str, str]


def topic_marks(index: Index, topic: str, spots: Mapping[str, Spot]) -> Iterator[Violation]:
    """Every violation of the topic as a whole; items outside any block own no cell."""
    placed = {each: spots[each] for each in index.by_topic[topic] if each in spots}
    cells: dict[Cell, list[str]] = defaultdict(list)
    for item, spot in placed.items():
        if spot.block is not None:
            cells[(spot.block, spot.room)].append(item)
    yield from _cell_marks(index, topic, cells)
    yield from _spread_marks(index, topic, cells)
    if index.rule["order"].on:
        yield from _order_marks(index, topic, placed)


def _cell_marks(index: Index, topic: str, cells: Mapping[Cell, list[str]]) -> Iterator[Violation]:
    name = index.topics[topic].name
    for (block, room), items in sorted(cells.items()):
        here, then = index.rooms[room].name, index.blocks[block].name
        some = tuple(items)
        yield from mark(
            index,
            "topic_block",
            index.topic_block.get((topic, block), 0),
            some,
            f"{name} is unwelcome in {then}",
        )
        cost = index.topic_room.get((topic, room), 0)
        yield from mark(index, "topic_room", cost, some, f"{name} is unwelcome in {here}", room=room)
        cost = index.block_room.get((block, room), 0)
        yield from mark(index, "block_room", cost, some, f"{here} is unwelcome in {then}", room=room)


def _spread_marks(index: Index, topic: str, cells: Mapping[Cell, list[str]]) -> Iterator[Violation]:
    name = index.topics[topic].name
    items = tuple(sorted(each for some in cells.values() for each in some))
    rooms = {room for _, room in cells}
    yield from mark(index, "topic_rooms", len(rooms) - 1, items, f"{name} uses {len(rooms)} rooms")
    for block, count in sorted(Counter(block for block, _ in cells).items()):
        sentence = f"{name} runs in {count} rooms in {index.blocks[block].name}"
        here = tuple(each for (where, _), some in cells.items() if where == block for each in some)
        yield from mark(index, "topic_parallel", count - 1, here, sentence)
    places = {index.block_place[block] for block, _ in cells}
    if places and max(places) - min(places) >= len(places):
        yield from mark(index, "topic_gaps", 1, items, f"{name} pauses for at least one block")


def _order_marks(index: Index, topic: str, placed: Mapping[str, Spot]) -> Iterator[Violation]:
    def rank(item: str) -> tuple[int, int, int, str]:
        spot = placed[item]
        place = index.block_place[spot.block] if spot.block else len(index.block_place)
        return place, index.room_place[spot.room], spot.start, item

    for number, item in enumerate(sorted(placed, key=rank), start=1):
        asked = index.items[item].order
        if asked and asked != number:
            name = index.topics[topic].name
            sentence = f"{index.items[item].title} is number {number} of {name}, asked for {asked}"
            yield from mark(index, "order", 1, (item,), sentence)


def block_marks(index: Index, block: str, here: Mapping[str, Spot]) -> Iterator[Violation]:
    """Every violation between the cells of one block; `here` are the items in it."""
    cells: dict[Cell, list[str]] = defaultdict(list)
    for item, spot in sorted(here.items()):
        topic = index.items[item].topic
        if topic is not None:
            cells[(topic, spot.room)].append(item)
    name = index.blocks[block].name
    for (cell, items), (other, others) in combinations(sorted(cells.items()), 2):
        if cell[0] != other[0]:
            yield from _cells_marks(index, (cell[0], other[0]), tuple(items + others), name)
    for room, count in sorted(Counter(room for _, room in cells).items()):
        sentence = f"{count} topics share {index.rooms[room].name} in {name}"
        items_there = tuple(each for (_, where), some in cells.items() if where == room for each in some)
        yield from mark(index, "cell_topic", count - 1, items_there, sentence, room=room)


def _cells_marks(index: Index, topics: tuple[str, str], items: tuple[str, ...], block: str) -> Iterator[Violation]:
    one, two = (index.topics[each] for each in topics)
    likeness = index.likeness.get(pair(*topics), 0)
    sentence = f"{one.name} and {two.name} are similar and both run in {block}"
    yield from mark(index, "similar_block", likeness, items, sentence)
    chairs = tuple(each for each in one.chairs if each in two.chairs)
    if chairs:
        names = ", ".join(index.people[each].name for each in chairs)
        sentence = f"{names} chairs both {one.name} and {two.name} in {block}"
        yield from mark(index, "chair_block", 1, items, sentence, people=chairs)
