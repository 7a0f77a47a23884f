"""A made-up program of two days that is hard to print: many rooms, scripts and lengths, midnight, changing clocks."""

from datetime import UTC, date, datetime, timedelta

from program.snapshot import (
    FrozenBlock,
    FrozenItem,
    FrozenMeeting,
    FrozenPerson,
    FrozenRole,
    FrozenRoom,
    FrozenSession,
    FrozenTopic,
    Program,
)

SATURDAY = datetime(2027, 11, 6, 12, 0, tzinfo=UTC)
"""08:00 in New York, whose clocks go back in the night to Sunday."""
SUNDAY = datetime(2027, 11, 7, 13, 0, tzinfo=UTC)

ROOMS = ("Grand Ballroom A", "Hall B", "W202", "Room 11", "Auditorium of the Convention Center", "Room 12", "Terrace")
TOPICS = ("Red cells and iron", "Platelets and clotting", "Lymphoma", "Cell therapy", "Late effects of treatment")
NAMES = (
    ("Felix", "Fuchs", "Klinikum Nordwald"),
    ("Ángela", "Ñuñez de la Peña-Villaseñor", "Hospital del Río, Facultad de Medicina"),
    ("Владимир", "Щербаков", "Институт крови"),
    ("Ελένη", "Παπαδοπούλου", "Πανεπιστήμιο Λιμένος"),
    ("محمد", "الخطيب", "مستشفى النهر"),
    ("נועה", "כהן", "בית חולים הנמל"),
    ("अनिता", "शर्मा", "नदी चिकित्सा संस्थान"),
    ("สมชาย", "ใจดี", "โรงพยาบาลริมน้ำ"),
    ("秀英", "王", "河畔医院"),
    ("花子", "山田", "港病院"),
    ("민준", "김", "강변병원"),
    ("Nguyễn", "Thị Ánh Tuyết", "Bệnh viện Bến Cảng"),
    ("Zoë", "Åström", "Sjöstadens sjukhus"),
    ("Ada", "Adeyemi", "Harbour Institute"),
)
LONG_TITLE = (
    "From single-cell atlases to bedside decisions: what haematopoietic stem-cell ageing, clonal expansion under "
    "therapy and inflammatory stress tell us about whom to treat, when to stop, and which questions to ask next"
)
TITLES = (
    "Iron and infection",
    LONG_TITLE,
    "Clots & cancer <revisited>",
    "Hemoglobin switching after 2025",
    "Trials that end early",
    "Platelets at the border of immunity",
    "CAR T cells: the second decade",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Lymphoma in pregnancy",
    "Agenda-setting session: late effects",
)
PARAGRAPH = (
    "Anaemia of *inflammation* is common, treatable and rarely asked about. We compare three cohorts, discuss what "
    "**hepcidin** measures and does not measure, and leave twenty minutes for the room. "
)
LONG_ABSTRACT = "\n\n".join(
    [
        PARAGRAPH * 3,
        "# Aims\n\n- to agree on a definition\n- to list what is missing\n\n> We measured the wrong thing.",
    ]
    + [PARAGRAPH * 5] * 8
)


def tricky_program(sessions: int = 20) -> Program:
    """`sessions` sessions on the two days, besides one over midnight, two in the doubled hour, one cancelled."""
    people = tuple(
        FrozenPerson(f"p{number}", f"{given} {family}", f"{family}, {given}", place)
        for number, (given, family, place) in enumerate(NAMES)
    )
    ordinary = [_session(number, sessions) for number in range(sessions)]
    return Program(
        meeting=FrozenMeeting(
            "tricky",
            "67th Annual Meeting and Exposition of the Fictional Society of Blood Research",
            date(2027, 11, 6),
            date(2027, 11, 7),
            "America/New_York",
            "Convention Center West",
            "Orlando, Florida",
        ),
        number=12,
        frozen_at=datetime(2027, 10, 1, 15, 30, tzinfo=UTC),
        note="Two rooms changed.",
        rooms=tuple(
            FrozenRoom(f"room-{number}", name, "Level 2, West" if number % 2 else "")
            for number, name in enumerate(ROOMS)
        ),
        topics=tuple(FrozenTopic(f"topic-{number}", name, hue=number) for number, name in enumerate(TOPICS)),
        blocks=(
            FrozenBlock("Coffee in the foyer", "break", at(SATURDAY, 90), at(SATURDAY, 120)),
            FrozenBlock("Saturday", "sessions", SATURDAY, at(SATURDAY, 600)),
        ),
        people=people,
        sessions=tuple(sorted([*ordinary, *_odd()], key=lambda each: (each.starts_at, each.room, each.title))),
    )


def at(moment: datetime, minutes: int) -> datetime:
    return moment + timedelta(minutes=minutes)


def _session(number: int, of: int) -> FrozenSession:
    day, within = (SATURDAY, number) if number < of // 2 else (SUNDAY, number - of // 2)
    slot, room = divmod(within, len(ROOMS))
    starts_at = at(day, slot * 120)
    minutes = 90 if room else 60
    title = TITLES[number % len(TITLES)]
    return FrozenSession(
        code=f"s{number}",
        uid=f"uid-{number}",
        title=title if number < len(TITLES) else f"{title}, part {number // len(TITLES) + 1}",
        starts_at=starts_at,
        ends_at=at(starts_at, minutes),
        room=f"room-{room}",
        subtitle="With the committee on late effects" if number % 4 == 0 else "",
        abstract=LONG_ABSTRACT if number == 3 else PARAGRAPH * (number % 3),
        format="Friday Scientific Workshop" if number % 3 else "Agenda-setting session",
        language="de" if "Donau" in title else "en",
        topics=tuple(f"topic-{each % len(TOPICS)}" for each in range(number, number + number % 3)),
        people=tuple(
            FrozenRole(f"p{each % len(NAMES)}", role, NAMES[each % len(NAMES)][2])
            for each, role in zip(range(number, number + 3), ("chair", "speaker", "panelist"), strict=True)
        ),
        items=(
            FrozenItem("talk", "Where we stand", 20, starts_at, f"p{number % len(NAMES)}"),
            FrozenItem("break", "", 10, at(starts_at, 20)),
            FrozenItem("discussion", "What to ask next, and whom", 30, at(starts_at, 30)),
        )
        if number % 2
        else (),
    )


def _odd() -> list[FrozenSession]:
    def odd(code: str, title: str, starts_at: datetime, minutes: int, room: int, **more) -> FrozenSession:
        ends_at = at(starts_at, minutes)
        return FrozenSession(code, f"uid-{code}", title, starts_at, ends_at, f"room-{room}", **more)

    midnight = datetime(2027, 11, 7, 3, 30, tzinfo=UTC)
    gone = {
        "cancelled": True,
        "sequence": 1,
        "cancel_reason": "The speaker is ill.",
        "people": (FrozenRole("p0", "x"),),
    }
    return [
        odd("night", "Stories at the fire", midnight, 75, 6),
        odd("twice-a", "Watch of the doubled hour", at(midnight, 105), 30, 6),
        odd("twice-b", "Watch of the doubled hour, again", at(midnight, 165), 30, 6),
        odd("overlap", "Poster walk through the same hall", at(SATURDAY, 30), 90, 1),
        odd("gone", "A session that was cancelled", at(SATURDAY, 60), 60, 2, **gone),
    ]
