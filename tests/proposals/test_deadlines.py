"""The gate closes when the page says, plus a grace that is not announced; a person may have longer."""

from datetime import timedelta

import pytest
from django.test import TestCase

from letters.models import Letter
from letters.plain_text import markdown_to_text
from people.refusal import Refused
from proposals import actions
from proposals.lifecycle import State
from proposals.models import Proposal, Requirement
from proposals.signals import confirmed, left
from rendering.text import markdown_to_html
from tests.factories.proposals import make_proposal
from workshops.models import Extension

SECOND = timedelta(seconds=1)


def state_of(proposal):
    return Proposal.objects.get(pk=proposal.pk).state


@pytest.mark.parametrize(
    ("grace", "late_by", "in_time"),
    [
        (0, -SECOND, True),
        (0, timedelta(0), False),
        (10, timedelta(minutes=10) - SECOND, True),
        (10, timedelta(minutes=10), False),
    ],
)
def test_a_submission_counts_until_the_call_closes_and_its_grace_is_over(grace, late_by, in_time, draft, cast):
    draft.call.grace_minutes = grace
    draft.call.save()
    moment = draft.call.closes_at + late_by
    if in_time:
        actions.submit(draft, by=cast.paula, at=moment)
        assert state_of(draft) == State.SUBMITTED
    else:
        with pytest.raises(Refused, match="The call is closed for you"):
            actions.submit(draft, by=cast.paula, at=moment)
        assert state_of(draft) == State.DRAFT


def test_an_extension_is_for_one_person_only(draft, cast, form, at):
    until = draft.call.closes_at + timedelta(days=2)
    Extension.objects.create(call=draft.call, person=cast.paula, until=until, reason="Flood", by=cast.olga)
    felixs = make_proposal(form, cast.felix, at, answers={"why-now": "x"})
    with pytest.raises(Refused):
        actions.submit(felixs, by=cast.felix, at=until - SECOND)
    actions.submit(draft, by=cast.paula, at=until - SECOND)
    actions.take_back(draft, by=cast.paula, at=until - SECOND)
    with pytest.raises(Refused):
        actions.submit(draft, by=cast.paula, at=until)


def test_nothing_begins_before_the_call_opens_or_after_it_closed(form, cast):
    call = form.call
    for moment, why in ((call.opens_at - SECOND, "has not opened"), (call.closes_at, "closed for you")):
        with pytest.raises(Refused, match=why):
            actions.start(call, form, by=cast.paula, at=moment)
    assert actions.start(call, form, by=cast.paula, at=call.opens_at).state == State.DRAFT


def test_a_draft_can_still_be_written_after_the_call_closed(draft, write):
    write(draft, "basics", title="Too late, but kept", when=draft.call.closes_at + timedelta(days=1))
    draft.refresh_from_db()
    assert draft.title == "Too late, but kept"


def test_the_second_of_two_submissions_is_refused_and_sends_no_second_letter(draft, cast, at):
    stale = Proposal.objects.get(pk=draft.pk)
    actions.submit(draft, by=cast.paula, at=at)
    with pytest.raises(Refused, match="the proposal is submitted"):
        actions.submit(stale, by=cast.paula, at=at)
    assert Letter.objects.count() == 1
    assert draft.revisions.submitted().count() == 1


def test_the_first_submission_is_remembered_when_it_is_submitted_again(draft, cast, at):
    actions.submit(draft, by=cast.paula, at=at)
    actions.take_back(draft, by=cast.paula, at=at)
    later = actions.submit(draft, by=cast.paula, at=at + timedelta(hours=1))
    assert (later.first_submitted_at, later.submitted_at) == (at, at + timedelta(hours=1))


def test_a_blocking_rule_stops_a_submission_with_its_sentence_and_a_warning_does_not(draft, cast, at):
    fields = {"call": draft.call, "kind": "chairs", "params": {"minimum": 2}, "sentence": "Two chairs"}
    rule = Requirement.objects.create(severity="block", **fields)
    with pytest.raises(Refused, match="One thing is still needed: One chair named; at least two are needed"):
        actions.submit(draft, by=cast.paula, at=at)
    rule.severity = "warn"
    rule.save()
    assert actions.submit(draft, by=cast.paula, at=at).state == State.SUBMITTED


@pytest.mark.parametrize(("after", "in_time"), [(-SECOND, True), (timedelta(0), False)])
def test_a_place_is_confirmed_until_the_end_of_the_day_in_the_zone_of_the_call(after, in_time, form, cast, at):
    call = form.call
    call.zone, call.confirm_by_on = "AoE", at.date()
    call.save()
    accepted = make_proposal(form, cast.paula, at, State.ACCEPTED)
    midnight = at.replace(hour=0) + timedelta(days=1, hours=12)
    if in_time:
        assert actions.confirm(accepted, by=cast.paula, at=midnight + after).state == State.CONFIRMED
        return
    with pytest.raises(Refused, match="has passed"):
        actions.confirm(accepted, by=cast.paula, at=midnight + after)
    assert actions.lapse(accepted, by=cast.olga, at=midnight).state == State.WITHDRAWN


