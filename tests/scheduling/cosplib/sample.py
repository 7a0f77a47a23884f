"""A small conference in the library's layout: three tracks, two days, two rooms; every term has something to say."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from random import Random

from openpyxl import Workbook as Book
from openpyxl import load_workbook

from scheduling.cosplib.model import SLOT, Hours, Margin, Window, Workbook
from scheduling.cosplib.relations import attendee_pairs, rules_of
from scheduling.cosplib.writing import write
from scheduling.engine.problem import Block, Item, Penalties, Person, Problem, Room, Similar, Topic

CAST = ("Rita Sato", "Raj Rao", "Paula Pop", "Felix Fox", "Ada Abel")
TRACKS, ROOMS = ("Cells", "Genes", "Maps"), ("Hall", "Nook")
SESSIONS = {"Mon1": (3, 9), "Mon2": (2, 11), "Tue1": (3, 9), "Tue2": (2, 23)}
DAYS = {"Mon": dt.date(2026, 11, 30), "Tue": dt.date(2026, 12, 1)}


def sample(seed: int = 1, talks: int = 9, weights: tuple[int, ...] = (*range(1, 17),)) -> Workbook:
    """A conference drawn at random; each weight is another number, so that a mixed-up term shows."""
    chance = Random(seed)
    items = tuple(
        Item(
            f"t{number}",
            f"t{number}",
            chance.choice((1, 1, 1, 2)) * SLOT,
            topic=TRACKS[number % len(TRACKS)],
            people=tuple(chance.sample(CAST[:4], chance.choice((0, 1, 1, 2)))),
            order=chance.choice((0, 0, 1, 2, 3)),
        )
        for number in range(talks)
    )
    attendees = tuple(tuple(chance.sample(CAST, chance.choice((0, 1, 2)))) for _ in items)
    topics = tuple(Topic(name, name, tuple(chance.sample(CAST[:4], chance.choice((0, 1))))) for name in TRACKS)
    margin = Margin(
        zone=1,
        suitable=Window(dt.time(9, 30), dt.time(21, 30)),
        less=Window(dt.time(7), dt.time(23)),
        small=1,
        big=10,
        hours=tuple(Hours(DAYS[name[:3]], dt.time(at), dt.time((at + 1) % 24)) for name, (_, at) in SESSIONS.items()),
        zones=tuple(chance.choice((-5, 0, 1, 8)) for _ in items),
        attendees=attendees,
    )
    people = {name: None for each in items for name in each.people}
    people |= {name: None for each in topics for name in each.chairs}
    problem = Problem(
        items=items,
        rooms=tuple(Room(name, name) for name in ROOMS),
        blocks=tuple(
            Block(name, name, at * 4 * SLOT, (at * 4 + slots) * SLOT, day=str(DAYS[name[:3]]), grid=SLOT)
            for at, (name, (slots, _)) in enumerate(SESSIONS.items())
        ),
        people=tuple(Person(name, name) for name in people),
        topics=topics,
        similar=(Similar("Cells", "Maps", 3),),
        shared_wishes=attendee_pairs(items, attendees, topics),
        penalties=_penalties(chance, items, margin),
        rules=rules_of(weights),
        overlap_unit=SLOT,
    )
    return _ordered(Workbook(problem, margin))


def _penalties(chance: Random, items: tuple[Item, ...], margin: Margin) -> Penalties:
    def table(down, across, lengths=None):
        rows = [
            (one, two, chance.choice((0, 0, 1, 4)) * (lengths[one] if lengths else 1))
            for one, two in product(down, across)
        ]
        return tuple(row for row in rows if row[2])

    lengths = {item.id: item.minutes // SLOT for item in items}
    hours = [
        (item.id, session, lengths[item.id] * margin.unease(at, place))
        for at, item in enumerate(items)
        for place, session in enumerate(SESSIONS)
    ]
    return Penalties(
        topic_block=table(TRACKS, SESSIONS),
        topic_room=table(TRACKS, ROOMS),
        block_room=table(SESSIONS, ROOMS),
        item_block=table(lengths, SESSIONS, lengths),
        item_room=table(lengths, ROOMS, lengths),
        item_hours=tuple(row for row in hours if row[2]),
    )


def _ordered(workbook: Workbook) -> Workbook:
    """With the people in the order in which the sheets name them."""
    problem = workbook.problem
    named = dict.fromkeys(
        [*(name for each in problem.items for name in each.people), *(n for t in problem.topics for n in t.chairs)]
    )
    return replace(workbook, problem=replace(problem, people=tuple(Person(name, name) for name in named)))


def file_of(workbook: Workbook, edit: Callable[[Book], None] | None = None) -> io.BytesIO:
    """The workbook as a file, perhaps with something changed in its sheets."""
    file = io.BytesIO()
    write(workbook, file)
    file.seek(0)
    if edit is not None:
        book = load_workbook(file)
        edit(book)
        file = io.BytesIO()
        book.save(file)
        file.seek(0)
    return file
