"""Whether the blocks of time hold the slots that a call allots to its formats, day by day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from scheduling.models import Block, Room
from scheduling.models.place import BlockKind
from workshops.models import Allotment, Meeting


def disagreements(meeting: Meeting, blocks: Iterable[Block], rooms: Iterable[Room]) -> list[str]:
    """A sentence for each day whose blocks hold fewer sessions than are allotted; one query. Blocks come with their
    rooms."""
    rows = Allotment.objects.filter(call__meeting=meeting).select_related("format").order_by("day", "pk")
    wanted: dict[date, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        wanted[row.day] += [(row.format.minutes, row.format.name)] * row.slots
    room = _room_of(meeting, blocks, len(list(rooms))) if wanted else {}
    left = {day: unplaced(lengths, room.get(day, [])) for day, lengths in wanted.items()}
    return [_sentence(day, len(wanted[day]), rest, day in room) for day, rest in left.items() if rest]


def unplaced(lengths: list[tuple[int, str]], stretches: list[int]) -> list[str]:
    """Names of what finds no room when the longest is put first where least is left over; minutes in, names out."""
    free = sorted(stretches)
    rest = []
    for minutes, name in sorted(lengths, reverse=True):
        place = next((spot for spot, left in enumerate(free) if left >= minutes), None)
        if place is None:
            rest.append(name)
        else:
            free = sorted([*free[:place], free[place] - minutes, *free[place + 1 :]])
    return rest


def _room_of(meeting: Meeting, blocks: Iterable[Block], number: int) -> dict[date, list[int]]:
    """Of each day the length of every stretch that sessions can fill, room by room."""
    found: dict[date, list[int]] = defaultdict(list)
    for block in blocks:
        if block.kind == BlockKind.SESSIONS:
            minutes = (block.ends_at - block.starts_at) // timedelta(minutes=1)
            found[block.starts_at.astimezone(meeting.tz).date()] += [minutes] * (len(block.rooms.all()) or number)
    return found


def _sentence(day: date, wanted: int, rest: list[str], has_blocks: bool) -> str:
    slots = "1 slot is" if wanted == 1 else f"{wanted} slots are"
    if not has_blocks:
        return f"{day:%A, %-d %B}: {slots} allotted, and no block of time holds sessions that day."
    lacking = ", ".join(f"{count} × {name}" for name, count in sorted(Counter(rest).items()))
    return f"{day:%A, %-d %B}: {slots} allotted, and the blocks of time have no room for {lacking}."
