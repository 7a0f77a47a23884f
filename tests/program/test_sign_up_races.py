"""Several people after the last place at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from program.actions import signing_up
from program.models import Enrolment
from scheduling.models import Session
from tests.factories.cast import make_cast
from tests.factories.program import make_release
from tests.factories.scheduling import make_room, make_session, make_version, place
from tests.factories.workshops import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Each in a thread and a connection of its own, begun at once."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def limited(at):
    cast, meeting = make_cast(), make_meeting(starts_on=date(2027, 12, 10), ends_on=date(2027, 12, 14))
    session, version = make_session(meeting), make_version(meeting, at)
    place(version, session, make_room(meeting))
    signing_up.open_sign_up(session, places=1, by=cast.olga, at=at)
    make_release(version, cast.olga, at)
    return session, cast


def placed(session):
    return Enrolment.objects.filter(sign_up__session=session, placed_at__isnull=False).count()


def test_exactly_one_of_those_who_ask_at_once_gets_the_last_place(limited, at):
    session, cast = limited

    def act(person):
        fresh = Session.objects.select_related("meeting").get(pk=session.pk)
        return lambda: signing_up.sign_up(fresh, by=person, at=at)

    people = (cast.ada, cast.stan, cast.paula, cast.felix)
    found = together(*map(act, people))
    assert sum(each.placed_at is not None for each in found) == 1
    assert (placed(session), Enrolment.objects.count()) == (1, 4)


def test_one_person_in_two_windows_signs_up_once(limited, at):
    session, cast = limited
    found = together(*[lambda: signing_up.sign_up(session, by=cast.ada, at=at)] * 2)
    assert len({each.pk for each in found}) == 1


def test_who_leaves_while_another_comes_makes_room_for_one(limited, at):
    session, cast = limited
    signing_up.sign_up(session, by=cast.ada, at=at)
    signing_up.sign_up(session, by=cast.stan, at=at)
    together(
        lambda: signing_up.leave(session, by=cast.ada, at=at),
        lambda: signing_up.sign_up(session, by=cast.paula, at=at),
    )
    assert Enrolment.objects.get(placed_at__isnull=False).person == cast.stan
    assert Enrolment.objects.get(placed_at__isnull=True).person == cast.paula
