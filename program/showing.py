"""Sessions with everything a template says of them, and the day as a grid. Templates ask nothing themselves."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from program.disclosures import statement
from program.rendition.words import clock_of, role_word
from program.snapshot import FrozenItem, FrozenPerson, FrozenRoom, FrozenSession, FrozenTopic, Program
from rendering.text import markdown_to_html


@dataclass(frozen=True)
class ShownRole:
    person: FrozenPerson
    word: str
    affiliation: str


@dataclass(frozen=True)
class ShownItem:
    item: FrozenItem
    clock: str
    speaker: FrozenPerson | None


@dataclass(frozen=True)
class Shown:
    """`starts` and `ends` are in the zone in which times are shown."""

    session: FrozenSession
    starts: datetime
    ends: datetime
    room: FrozenRoom
    topics: tuple[FrozenTopic, ...]
    roles: tuple[ShownRole, ...]
    starred: bool
    disclosures: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        return f"{self.starts:%A}, {self.starts.day} {self.starts:%B %Y}"

    @property
    def clock(self) -> str:
        return clock_of(self.starts)

    @property
    def clock_end(self) -> str:
        """With the weekday when that is another one."""
        return clock_of(self.ends) + (f" ({self.ends:%a})" if self.ends.date() != self.starts.date() else "")

    @property
    def names(self) -> str:
        return ", ".join(dict.fromkeys(role.person.name for role in self.roles))

    @property
    def hue(self) -> int | None:
        return self.topics[0].hue if self.topics else None

    @property
    def abstract_html(self):
        return markdown_to_html(self.session.abstract)

    @property
    def description_html(self):
        return markdown_to_html(self.session.description)


def show(session: FrozenSession, program: Program, starred: set[str], zone: ZoneInfo | None = None) -> Shown:
    """With times in the meeting's zone, or in another."""
    zone = zone or program.meeting.tz
    return Shown(
        session=session,
        starts=session.starts_at.astimezone(zone),
        ends=session.ends_at.astimezone(zone),
        room=program.room_by_slug[session.room],
        topics=program.topics_of(session),
        roles=tuple(
            ShownRole(
                program.person_by_code[role.person],
                role_word(role),
                role.affiliation,
            )
            for role in session.people
        ),
        starred=session.code in starred,
        disclosures=tuple(statement(session, program)),
    )


def items_of(shown: Shown, program: Program) -> list[ShownItem]:
    """The running order, with clock times in the zone of the session's where they are known."""
    zone = shown.starts.tzinfo
    return [
        ShownItem(
            item,
            clock_of(item.starts_at.astimezone(zone)) if item.starts_at else "",
            program.person_by_code.get(item.speaker),
        )
        for item in shown.session.items
    ]


@dataclass(frozen=True)
class GridCard:
    """A card's place: rows of five minutes, so a start or length between them is rounded."""

    shown: Shown
    col: int
    hour: int
    minute: int
    hours: int
    rest: int


@dataclass(frozen=True)
class Grid:
    rooms: tuple[FrozenRoom, ...]
    cards: tuple[GridCard, ...]
    hours: tuple[int, ...]

    @property
    def first_hour(self) -> int:
        return self.hours[0]

    @property
    def width(self) -> int:
        return len(self.rooms) + 1


MOST_ROOMS = 28


def grid_of(day: list[Shown], program: Program) -> Grid | None:
    """One day's sessions as a grid; None when there is nothing to draw or more rooms than fit."""
    used = {each.session.room for each in day}
    rooms = [room for room in program.rooms if room.slug in used]
    if not rooms or len(rooms) > MOST_ROOMS:
        return None
    columns = {room.slug: number for number, room in enumerate(rooms, start=2)}
    cards = tuple(_card(each, columns[each.session.room]) for each in day)
    last = max(min(card.hour + card.hours + bool(card.rest + card.minute), 24) for card in cards)
    first = min(card.hour for card in cards)
    return Grid(tuple(rooms), cards, tuple(range(first, max(last, first + 1))))


def _card(shown: Shown, col: int) -> GridCard:
    minutes = max(5, round(shown.session.minutes / 5) * 5)
    hours, rest = divmod(min(minutes, 12 * 60), 60)
    return GridCard(shown, col, shown.starts.hour, shown.starts.minute // 5 * 5, hours, rest)
