"""What people wish of a schedule, as the engine sees it: what they want to see, and hours in their own time zone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from django.utils import timezone

from scheduling.engine import problem as engine
from scheduling.models import Afar, Ballot, Star, Vote
from workshops.models import Meeting

NIGHT_BEGINS, NIGHT_ENDS = time(22), time(7)
"""Clock times of somebody's own zone between which she would rather not take part."""
NIGHT_PRICE = 2
"""Twice as unwelcome as an hour outside those that somebody would rather have."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Wanted:
    """`audience` guesses a session's head count from its share of the voters; {} without a guess."""

    pairs: tuple[engine.SharedWish, ...]
    audience: dict[str, int]


def wanted_of(meeting: Meeting, living: set[str]) -> Wanted:
    """Stars, and votes once voting is over. Two queries, three where there was a vote."""
    chosen: dict[int, set[str]] = {}
    for person, session in Star.objects.filter(session__meeting=meeting).values_list("person_id", "session_id"):
        chosen.setdefault(person, set()).add(str(session))
    ballot = Ballot.objects.filter(meeting=meeting, closes_at__lte=timezone.now()).first()
    votes = Vote.objects.filter(session__meeting=meeting).values_list("person_id", "session_id") if ballot else []
    counts: Counter[str] = Counter()
    voters = set()
    for person, session in votes:
        chosen.setdefault(person, set()).add(str(session))
        counts[str(session)] += 1
        voters.add(person)
    guess = {}
    if ballot and ballot.attendance and voters:
        guess = {session: round(ballot.attendance * count / len(voters)) for session, count in counts.items()}
    return Wanted(_pairs(chosen.values(), living), guess)


def _pairs(chosen: Iterable[set[str]], living: set[str]) -> tuple[engine.SharedWish, ...]:
    pairs = Counter(pair for sessions in chosen for pair in combinations(sorted(sessions & living), 2))
    return tuple(engine.SharedWish(first, second, weight) for (first, second), weight in pairs.items())


def nights_of(meeting: Meeting, blocks: list[Span]) -> dict[int, list[Span]]:
    """By person who takes part from afar: her nights while the meeting has sessions. One query."""
    rows = Afar.objects.filter(meeting=meeting).values_list("person_id", "zone")
    return {person: list(nights(ZoneInfo(zone), blocks)) for person, zone in rows} if blocks else {}


def nights(zone: ZoneInfo, blocks: list[Span]) -> Iterable[Span]:
    """The nights of a zone that touch a block of time, as moments in UTC."""
    first = min(starts for starts, _ in blocks).astimezone(zone).date() - timedelta(days=1)
    last = max(ends for _, ends in blocks).astimezone(zone).date()
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        begins = datetime.combine(day, NIGHT_BEGINS, zone).astimezone(UTC)
        ends = datetime.combine(day + timedelta(days=1), NIGHT_ENDS, zone).astimezone(UTC)
        if any(begins < end and start < ends for start, end in blocks):
            yield begins, ends
