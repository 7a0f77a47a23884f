"""Two people do something in a sitting at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from people.refusal import Refused
from reviews.actions import presiding, voting
from reviews.models import Motion
from tests.factories.cast import make_cast
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_sitting, make_stage
from tests.factories.workshops import make_call, make_committee, make_format, make_meeting, make_seat

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Each in a thread and a connection of its own, begun at once; what they returned or raised."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(10)
            return act()
        except Refused as fault:
            return str(fault)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def motion(at):
    """Put to a closed vote before Chen, Rita and Raj."""
    cast, call = make_cast(), make_call(make_meeting(), at)
    committee, form = make_committee(call.meeting), make_format(call)
    make_seat(committee, cast.chen, "assign")
    for person in (cast.rita, cast.raj):
        make_seat(committee, person)
    sitting = make_sitting(make_stage(call, committee, at), at, make_proposal(form, cast.paula, at, "in_review"))
    presiding.open_sitting(sitting, by=cast.chen, at=at)
    for person in (cast.chen, cast.rita, cast.raj):
        presiding.come(sitting, person=person, by=cast.chen, at=at)
    item = presiding.begin(sitting.items.get(), by=cast.chen, at=at)
    moved = voting.move(item, kind="accept", mover=cast.chen, seconder=cast.raj, by=cast.chen, at=at)
    return voting.put(moved, ballot="closed", by=cast.chen, at=at), cast


def test_everybody_who_votes_at_once_is_counted_and_nobody_twice(motion, at):
    motion, cast = motion

    def act(person, choice):
        fresh = Motion.objects.select_related("item__sitting").get(pk=motion.pk)
        return lambda: voting.vote(fresh, choice=choice, person=person, by=person, at=at)

    said = together(act(cast.rita, "yes"), act(cast.rita, "no"), act(cast.raj, "no"), act(cast.chen, "yes"))
    assert said.count("You have voted.") == 1
    now = Motion.objects.get()
    assert (now.yes + now.no, now.votes.count()) == (3, 3)


def test_a_vote_as_the_votes_are_counted_is_in_the_count_or_refused(motion, at):
    motion, cast = motion
    _, cast_vote = together(
        lambda: voting.count(motion, by=cast.chen, at=at),
        lambda: voting.vote(motion, choice="yes", person=cast.rita, by=cast.rita, at=at),
    )
    now = Motion.objects.get()
    assert (now.yes, now.carried) in {(0, False), (1, True)}
    assert isinstance(cast_vote, str) is (now.yes == 0)
