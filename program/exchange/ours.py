"""Our own program.json, read back as a program to import."""

from dataclasses import replace

from pydantic import ValidationError

from program.exchange.assembling import MOST_EVENTS, Assembled
from program.exchange.clock import zone_named
from program.exchange.faults import Fault, Unreadable
from program.snapshot import FrozenSession, Program, from_json
from rendering.text import one_line

MOST_FAULTS = 50


def read(body: bytes, wish: str = "") -> Assembled:
    """The program a program.json holds, its living sessions only. Raises Unreadable when it cannot be used."""
    try:
        program = from_json(body)
    except ValidationError as fault:
        raise Unreadable(*_told(fault)) from None
    if len(program.sessions) > MOST_EVENTS:
        raise Unreadable(Fault("", f"The file has {len(program.sessions)} sessions; {MOST_EVENTS} are the most."))
    if not program.living:
        raise Unreadable(Fault("", "It has no sessions."))
    faults = [] if zone_named(program.meeting.zone) else [Fault("meeting", "Its time zone is not one we know.")]
    faults += [
        Fault(f"person {each.code}", "No name is given.") for each in program.people if not one_line(each.name)
    ]
    for session in program.sessions:
        where = f"session {session.code} “{session.title[:60]}”"
        faults += [Fault(where, sentence) for sentence in _wrong_with(session, program)]
    if faults:
        raise Unreadable(*faults)
    sessions = [replace(each, external_id=each.external_id or each.uid or each.code) for each in program.living]
    return Assembled(replace(program, sessions=tuple(sessions)))


def _told(fault: ValidationError) -> list[Fault]:
    """Where the file departs from our schema, in its own paths: sessions.3.starts_at."""
    return [
        Fault(".".join(map(str, each["loc"])), f"The file is JSON, but not a program of ours: {each['msg']}.")
        for each in fault.errors(include_url=False)[:MOST_FAULTS]
    ]


def _wrong_with(session: FrozenSession, program: Program) -> list[str]:
    people = {role.person for role in session.people} | {item.speaker for item in session.items if item.speaker}
    sentences = [
        f"The person {code} is not among the file's people." for code in people - set(program.person_by_code)
    ]
    sentences += [
        f"The topic “{slug}” is not among the file's topics."
        for slug in set(session.topics) - set(program.topic_by_slug)
    ]
    if session.room not in program.room_by_slug:
        sentences.append(f"The room “{session.room}” is not among the file's rooms.")
    if session.ends_at <= session.starts_at:
        sentences.append("It ends before it starts.")
    if not one_line(session.title):
        sentences.append("It has no title.")
    return sorted(sentences)
