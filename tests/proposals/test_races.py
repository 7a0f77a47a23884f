"""Two people press the same button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from people.refusal import Refused
from proposals import actions
from proposals.models import Proposal
from tests.factories.cast import make_cast
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(at):
    cast = make_cast()
    return make_proposal(make_format(make_call(make_meeting(), at)), cast.paula, at)


def together(*acts):
    """Each in a thread and a connection of its own, begun at once; what they returned or raised."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(10)
            return act()
        except (Refused, actions.Clash) as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_submissions_at_once_are_one(draft, at):
    results = together(*[lambda: actions.submit(draft, by=draft.proposer, at=at)] * 2)
    assert sorted(type(each).__name__ for each in results) == ["Proposal", "Refused"]
    assert draft.revisions.submitted().count() == 1


def test_a_withdrawal_and_a_submission_at_once_leave_a_state_of_the_table(draft, at):
    together(
        lambda: actions.submit(draft, by=draft.proposer, at=at),
        lambda: actions.withdraw(draft, by=draft.proposer, at=at),
    )
    assert Proposal.objects.get(pk=draft.pk).state == "withdrawn"


def test_saves_at_once_lose_no_word(draft, at):
    def save(tab, **changes):
        given = {"base_version": 1, "by": draft.proposer, "at": at, "auto": True, "tab": tab}
        return lambda: actions.save(draft, "basics", changes, **given)

    results = together(
        save("a", title="Title by a"),
        save("b", summary="Summary by b"),
        save("c", title="Title by c"),
        save("d", summary="Summary by d"),
    )
    assert sorted(type(each).__name__ for each in results) == ["Clash", "Clash", "Saved", "Saved"]
    everything = str(list(draft.revisions.values_list("content", flat=True)))
    for text in ("Title by a", "Summary by b", "Title by c", "Summary by d"):
        assert text in everything
