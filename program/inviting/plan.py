"""Who has to be told what, so that every calendar says what a program says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from letters.invitees.telling import Due, due
from letters.models import Invitee
from people.models import Person
from program.actions.releasing import setting_of
from program.rendition.calendars import event_of
from program.rendition.words import role_word
from program.snapshot import FrozenSession, Program
from rendering.calendar import CalendarEvent
from scheduling.models import Session
from workshops.models import Meeting
from workshops.zones import written, zone_of

KINDS = {"invite": "program.invited", "update": "program.moved", "cancel": "program.called_off"}
DROPPED = "program.dropped"
NAMED = 200
"""Letters that a page names one by one."""
WORDS = {
    "program.invited": "is invited",
    "program.moved": "is told of the change",
    "program.called_off": "is told that it is cancelled",
    "program.dropped": "is told of taking part no more",
}


@dataclass(frozen=True)
class Outgoing:
    """One letter. `about` is the session's key; the event of `due` has no words beside title, time and place."""

    kind: str
    person: Person
    role: str
    session: FrozenSession
    about: str
    due: Due
    invitee: Invitee | None

    @property
    def sentence(self) -> str:
        return f"{self.person} {WORDS[self.kind]}"


@dataclass(frozen=True)
class Mailing:
    """`settled`: to whom nothing is to be written. `unreachable` have no address, `silent` want no such mail."""

    outgoing: tuple[Outgoing, ...]
    settled: tuple[Invitee, ...]
    unreachable: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def first(self) -> tuple[Outgoing, ...]:
        """As many as a page names."""
        return self.outgoing[:NAMED]

    @property
    def more(self) -> int:
        return len(self.outgoing) - len(self.first)


def mailing_of(meeting: Meeting, program: Program, at: datetime) -> Mailing:
    """What a program makes necessary, by what was told before; three queries and a society's. Sessions that are over
    stay as they were."""
    keys = about_keys(meeting)
    sessions = [each for each in program.sessions if each.ends_at > at and each.code in keys]
    sorting = _Sorting(program, _persons(sessions), _by_session(invitees_of(keys.values())))
    setting = setting_of(meeting)
    for session in sessions:
        sorting.take(session, event_of(_bare(session), program, setting), keys[session.code])
    return sorting.mailing


def _bare(session: FrozenSession) -> FrozenSession:
    """Without the words that only feeds follow, which take long to draw and make no letter necessary."""
    return replace(session, subtitle="", abstract="", description="", people=(), items=(), answers=())


class _Sorting:
    """Goes through sessions and their people, and puts each where it belongs."""

    def __init__(self, program: Program, persons: Mapping[str, Person], known: Mapping[str, list[Invitee]]) -> None:
        self._program, self._persons, self._known = program, persons, known
        self._outgoing: list[Outgoing] = []
        self._settled: list[Invitee] = []
        self._unreachable: set[str] = set()
        self._silent: set[str] = set()

    @property
    def mailing(self) -> Mailing:
        names = (tuple(sorted(each)) for each in (self._unreachable, self._silent))
        return Mailing(tuple(self._outgoing), tuple(self._settled), *names)

    def take(self, session: FrozenSession, event: CalendarEvent, about: str) -> None:
        known = {each.person_id: each for each in self._known.get(about, ())}
        roles = _roles(session)
        for code, role in roles.items():
            person = self._persons.get(code)
            invitee = known.get(person.pk) if person else None
            found = due(invitee, event) if person and self._is_reached(person, code) else None
            if person and found:
                self._outgoing.append(Outgoing(KINDS[found.step], person, role, session, about, found, invitee))
            elif invitee:
                self._settled.append(invitee)
        for invitee in known.values():
            if invitee.person.code not in roles:
                self._drop(invitee, session, replace(event, cancelled=True), about)

    def _is_reached(self, person: Person, code: str) -> bool:
        if not person.email:
            self._unreachable.add(self._program.person_by_code[code].name)
        elif not person.wants_invitations:
            self._silent.add(person.name)
        return bool(person.email) and person.wants_invitations

    def _drop(self, invitee: Invitee, session: FrozenSession, event: CalendarEvent, about: str) -> None:
        """Who was told and takes part no more has it taken out of her calendar, whether or not it takes place."""
        person, found = invitee.person, due(invitee, event)
        if found and person.email and person.wants_invitations:
            self._outgoing.append(Outgoing(DROPPED, person, "", session, about, found, invitee))
        else:
            self._settled.append(invitee)


def _by_session(invitees: Iterable[Invitee]) -> dict[str, list[Invitee]]:
    found: dict[str, list[Invitee]] = {}
    for each in invitees:
        found.setdefault(each.about, []).append(each)
    return found


def about_keys(meeting: Meeting) -> dict[str, str]:
    """{a session's code: its key in rows about it}."""
    label = Session._meta.label_lower
    return {code: f"{label}:{pk}" for code, pk in meeting.sessions.order_by().values_list("code", "pk")}


def invitees_of(keys: Iterable[str]) -> Iterable[Invitee]:
    return Invitee.objects.filter(about__in=list(keys)).select_related("person")


def _persons(sessions: Iterable[FrozenSession]) -> Mapping[str, Person]:
    codes = {role.person for session in sessions for role in session.people}
    return {person.code: person for person in Person.objects.filter(code__in=codes)}


def _roles(session: FrozenSession) -> dict[str, str]:
    """{person's code: Chair, Speaker} in the order of the session."""
    found: dict[str, list[str]] = {}
    for role in session.people:
        found.setdefault(role.person, []).append(role_word(role))
    return {code: ", ".join(words) for code, words in found.items()}


def when_of(moment: datetime, zone: str) -> str:
    """As letters write it: Friday, 10 December 2027, 13:00 EST, America/New York."""
    return f"{moment.astimezone(zone_of(zone)):%A}, {written(moment, zone)}"
