"""A made-up program of any size, as a frozen program."""

from datetime import UTC, date, datetime, timedelta

from program.snapshot import (
    FrozenMeeting,
    FrozenPerson,
    FrozenRole,
    FrozenRoom,
    FrozenSession,
    FrozenTopic,
    Program,
)


def synthetic_program(count: int, rooms: int = 15) -> Program:
    """`count` sessions of 45 minutes, an hour apart, ten a day in each of `rooms` rooms, a pair of people per room
    and day."""
    first = datetime(2027, 12, 10, 8, 0, tzinfo=UTC)
    days = -(-count // (rooms * 10))
    people = [
        FrozenPerson(f"p{number}", f"Given{number} Family{number}", f"Family{number}, Given{number}")
        for number in range(min(count, days * rooms) * 2)
    ]
    return Program(
        meeting=FrozenMeeting(
            "synthetic", "Synthetic Meeting", date(2027, 12, 10), date(2027, 12, 9 + days), "America/New_York"
        ),
        number=1,
        frozen_at=datetime(2027, 3, 1, tzinfo=UTC),
        rooms=tuple(FrozenRoom(f"room-{number}", f"Room {number}") for number in range(rooms)),
        topics=tuple(FrozenTopic(f"topic-{number}", f"Topic {number}", hue=number) for number in range(8)),
        people=tuple(people),
        sessions=tuple(_session(number, first, rooms) for number in range(count)),
    )


def _session(number: int, first: datetime, rooms: int) -> FrozenSession:
    slot, room = divmod(number, rooms)
    day, hour = divmod(slot, 10)
    starts_at = first + timedelta(days=day, hours=hour)
    pair = 2 * (day * rooms + room)
    return FrozenSession(
        code=f"c{number}",
        uid=f"uid-{number}",
        title=f"Session {number}: platelets & “clots” <{number}>",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        room=f"room-{room}",
        external_id=f"uid-{number}",
        subtitle="With questions",
        abstract="First line.\nSecond line; with a semicolon, a comma and an é.",
        description="Longer words.",
        format="Workshop",
        language="en",
        topics=(f"topic-{number % 8}",),
        people=(FrozenRole(f"p{pair}", "speaker"), FrozenRole(f"p{pair + 1}", "speaker")),
    )
