"""Two of the staff answer the same wish at the same moment, or its proposer submits meanwhile."""

import pytest

from letters.models import Letter
from people.refusal import Refused
from proposals import actions
from proposals.actions import waiving
from proposals.models import Waiver
from tests.factories.cast import make_cast, make_person
from tests.factories.proposals import make_proposal
from tests.factories.rules import make_rule
from tests.factories.workshops import make_call, make_format, make_meeting
from tests.proposals.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(at):
    cast = make_cast()
    form = make_format(make_call(make_meeting(), at))
    draft = make_proposal(form, cast.paula, at)
    return cast, draft, make_rule(form.call)


def test_a_wish_is_answered_once_when_two_refuse_it(world, at):
    cast, draft, rule = world
    second = make_person("otto", is_staff=True)
    wish = waiving.ask_waiver(draft, rule, request="Please.", by=cast.paula, at=at)
    results = together(
        *[lambda who=who: waiving.refuse_waiver(wish, reason="No.", by=who, at=at) for who in (cast.olga, second)]
    )
    assert sorted(type(each).__name__ for each in results) == ["Refused", "Waiver"]
    assert Letter.objects.filter(kind="proposals.waiver_answered").count() == 1


def test_two_waivers_of_one_rule_at_once_are_one(world, at):
    cast, draft, rule = world
    together(*[lambda: waiving.waive(draft, rule, reason="Yes.", by=cast.olga, at=at)] * 2)
    assert Waiver.objects.count() == 1


def test_a_wish_asked_twice_at_once_is_one(world, at):
    cast, draft, rule = world
    results = together(*[lambda: waiving.ask_waiver(draft, rule, request="Please.", by=cast.paula, at=at)] * 2)
    assert sorted(type(each).__name__ for each in results) == ["Refused", "Waiver"]


def test_a_submission_while_its_waiver_is_taken_back_is_in_or_refused(world, at):
    cast, draft, rule = world
    waiver = waiving.waive(draft, rule, reason="Yes.", by=cast.olga, at=at)
    results = together(
        lambda: actions.submit(draft, by=cast.paula, at=at),
        lambda: waiving.take_back_waiver(waiver, reason="No.", by=cast.olga, at=at),
    )
    draft.refresh_from_db()
    refused = any(isinstance(each, Refused) for each in results)
    assert draft.state == ("draft" if refused else "submitted")
    assert Waiver.objects.get().state == "taken_back"
