"""Two people press the same button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from letters.models import Letter
from people.refusal import Refused
from proposals import actions
from proposals.models import Proposal
from tests.factories.cast import make_cast, make_person
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting
from workshops.actions.calls import extend

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


def test_many_people_who_submit_at_the_same_moment_are_all_in_and_each_has_a_letter(draft, at):
    people = [make_person(f"proposer{number}") for number in range(8)]
    drafts = [make_proposal(draft.format, person, at, title=f"Workshop of {person}") for person in people]
    results = together(*[lambda each=each: actions.submit(each, by=each.proposer, at=at) for each in drafts])
    assert [each.state for each in results] == ["submitted"] * len(drafts)
    assert Letter.objects.filter(kind="proposals.received").count() == len(drafts)


def test_two_clocks_at_once_write_one_reminder(draft, at):
    at = draft.call.closes_at - timedelta(days=1)
    together(*[lambda: actions.remind(at)] * 3)
    assert Letter.objects.filter(kind="proposals.closing_soon").count() == 1


def test_more_time_and_a_submission_at_once_both_hold(draft, at):
    olga = make_person("office", is_staff=True)
    until = draft.call.closes_at + timedelta(days=2)
    together(
        lambda: extend(draft.call, person=draft.proposer, until=until, reason="Flood", by=olga, at=at),
        lambda: extend(draft.call, person=draft.proposer, until=until, reason="Flood", by=olga, at=at),
        lambda: actions.submit(draft, by=draft.proposer, at=at),
    )
    assert Proposal.objects.get(pk=draft.pk).state == "submitted"
    assert draft.call.extensions.get().until == until
