"""The draft on the desk: kept in this process as the editor needs it, judged once, then moved along with every move.

Another process, or another editor, leaves moves; a desk catches up with them when it is next asked for. It is laid
out anew as soon as anything but a move could have changed it: the *pulse* tells, one query whatever the size of the
meeting. Stars, which only weigh in wishes, may be some minutes old.
"""

import time
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import RLock
from typing import Any

from django.db.models import Count, OuterRef, Subquery

from audit.models import Entry
from scheduling.draft.allotted import disagreements
from scheduling.draft.problem_of import minute_of, moment_of, problem_of
from scheduling.engine.check import Judge
from scheduling.engine.problem import Placement as Place
from scheduling.engine.report import HARD_SEVERITY, Delta, Violation
from scheduling.models import Absence, Block, Move, Room, RoomClosing, Session, SessionPerson, Version
from scheduling.models.place import BlockKind

MAY_BE_OLD = 300.0
MOST = 8
MANY = 100
"""A move of more sessions than this is not followed one by one."""
TOLD_BY_MOVES = (
    *("place", "unplace", "lock", "apply plan", "undo move", "redo move", "approve schedule"),
    *("acknowledge clashes", "withdraw acknowledgement", "branch schedule", "make draft", "remove alternative"),
)
"""Verbs of the audit after which the desk needs no layout: the moves say it all, or it does not lie there."""


@dataclass(frozen=True)
class Facts:
    """What the editor says of a session wherever it stands."""

    key: str
    code: str
    title: str
    names: str
    hue: Any
    minutes: int
    audience: int | None
    needs: tuple[str, ...]
    note: str

    @property
    def words(self) -> str:
        return f"{self.title} {self.names}".casefold()


@dataclass(frozen=True)
class Stands:
    room: int
    minute: int
    room_locked: bool
    time_locked: bool


class Desk:
    """`edit` is the version's after the last move that is followed; `changed` says of each session by which edit it
    last looked different, as far back as `since`."""

    def __init__(self, version: Version, pulse: tuple[Any, ...]) -> None:
        self.pulse, self.laid_at = pulse, time.monotonic()
        self.edit = self.since = version.edit
        self.meeting = version.meeting
        self.zone = self.meeting.tz
        blocks = self.meeting.blocks.prefetch_related("rooms")
        self.blocks: list[Block] = [block for block in blocks if block.kind == BlockKind.SESSIONS]
        self.rooms: list[Room] = list(self.meeting.rooms.all())
        self.columns = {room.pk: number for number, room in enumerate(self.rooms, start=2)}
        self.room_of = {room.pk: room for room in self.rooms}
        self.general = disagreements(self.meeting, self.blocks, self.rooms)
        sessions = list(self.meeting.sessions.living().prefetch_related("topics", "people__person"))
        self.sessions = {str(each.pk): _facts(each) for each in sessions}
        self.by_code = {each.code: each for each in self.sessions.values()}
        self.places: dict[str, Stands] = {}
        self.by_day: dict[date, set[str]] = defaultdict(set)
        self.marks: dict[str, set[Violation]] = defaultdict(set)
        self.changed: dict[str, int] = {}
        self.kept: dict[Any, Any] = {}
        for each in version.placements.all():
            if str(each.session_id) in self.sessions:
                stands = Stands(each.room_id, minute_of(each.starts_at), each.room_locked, each.time_locked)
                self._stand(str(each.session_id), stands)
        self._judge(version, sessions)

    def _judge(self, version: Version, sessions: list[Session]) -> None:
        self.judge = Judge(problem_of(version, sessions), self.plan_of(self.places))
        report = self.judge.report()
        self.value, self.broken = report.value, Counter(report.broken)
        for each in report.violations:
            for item in each.items:
                self.marks[item].add(each)

    @property
    def hard(self) -> int:
        """Broken rules, without the sessions that have no place yet: those wait."""
        return sum(self.broken.values()) - self.broken["unplaced"]

    @property
    def wishes(self) -> int:
        return self.value - self.broken["unplaced"] * self.judge.index.rule["unplaced"].weight

    @property
    def waiting(self) -> list[Facts]:
        rows = [facts for key, facts in self.sessions.items() if key not in self.places]
        return sorted(rows, key=lambda facts: facts.title)

    @property
    def days(self) -> list[date]:
        of_blocks = {block.starts_at.astimezone(self.zone).date() for block in self.blocks}
        return sorted(of_blocks | {day for day, keys in self.by_day.items() if keys})

    def day_of(self, minute: int) -> date:
        return moment_of(minute).astimezone(self.zone).date()

    def plan_of(self, keys: Iterable[str]) -> dict[str, Place]:
        """Where those sessions are, as the checker has it."""
        placed = ((key, self.places[key]) for key in keys if key in self.places)
        return {key: Place(str(stands.room), stands.minute) for key, stands in placed}

    def follow(self, move: Move) -> bool:
        """Move along; False where only a new layout will do."""
        if (
            move.number != self.edit + 1
            or len(move.changes) > MANY
            or not move.changes.keys() <= self.sessions.keys()
        ):
            return False
        for key, (_, after) in move.changes.items():
            stands = Stands(*after) if after else None
            if stands and stands.room not in self.room_of:
                return False
            self._move(key, stands, move.number)
        self.edit = move.number
        return True

    def _move(self, key: str, stands: Stands | None, number: int) -> None:
        self._stand(key, stands)
        room = str(stands.room) if stands and stands.room_locked else None
        start = stands.minute if stands and stands.time_locked else None
        place = Place(str(stands.room), stands.minute) if stands else None
        self._tell(self.judge.hold(key, None, None), number)
        self._tell(self.judge.move(key, place), number)
        self._tell(self.judge.hold(key, room, start), number)
        self._look_new(key, number)

    def _stand(self, key: str, stands: Stands | None) -> None:
        if was := self.places.pop(key, None):
            self.by_day[self.day_of(was.minute)].discard(key)
        if stands:
            self.places[key] = stands
            self.by_day[self.day_of(stands.minute)].add(key)

    def _tell(self, delta: Delta, number: int) -> None:
        self.value += delta.value
        for sign, some in ((-1, delta.gone), (1, delta.appeared)):
            for each in some:
                if each.severity == HARD_SEVERITY:
                    self.broken[each.rule] += sign
                for item in each.items:
                    (self.marks[item].add if sign > 0 else self.marks[item].discard)(each)
                    self._look_new(item, number)

    def _look_new(self, key: str, number: int) -> None:
        self.changed[key] = number
        self.kept.pop(("card", key), None)


