"""The program as one table, a row per session."""

from program.snapshot import Program
from rendering.sheets import csv_bytes, xlsx_bytes

HEADER = (
    "Code",
    "Title",
    "Format",
    "Topics",
    "Starts (UTC)",
    "Ends (UTC)",
    "Starts (local)",
    "Zone",
    "Room",
    "People",
    "Cancelled",
)


def program_csv(program: Program) -> bytes:
    return csv_bytes(HEADER, (_row(session, program) for session in program.sessions))


def program_xlsx(program: Program) -> bytes:
    """The same table, with times as a spreadsheet's own."""
    rows = (_row(session, program) for session in program.sessions)
    return xlsx_bytes(HEADER, rows, title=program.meeting.name, made_at=program.frozen_at)


def _row(session, program: Program) -> tuple:
    local = session.starts_at.astimezone(program.meeting.tz)
    people = (f"{program.person_by_code[role.person].name} ({role.role})" for role in session.people)
    return (
        session.code,
        session.title,
        session.format,
        "; ".join(topic.name for topic in program.topics_of(session)),
        session.starts_at,
        session.ends_at,
        local.strftime("%Y-%m-%d %H:%M"),
        program.meeting.zone,
        program.room_by_slug[session.room].name,
        "; ".join(people),
        "yes" if session.cancelled else "",
    )