def test_a_revision_is_handed_in_until_its_own_date(form, cast, at):
    asked = make_proposal(form, cast.paula, at, State.IN_REVIEW, answers={"why-now": "x"})
    until = form.call.closes_at + timedelta(days=9)
    asked = actions.ask_revision(asked, reason="Name a second chair.", until=until, by=cast.chen, at=at)
    [point] = asked.points.all()
    asked.replies = {point.code: "Raj joins.", f"{point.code}-did": "yes"}
    asked.save()
    with pytest.raises(Refused, match="date by which a revision was asked"):
        actions.resubmit(asked, by=cast.paula, at=until)
    assert actions.resubmit(asked, by=cast.paula, at=until - SECOND).state == State.IN_REVIEW
    assert asked.revisions.submitted().count() == 2


def test_withdrawn_and_cancelled_proposals_come_back_to_where_they_were(form, cast, at):
    for state in (State.SUBMITTED, State.IN_REVIEW, State.CONFIRMED):
        proposal = make_proposal(form, cast.paula, at, state)
        actions.withdraw(proposal, by=cast.paula, at=at)
        assert actions.reinstate(proposal, reason="By mistake.", by=cast.olga, at=at).state == state


@pytest.mark.parametrize("act", ["return_for_completion", "turn_away", "cancel", "reinstate"])
def test_some_verbs_need_a_sentence_for_the_proposer(act, form, cast, at):
    states = {"cancel": State.ACCEPTED, "reinstate": State.WITHDRAWN}
    proposal = make_proposal(form, cast.paula, at, states.get(act, State.SUBMITTED))
    with pytest.raises(Refused, match="needs a sentence"):
        getattr(actions, act)(proposal, reason="  ", by=cast.olga, at=at)


def test_a_merge_goes_into_a_living_proposal_of_the_same_call(form, cast, at):
    one, gone = make_proposal(form, cast.paula, at, "submitted"), make_proposal(form, cast.paula, at, "declined")
    for into in (one, gone):
        with pytest.raises(Refused):
            actions.merge(one, into=into, by=cast.olga, at=at)


def test_others_hear_of_a_confirmation_and_of_leaving_once_it_is_certain(form, cast, at):
    heard = []

    def hear(signal, sender, proposal, **kwargs):
        heard.append((signal, proposal.state, kwargs["by"]))

    for signal in (confirmed, left):
        signal.connect(hear, weak=False)
    try:
        proposal = make_proposal(form, cast.paula, at, State.ACCEPTED)
        with TestCase.captureOnCommitCallbacks(execute=True):
            actions.confirm(proposal, by=cast.paula, at=at)
            assert heard == []
        with TestCase.captureOnCommitCallbacks(execute=True):
            actions.withdraw(proposal, by=cast.paula, at=at)
    finally:
        for signal in (confirmed, left):
            signal.disconnect(hear)
    assert heard == [(confirmed, "confirmed", cast.paula), (left, "withdrawn", cast.paula)]


def test_letters_say_what_happened_at_once_with_the_sentence_and_no_link_of_the_proposers(draft, cast, at):
    draft.title = "Clots [here](http://evil.example)"
    draft.save()
    actions.submit(draft, by=cast.paula, at=at)
    actions.return_for_completion(draft, reason="Please name a second chair.", by=cast.olga, at=at)
    actions.withdraw(draft, by=cast.paula, at=at)
    letters = list(Letter.objects.order_by("pk"))
    assert [each.kind for each in letters] == ["proposals.received", "proposals.returned", "proposals.withdrawn"]
    assert {(each.state, each.to) for each in letters} == {("queued", cast.paula)}
    read = [markdown_to_text(each.body) for each in letters]
    assert "change it until 31 March 2027, 05:00 PDT, America/Los Angeles" in read[0]
    assert "Please name a second chair." in read[1]
    assert [markdown_to_html(each.body).count("href=") for each in letters] == [1, 1, 1]


def test_a_draft_that_was_never_submitted_is_withdrawn_without_a_letter(draft, cast, at):
    actions.withdraw(draft, by=cast.paula, at=at)
    assert not Letter.objects.exists()


def test_starting_from_an_earlier_one_copies_its_text_and_names_the_edition_that_took_place(form, cast, at):
    earlier = make_proposal(form, cast.paula, at, State.CONFIRMED, answers={"why-now": "Then."})
    again = actions.start(form.call, form, by=cast.paula, at=at, from_earlier=earlier)
    assert (again.title, again.answers, again.started_from) == ("Clots and cancer", {"why-now": "Then."}, earlier)
    assert [(each.title, each.year, each.earlier) for each in again.earlier_editions.all()] == [
        ("Clots and cancer", 2027, earlier)
    ]
    with pytest.raises(Refused, match="of your own only"):
        actions.start(form.call, form, by=cast.felix, at=at, from_earlier=earlier)