def _facts(session: Session) -> Facts:
    topics = session.topics.all()
    people = (each.person.name for each in session.people.all() if each.role != "participant")
    return Facts(
        key=str(session.pk),
        code=session.code,
        title=session.title,
        names=", ".join(dict.fromkeys(people)),
        hue=topics[0].hue if topics else None,
        minutes=session.minutes,
        audience=session.audience,
        needs=tuple(session.needs),
        note=session.note,
    )


_desks: OrderedDict[int, Desk] = OrderedDict()
_lock = RLock()


@contextmanager
def at_desk(version: Version) -> Iterator[Desk]:
    """The desk of this version as it stands, for one at a time: weighing moves things about and puts them back."""
    edit, *pulse = _pulse(version)
    with _lock:
        desk = _desks.get(version.pk)
        if desk is None or not _caught_up(desk, version, edit, tuple(pulse)):
            version.edit = edit
            desk = _desks[version.pk] = Desk(version, tuple(pulse))
        _desks.move_to_end(version.pk)
        while len(_desks) > MOST:
            _desks.popitem(last=False)
        yield desk


def _caught_up(desk: Desk, version: Version, edit: int, pulse: tuple[Any, ...]) -> bool:
    if desk.pulse != pulse or time.monotonic() - desk.laid_at > MAY_BE_OLD:
        return False
    if edit <= desk.edit:
        return True
    moves = version.moves.filter(number__gt=desk.edit, number__lte=edit).order_by("number")
    return all(desk.follow(move) for move in moves) and desk.edit == edit


def _pulse(version: Version) -> tuple[Any, ...]:
    """The version's edit, then what tells that the facts may be others; one query. Every action leaves an entry in
    the audit."""
    entries = Entry.objects.exclude(verb__in=TOLD_BY_MOVES).order_by("-id").values("id")[:1]
    sessions = Session.objects.filter(meeting=OuterRef("meeting")).order_by().values("meeting")
    number = sessions.annotate(number=Count("pk")).values("number")
    newest = [
        Subquery(model.objects.order_by("-pk").values("pk")[:1])
        for model in (Session, SessionPerson, Room, RoomClosing, Block, Absence)
    ]
    row = Version.objects.filter(pk=version.pk).values_list("edit", Subquery(entries), Subquery(number), *newest)
    return row[0]


def forget() -> None:
    """For tests, whose databases are rolled back."""
    with _lock:
        _desks.clear()
