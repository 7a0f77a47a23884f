"""What stands in the current release: sessions, people, rooms, topics. From the storage alone."""

from django.http import Http404
from ninja import Query

from program.api import shapes
from program.api.answers import Slice, of_release, reads, sliced
from program.current import Current
from program.finding import Wanted, find
from program.folding import folded
from program.snapshot import Program


@reads("/meetings/{slug:meeting}/sessions", shapes.SessionsOut)
def sessions(request, meeting: str, asked: Query[shapes.SessionQuestion]):
    """Sessions in order of time, also the cancelled ones."""
    return of_release(request, meeting, _sessions, asked)


@reads("/meetings/{slug:meeting}/sessions/{slug:code}", shapes.SessionOut)
def session(request, meeting: str, code: str):
    """One session."""
    return of_release(request, meeting, _session, code)


@reads("/meetings/{slug:meeting}/people", shapes.PeopleOut)
def people(request, meeting: str, asked: Query[shapes.PeopleQuestion]):
    """Everybody in a session, in the order of an index."""
    return of_release(request, meeting, _people, asked)


@reads("/meetings/{slug:meeting}/people/{slug:code}", shapes.SpeakerOut)
def person(request, meeting: str, code: str):
    """One of them."""
    return of_release(request, meeting, _person, code)


@reads("/meetings/{slug:meeting}/rooms", shapes.RoomsOut)
def rooms(request, meeting: str, asked: Query[Slice]):
    """Rooms, in the order in which the meeting names them."""
    return of_release(request, meeting, _rooms, asked)


@reads("/meetings/{slug:meeting}/topics", shapes.TopicsOut)
def topics(request, meeting: str, asked: Query[Slice]):
    """Topics, in the order in which the meeting names them."""
    return of_release(request, meeting, _topics, asked)


def wanted_of(asked: shapes.SessionQuestion) -> Wanted:
    return Wanted(asked.day, asked.topic, asked.room, asked.person, asked.q)


def _sessions(now: Current, program: Program, path: str, asked: shapes.SessionQuestion) -> shapes.SessionsOut:
    some, page = sliced(find(program, wanted_of(asked)), asked, path)
    told = [shapes.session_out(each, program) for each in some]
    return shapes.SessionsOut(release=now.number, sessions=told, **page)


def _session(now: Current, program: Program, path: str, code: str) -> shapes.SessionOut:
    if code not in program.session_by_code:
        raise Http404("No session of this release has that code.")
    return shapes.session_out(program.session_by_code[code], program)


def _people(now: Current, program: Program, path: str, asked: shapes.PeopleQuestion) -> shapes.PeopleOut:
    words = folded(asked.q).split()
    found = [person for name, person in program.people_folded if all(word in name for word in words)]
    some, page = sliced(found, asked, path)
    told = [shapes.speaker_out(each, program) for each in some]
    return shapes.PeopleOut(release=now.number, people=told, **page)


def _person(now: Current, program: Program, path: str, code: str) -> shapes.SpeakerOut:
    if code not in program.person_by_code:
        raise Http404("Nobody in this release has that code.")
    return shapes.speaker_out(program.person_by_code[code], program)


def _rooms(now: Current, program: Program, path: str, asked: Slice) -> shapes.RoomsOut:
    some, page = sliced(program.rooms, asked, path)
    return shapes.RoomsOut(release=now.number, rooms=list(some), **page)


def _topics(now: Current, program: Program, path: str, asked: Slice) -> shapes.TopicsOut:
    some, page = sliced(program.topics, asked, path)
    return shapes.TopicsOut(release=now.number, topics=list(some), **page)
