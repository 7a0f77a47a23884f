"""The library's objective once more, straight from its definition and as plainly as it can be said.

It shares nothing with the engine or with the reader of workbooks: it opens the two files by itself, looks at
every pair and every slot, and says what each of the sixteen terms costs. No speed, no checks of the input.
Definition: Kheiri, Pylyavskyy, Jacko, EJOR 317(2), 2024, doi 10.1016/j.ejor.2024.04.001, and the library's
evaluator.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from openpyxl import load_workbook

Cell = tuple[str, str]
TERMS = tuple(range(1, 17))


@dataclass
class Talk:
    name: str
    track: str
    length: int
    order: int
    zone: int
    presenters: set[str]
    attendees: set[str]
    session_penalty: dict[str, int]
    room_penalty: dict[str, int]


@dataclass
class Instance:
    talks: dict[str, Talk]
    chairs: dict[str, set[str]]
    sessions: dict[str, tuple[int, int, int]]  # slots, first and last minute of the day
    rooms: list[str]
    track_session: dict[Cell, int]
    track_room: dict[Cell, int]
    session_room: dict[Cell, int]
    similar: dict[frozenset[str], int]
    zone: int
    windows: tuple[int, int, int, int]  # suitable from and to, less suitable from and to, in minutes
    small: int
    big: int
    weights: list[int]


@dataclass
class Schedule:
    owner: dict[Cell, str]
    slots: dict[tuple[str, int, str], str]


def load(path: Any) -> Instance:
    """The instance in a workbook."""
    book = load_workbook(path, data_only=True)
    sessions = {
        str(row[0]): (int(row[1]), _minutes(row[3]), _minutes(row[4])) for row in _rows(book["sessions"]) if row[0]
    }
    rooms = [str(row[0]) for row in _rows(book["rooms"]) if row[0] is not None]
    chairs = {str(row[0]): _people(row[1]) for row in _rows(book["tracks"]) if row[0] is not None}
    tracks = list(chairs)
    near = book["similar tracks"]
    similar = {
        frozenset((tracks[a], tracks[b])): int(near.cell(a + 2, b + 2).value or 0)
        for a, b in combinations(range(len(tracks)), 2)
    }
    said = book["parameters"]
    windows = tuple(_minutes(said.cell(row, 2).value) for row in (4, 5, 7, 8))
    return Instance(
        _talks(book["submissions"], len(sessions), len(rooms)),
        chairs,
        sessions,
        rooms,
        *(_matrix(book[f"{name}|penalty"]) for name in ("tracks_sessions", "tracks_rooms", "sessions_rooms")),
        similar=similar,
        zone=_zone(said["B2"].value),
        windows=windows,  # type: ignore[arg-type]
        small=int(said["B9"].value or 0),
        big=int(said["B11"].value or 0),
        weights=[int(said.cell(row, 5).value or 0) for row in range(2, 18)],
    )


def _rows(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=2, values_only=True))


def _people(cell: Any) -> set[str]:
    return set(str(cell).split(", ")) if cell else set()


def _zone(cell: str) -> int:
    return int(cell.removeprefix("GMT"))


def _minutes(time: Any) -> int:
    hour, minute = (time.hour, time.minute) if hasattr(time, "hour") else map(int, str(time).split(":")[:2])
    return 60 * hour + minute


def _talks(sheet: Any, sessions: int, rooms: int) -> dict[str, Talk]:
    head = [str(cell.value) for cell in sheet[1]]
    talks = {}
    for row in _rows(sheet):
        if row[0] is not None:
            costs = [int(each or 0) for each in row[7:]]
            talks[str(row[0])] = Talk(
                str(row[0]),
                str(row[1]),
                int(row[2]),
                int(row[3] or 0),
                _zone(row[4]),
                _people(row[5]),
                _people(row[6]),
                dict(zip(head[7 : 7 + sessions], costs, strict=False)),
                dict(zip(head[7 + sessions : 7 + sessions + rooms], costs[sessions:], strict=False)),
            )
    return talks


def _matrix(sheet: Any) -> dict[Cell, int]:
    head = [cell.value for cell in sheet[1]]
    return {
        (str(row[0]), str(column)): int(cost or 0)
        for row in _rows(sheet)
        if row[0] is not None
        for column, cost in zip(head[1:], row[1:], strict=False)
        if column is not None
    }


def load_schedule(path: Any, instance: Instance) -> Schedule:
    """The schedule in a file of the library's layout."""
    rows = [list(row) for row in load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True)]
    rooms = [str(each) for each in rows[0][1:] if each is not None]
    schedule = Schedule({}, {})
    count = len(instance.sessions)
    for row in rows[1 : 1 + count]:
        for room, track in zip(rooms, row[1:], strict=False):
            if track is not None:
                schedule.owner[str(row[0]), room] = str(track)
    at = 2 + count
    for session, (slots, _, _) in instance.sessions.items():
        for slot in range(slots):
            for room, talk in zip(rooms, rows[at][1:] if at < len(rows) else (), strict=False):
                if talk is not None:
                    schedule.slots[session, slot, room] = str(talk)
            at += 1
    return schedule


