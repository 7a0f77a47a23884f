"""Our own program.json, read back as a program to import."""

from dataclasses import replace

from program.exchange.assembling import MOST_EVENTS, Assembled
from program.exchange.c3voc import load
from program.exchange.faults import Fault, Unreadable
from program.snapshot import Program, from_json


def read(body: bytes) -> Assembled:
    """The program a program.json holds, its living sessions only. Raises Unreadable when it cannot be used."""
    load(body)
    try:
        program = from_json(body)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Unreadable(Fault("", f"The file is JSON, but not a program of ours: {fault}.")) from None
    _check(program)
    sessions = [replace(each, external_id=each.external_id or each.uid) for each in program.living]
    return Assembled(replace(program, sessions=tuple(sessions)))


def _check(program: Program) -> None:
    if len(program.sessions) > MOST_EVENTS:
        raise Unreadable(Fault("", f"The file has {len(program.sessions)} sessions; {MOST_EVENTS} are the most."))
    faults = []
    for session in program.sessions:
        where = f"session {session.code} “{session.title[:60]}”"
        if session.room not in program.room_by_slug:
            faults.append(Fault(where, f"The room “{session.room}” is not among the file's rooms."))
        unknown = {role.person for role in session.people} - set(program.person_by_code)
        faults += [Fault(where, f"The person {code} is not among the file's people.") for code in sorted(unknown)]
        if session.ends_at <= session.starts_at:
            faults.append(Fault(where, "It ends before it starts."))
    if faults:
        raise Unreadable(*faults)
