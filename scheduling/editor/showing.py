"""A day of the draft as a grid, with what is wrong beside each card. Templates ask nothing themselves, and a card
that looks as it did is not drawn again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from scheduling.draft.clashes import key_of
from scheduling.draft.problem_of import moment_of
from scheduling.editor.desk import Desk, Facts, Stands
from scheduling.engine.report import HARD_SEVERITY
from scheduling.models import Acknowledgement, Block, Room, Session
from workshops.models import Meeting

ROW = 5
"""Minutes of a grid row (static/css/schedule.css)."""


@dataclass(frozen=True)
class Clash:
    """A broken rule in words; `severity` is hard or soft."""

    severity: str
    sentence: str
    acknowledged: Acknowledgement | None = None


@dataclass(frozen=True)
class Spot:
    """Where something is in the grid: column from 2, hour and minute of the start, length in hours and minutes."""

    col: int
    hour: int
    minute: int
    hours: int
    rest: int


@dataclass(frozen=True)
class Card:
    session: Facts
    stands: Stands
    room: Room
    starts: datetime
    ends: datetime
    clashes: tuple[Clash, ...]
    spot: Spot

    @property
    def start(self) -> str:
        return moment_of(self.stands.minute).isoformat()

    @property
    def locked(self) -> str:
        held = [name for name, on in (("room", self.stands.room_locked), ("time", self.stands.time_locked)) if on]
        return f"{' and '.join(held)} locked" if held else ""


@dataclass(frozen=True)
class Slot:
    """A start in a room: a drop target."""

    room: Room
    starts_at: datetime
    clock: str
    spot: Spot


@dataclass(frozen=True)
class Day:
    """A day as it is drawn: `frame` is the grid without its cards; `keys` are the sessions in it, by time."""

    day: date
    hours: list[int]
    keys: list[str]
    frame: SafeString
    name: str
    """Changes with the frame, so that a page knows when its own is not the right one any more."""

    @property
    def first_hour(self) -> int:
        return self.hours[0] if self.hours else 8


def day_of(desk: Desk, wanted: date | None) -> Day | None:
    """The day asked for, else the first one."""
    days = desk.days
    if not days:
        return None
    day = wanted if wanted in days else days[0]
    keys = sorted(desk.by_day[day], key=lambda key: _order(desk, key))
    slots = slots_of(desk, day)
    hours = _hours(desk, keys, slots)
    frame = _kept(desk, ("frame", day, *hours[:1], len(hours)), lambda: _frame(desk, hours, slots))
    return Day(
        day, hours, keys, frame, f"{day.isoformat()}.{hours[0] if hours else 0}.{len(hours)}.{len(desk.rooms)}"
    )


def slots_of(desk: Desk, day: date) -> list[Slot]:
    """Every start of the day, as the frame has them."""
    return _kept(desk, ("slots", day), lambda: [slot for block in desk.blocks for slot in _slots(desk, block, day)])


def _kept(desk: Desk, key, make):
    if key not in desk.kept:
        desk.kept[key] = make()
    return desk.kept[key]


def _order(desk: Desk, key: str) -> tuple[int, int, str]:
    stands = desk.places[key]
    return stands.minute, desk.columns[stands.room], key


def _frame(desk: Desk, hours: list[int], slots: list[Slot]) -> SafeString:
    return render_to_string("scheduling/_frame.html", {"rooms": desk.rooms, "hours": hours, "slots": slots})


@dataclass(frozen=True)
class Reader:
    """Whom cards are drawn for, and what is acknowledged of the version that she reads."""

    meeting: Meeting
    may_place: bool
    acknowledged: Mapping[str, tuple[Acknowledgement, ...]]
    """By session."""


def cards_of(desk: Desk, keys: list[str], reader: Reader) -> list[tuple[str, SafeString, SafeString]]:
    """Of each session its code, its card in the grid and its line in the list that phones and paper show."""
    return [(desk.sessions[key].code, *_drawn(desk, key, reader)) for key in keys]


def drawn(desk: Desk, keys: list[str], reader: Reader) -> tuple[SafeString, SafeString]:
    """All cards of the grid, and all lines of the list, as one text each."""
    cards = cards_of(desk, keys, reader)
    return mark_safe("".join(card for _, card, _ in cards)), mark_safe("".join(line for _, _, line in cards))  # noqa: S308  parts that templates made


def _drawn(desk: Desk, key: str, reader: Reader) -> tuple[SafeString, SafeString]:
    known = desk.kept.setdefault(("card", key), {})
    rows = reader.acknowledged.get(key, ())
    look = (reader.may_place, tuple(row.pk for row in rows))
    if look not in known:
        card = card_of(desk, key, {row.key: row for row in rows})
        words = {"card": card, "meeting": reader.meeting, "may_place": reader.may_place}
        in_grid = render_to_string("scheduling/_card.html", words | {"in_grid": True})
        known[look] = (in_grid, render_to_string("scheduling/_card.html", words))
    return known[look]


def card_of(desk: Desk, key: str, acknowledged: Mapping[str, Acknowledgement]) -> Card:
    facts, stands = desk.sessions[key], desk.places[key]
    starts = moment_of(stands.minute).astimezone(desk.zone)
    return Card(
        session=facts,
        stands=stands,
        room=desk.room_of[stands.room],
        starts=starts,
        ends=starts + timedelta(minutes=facts.minutes),
        clashes=clashes_of(desk, key, acknowledged),
        spot=spot_of(starts, facts.minutes, desk.columns[stands.room]),
    )


def clashes_of(desk: Desk, key: str, acknowledged: Mapping[str, Acknowledgement]) -> tuple[Clash, ...]:
    """Hard ones first; a session without a place is shown as waiting, not as a clash."""
    found = sorted(desk.marks[key], key=lambda each: (each.severity != HARD_SEVERITY, each.rule, each.sentence))
    return tuple(
        Clash(
            each.severity,
            each.sentence,
            acknowledged.get(key_of(each, desk.plan_of(each.items))) if acknowledged else None,
        )
        for each in found
        if each.rule != "unplaced"
    )


def acknowledged_in(desk: Desk, rows: Iterable[Acknowledgement]) -> dict[str, tuple[Acknowledgement, ...]]:
    """By session, those whose clash is there still."""
    found: dict[str, tuple[Acknowledgement, ...]] = {}
    for row in rows:
        there = {key_of(each, desk.plan_of(each.items)) for item in row.sessions[:1] for each in desk.marks[item]}
        for item in row.sessions if row.key in there else ():
            found[item] = (*found.get(item, ()), row)
    return found


def names_of(session: Session) -> str:
    """Who has to be there, without the participants invited to listen."""
    people = (each.person.name for each in session.people.all() if each.role != "participant")
    return ", ".join(dict.fromkeys(people))


def spot_of(starts: datetime, minutes: int, col: int) -> Spot:
    hours, rest = divmod(max(ROW, min(round(minutes / ROW) * ROW, 12 * 60)), 60)
    return Spot(col, starts.hour, starts.minute // ROW * ROW, hours, rest)


def _slots(desk: Desk, block: Block, day: date):
    """Every start of the block's grid in every room it is open for."""
    open_rooms = list(block.rooms.all()) or desk.rooms
    moment = block.starts_at
    while moment < block.ends_at:
        local = moment.astimezone(desk.zone)
        if local.date() == day:
            for room in open_rooms:
                spot = spot_of(local, block.grid_minutes, desk.columns[room.pk])
                yield Slot(room, moment, f"{local:%H:%M}", spot)
        moment += timedelta(minutes=block.grid_minutes)


def _hours(desk: Desk, keys: list[str], slots: list[Slot]) -> list[int]:
    minutes = {desk.places[key].minute for key in keys}
    starts = [slot.spot.hour for slot in slots] + [moment_of(each).astimezone(desk.zone).hour for each in minutes]
    return list(range(min(starts), min(max(starts) + 2, 24))) if starts else []