def faults(instance: Instance, schedule: Schedule) -> list[str]:
    """What makes the schedule none: hard rules, each breach a sentence."""
    found = []
    for (session, slot, room), talk in schedule.slots.items():
        if schedule.owner.get((session, room)) != instance.talks[talk].track:
            found.append(f"{talk} in slot {slot} of {session}, {room}: another track owns the cell")
    for talk in instance.talks.values():
        places = sorted((s, r, k) for (s, k, r), name in schedule.slots.items() if name == talk.name)
        cells = {place[:2] for place in places}
        slots = [place[2] for place in places]
        if len(slots) != talk.length or len(cells) != 1 or slots != list(range(slots[0], slots[0] + talk.length)):
            found.append(f"{talk.name} needs {talk.length} slots in a row in one cell and stands in {places}")
    for (session, room), track in schedule.owner.items():
        if not any((s, r) == (session, room) for s, _, r in schedule.slots):
            found.append(f"{track} owns {session}, {room} without a talk there")
    return found


def terms(instance: Instance, schedule: Schedule) -> dict[int, int]:
    """Term -> its weighted value."""
    counted = _owned_terms(instance, schedule) | _talk_terms(instance, schedule) | _pair_terms(instance, schedule)
    return {term: counted[term] * instance.weights[term - 1] for term in TERMS}


def value(instance: Instance, schedule: Schedule) -> int:
    """The objective."""
    return sum(terms(instance, schedule).values())


def _owned_terms(instance: Instance, schedule: Schedule) -> dict[int, int]:
    owner = schedule.owner
    found = dict.fromkeys(range(1, 8), 0) | {14: 0}
    for (session, room), track in owner.items():
        found[1] += instance.track_session[track, session]
        found[2] += instance.track_room[track, room]
        found[3] += instance.session_room[session, room]
    for session in instance.sessions:
        here = [track for (s, _), track in owner.items() if s == session]
        for one, other in combinations(here, 2):
            if one != other:
                found[4] += instance.similar[frozenset((one, other))]
                found[14] += bool(instance.chairs[one] & instance.chairs[other])
        found[6] += sum(here.count(track) - 1 for track in set(here))
    numbers = {session: number for number, session in enumerate(instance.sessions)}
    for track in set(owner.values()):
        found[5] += len({room for (_, room), own in owner.items() if own == track}) - 1
        used = {numbers[session] for (session, _), own in owner.items() if own == track}
        found[7] += used != set(range(min(used), max(used) + 1))
    return found


def _talk_terms(instance: Instance, schedule: Schedule) -> dict[int, int]:
    found = {8: 0, 10: 0, 11: 0, 9: 0}
    for (session, _, room), name in schedule.slots.items():
        talk = instance.talks[name]
        found[8] += _unease(instance, talk, session)
        found[10] += talk.session_penalty[session]
        found[11] += talk.room_penalty[room]
    numbers = {session: number for number, session in enumerate(instance.sessions)}
    for track in instance.chairs:
        places = sorted(
            (numbers[session], instance.rooms.index(room), slot, name)
            for (session, slot, room), name in schedule.slots.items()
            if instance.talks[name].track == track
        )
        listed = list(dict.fromkeys(place[3] for place in places))
        for number, name in enumerate(listed, start=1):
            found[9] += instance.talks[name].order not in (0, number)
    return found


def _unease(instance: Instance, talk: Talk, session: str) -> int:
    _, starts, ends = instance.sessions[session]
    a, b = ((minute + 60 * (talk.zone - instance.zone)) % 1440 for minute in (starts, ends))
    suitable_from, suitable_to, less_from, less_to = instance.windows
    if a < less_from or b > less_to or b < less_from:
        return instance.big
    if less_from <= a < suitable_from or suitable_to < b <= less_to:
        return instance.small
    return 0


def _pair_terms(instance: Instance, schedule: Schedule) -> dict[int, int]:
    found = dict.fromkeys((12, 13, 15, 16), 0)
    ordered = 0
    places: dict[str, set[tuple[str, int, str]]] = {name: set() for name in instance.talks}
    for place, name in schedule.slots.items():
        places[name].add(place)
    for one, other in combinations(instance.talks.values(), 2):
        here, there = places[one.name], places[other.name]
        at_once = {(s, k) for s, k, _ in here} & {(s, k) for s, k, _ in there}
        shared = {s for s, _, _ in here} & {s for s, _, _ in there}
        if not shared:
            continue
        apart = sum({r for t, _, r in here if t == s} != {r for t, _, r in there if t == s} for s in shared)
        if _presenters(instance, one, other):
            found[12] += apart
            found[15] += len(at_once)
        if _attendees(instance, one, other):
            found[13] += apart
            found[16] += len(at_once)
        if one.track == other.track and one.order and other.order:
            ordered += len(at_once)
    talk_order = _talk_terms(instance, schedule)[9]
    return found | {9: talk_order + ordered}


def _presenters(instance: Instance, one: Talk, other: Talk) -> bool:
    if one.presenters & other.presenters:
        return True
    chaired = one.presenters & instance.chairs[other.track] or other.presenters & instance.chairs[one.track]
    return one.track != other.track and bool(chaired)


def _attendees(instance: Instance, one: Talk, other: Talk) -> bool:
    if one.attendees & other.attendees or one.attendees & other.presenters or other.attendees & one.presenters:
        return True
    chaired = one.attendees & instance.chairs[other.track] or other.attendees & instance.chairs[one.track]
    return one.track != other.track and bool(chaired)
