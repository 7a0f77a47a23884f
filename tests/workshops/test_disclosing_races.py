"""Two people act on one disclosure at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from people.refusal import Refused
from tests.factories.cast import make_cast
from tests.factories.workshops import make_committee, make_disclosure, make_meeting, make_policy, make_seat
from workshops.actions.disclosing import Tie, state, state_again
from workshops.actions.judging import Verdict, judge
from workshops.models import Disclosure, Judgement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.fixture
def meeting(cast):
    meeting = make_meeting()
    make_policy(meeting)
    make_seat(make_committee(meeting), cast.rita)
    return meeting


def together(*acts):
    """Each in a thread and a connection of its own, begun at once; what they returned or raised."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(10)
            return act()
        except Refused as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_what_is_stated_anew_is_never_complete_by_a_judgement_of_other_words(meeting, cast, at):
    old = make_disclosure(meeting, cast.rita, at, "Acme")
    verdicts = {row.pk: Verdict(False, "Another field.") for row in old.relationships.all()}
    together(
        lambda: judge(old, verdicts=verdicts, by=cast.olga, at=at),
        lambda: state(meeting, person=cast.rita, ties=[Tie("Bolt", "advisor")], by=cast.rita, at=at),
    )
    now = Disclosure.objects.current().whole().get()
    assert [(row.company, row.relevant) for row in now.relationships.all()] == [("Bolt", None)]


def test_a_judgement_made_at_the_same_moment_is_carried_or_refused_but_never_lost_in_silence(meeting, cast, at):
    old = make_disclosure(meeting, cast.rita, at, "Acme")
    verdicts = {row.pk: Verdict(False, "Another field.") for row in old.relationships.all()}
    judged, _ = together(
        lambda: judge(old, verdicts=verdicts, by=cast.olga, at=at),
        lambda: state(meeting, person=cast.rita, ties=[Tie("Acme", "consultant")], by=cast.rita, at=at),
    )
    row = Disclosure.objects.current().whole().get().relationships.get()
    assert (row.relevant is False) == isinstance(judged, Disclosure)


def test_two_of_staff_who_judge_at_once_leave_one_judgement(meeting, cast, at):
    made = make_disclosure(meeting, cast.rita, at, "Acme")
    row = made.relationships.get()
    said = [Verdict(True, "First."), Verdict(False, "Second.")]
    results = together(
        *(lambda verdict=verdict: judge(made, verdicts={row.pk: verdict}, by=cast.olga, at=at) for verdict in said)
    )
    assert [type(each).__name__ for each in results] == ["Disclosure", "Disclosure"]
    assert Judgement.objects.get().rationale in ("First.", "Second.")


def test_still_true_and_something_newer_at_once_leave_the_newer_or_refuse(meeting, cast, at):
    earlier = make_disclosure(make_meeting("ash-2026"), cast.rita, at)
    again, newer = together(
        lambda: state_again(earlier, meeting=meeting, by=cast.rita, at=at),
        lambda: state(meeting, person=cast.rita, ties=[Tie("Acme", "speaker")], by=cast.rita, at=at),
    )
    now = Disclosure.objects.filter(meeting=meeting).current().get()
    assert now == newer or isinstance(again, Disclosure)
    if isinstance(again, Refused):
        assert now == newer
