"""The draft as a grid for one day, with what is wrong beside each card. Templates ask nothing themselves."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scheduling.allotted import disagreements
from scheduling.engine.check import check
from scheduling.engine.report import HARD_SEVERITY, Report
from scheduling.models import Placement, Room, Session, Version
from scheduling.models.place import BlockKind
from scheduling.problem_of import plan_of, problem_of

ROW = 5
"""Minutes of a grid row (static/css/schedule.css)."""


@dataclass(frozen=True)
class Clash:
    """A broken rule in words; `severity` is hard or soft."""

    severity: str
    sentence: str


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
    session: Session
    placement: Placement
    names: str
    starts: datetime
    ends: datetime
    clashes: tuple[Clash, ...]
    spot: Spot | None = None


@dataclass(frozen=True)
class Slot:
    """A free start in a room: a drop target."""

    room: Room
    starts_at: datetime
    clock: str
    spot: Spot


@dataclass
class Editor:
    version: Version
    days: list[date]
    day: date | None
    rooms: list[Room]
    cards: list[Card]
    slots: list[Slot]
    hours: list[int]
    waiting: list[Session]
    report: Report
    general: list[Clash] = field(default_factory=list)

    @property
    def hard(self) -> int:
        return self.report.hard

    @property
    def wishes(self) -> int:
        """The penalty for wishes not met, without what is charged for sessions that have no place yet."""
        return self.report.value - self.report.terms.get("unplaced", 0)

    @property
    def first_hour(self) -> int:
        return self.hours[0] if self.hours else 8


def editor_of(version: Version, wanted: date | None) -> Editor:
    """Everything the editor shows of a day, in a fixed number of queries."""
    meeting = version.meeting
    zone = meeting.tz
    blocks = [block for block in meeting.blocks.prefetch_related("rooms") if block.kind == BlockKind.SESSIONS]
    rooms = list(meeting.rooms.all())
    placements = _placements(version)
    days = sorted({each.starts_at.astimezone(zone).date() for each in [*blocks, *placements]})
    day = wanted if wanted in days else (days[0] if days else None)
    report = check(problem_of(version), plan_of(version))
    clashes = _clashes(report)
    placed = {each.session_id for each in placements}
    today = [each for each in placements if each.starts_at.astimezone(zone).date() == day]
    columns = {room.pk: number for number, room in enumerate(rooms, start=2)}
    cards = [_card(each, zone, columns, clashes.get(str(each.session_id), ())) for each in today]
    slots = [slot for block in blocks for slot in _slots(block, rooms, columns, zone, day)]
    return Editor(
        version=version,
        days=days,
        day=day,
        rooms=rooms,
        cards=cards,
        slots=slots,
        hours=_hours(cards, slots),
        waiting=[each for each in meeting.sessions.living().for_program() if each.pk not in placed],
        report=report,
        general=[
            *(Clash(each.severity, each.sentence) for each in report.violations if not each.items),
            *(Clash("soft", sentence) for sentence in disagreements(meeting, blocks, rooms)),
        ],
    )


def _placements(version: Version) -> list[Placement]:
    living = version.placements.filter(session__in=Session.objects.living())
    return list(
        living.select_related("session", "room").prefetch_related("session__people__person", "session__topics")
    )


def _clashes(report: Report) -> dict[str, list[Clash]]:
    """By session id, hard ones first; a session without a place is shown as waiting, not as a clash."""
    found: dict[str, list[Clash]] = {}
    for each in sorted(report.violations, key=lambda violation: violation.severity != HARD_SEVERITY):
        if each.rule != "unplaced":
            for item in each.items:
                found.setdefault(item, []).append(Clash(each.severity, each.sentence))
    return found


def _card(placement: Placement, zone, columns: dict[int, int], clashes) -> Card:
    session = placement.session
    starts = placement.starts_at.astimezone(zone)
    return Card(
        session=session,
        placement=placement,
        names=names_of(session),
        starts=starts,
        ends=starts + timedelta(minutes=session.minutes),
        clashes=tuple(clashes),
        spot=spot_of(starts, session.minutes, columns[placement.room_id]),
    )


def names_of(session: Session) -> str:
    """Who has to be there, without the participants invited to listen."""
    people = (each.person.name for each in session.people.all() if each.role != "participant")
    return ", ".join(dict.fromkeys(people))


def spot_of(starts: datetime, minutes: int, col: int) -> Spot:
    hours, rest = divmod(max(ROW, min(round(minutes / ROW) * ROW, 12 * 60)), 60)
    return Spot(col, starts.hour, starts.minute // ROW * ROW, hours, rest)


def _slots(block, rooms: list[Room], columns: dict[int, int], zone, day: date | None):
    """Every start of the block's grid in every room it is open for."""
    open_rooms = list(block.rooms.all()) or rooms
    moment = block.starts_at
    while moment < block.ends_at:
        local = moment.astimezone(zone)
        if local.date() == day:
            for room in open_rooms:
                spot = spot_of(local, block.grid_minutes, columns[room.pk])
                yield Slot(room, moment, f"{local:%H:%M}", spot)
        moment += timedelta(minutes=block.grid_minutes)


def _hours(cards: list[Card], slots: list[Slot]) -> list[int]:
    starts = [each.spot.hour for each in [*cards, *slots] if each.spot]
    return list(range(min(starts), min(max(starts) + 2, 24))) if starts else []
