"""What stands around a proposal, and who is told of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from proposals import actions
from proposals.hiding import committee, office
from proposals.judging.sheet import judge
from proposals.models import Faculty, ProgramItem
from tests.factories.proposals import make_proposal
from tests.factories.rules import make_member, make_rule
from tests.proposals.reader import words

ELSEWHERE = "Felix Fuchs is named in another proposal too."


@pytest.fixture
def rule(form):
    return make_rule(form.call, "one_role", maximum=1, who="all")


def name(proposal, email="felix@example.org", role="speaker"):
    return Faculty.objects.create(
        proposal=proposal, given_name="Felix", family_name="Fuchs", email=email, role=role, order=5
    )


def found(proposal, scope=None):
    lines = judge(proposal, scope=scope) if scope else judge(proposal)
    return [(line.state, line.sentence.split(" One role")[0]) for line in lines if line.requirement]


MET = [("ok", "One role each over the whole call: nobody has more.")]


def test_somebody_named_elsewhere_is_told_without_the_title_once_that_was_handed_in(draft, form, rule, cast, at):
    name(draft)
    other = make_proposal(form, cast.ada, at, title="Secret plan")
    name(other, "FELIX@example.org")
    assert found(draft) == MET
    other.answers = {"why-now": "Now."}
    other.save()
    actions.submit(other, by=cast.ada, at=at)
    assert found(draft) == [("block", ELSEWHERE)]
    assert "Secret" not in str(judge(draft))
    assert found(draft, office(cast.olga)) == [("block", "Felix Fuchs is named in “Secret plan” too.")]
    assert found(draft, committee(cast.rita)) == [("block", ELSEWHERE)]
    actions.take_back(other, by=cast.ada, at=at)
    assert found(draft) == MET


@pytest.mark.parametrize("state", ["withdrawn", "declined", "cancelled"])
def test_what_has_ended_takes_up_nobodys_role(state, draft, form, rule, cast, at):
    name(draft)
    name(make_proposal(form, cast.ada, at, state))
    assert found(draft) == MET


def test_a_conflict_hides_the_other_proposal_altogether(draft, form, rule, cast, at):
    name(draft)
    other = make_proposal(form, cast.rita, at, "submitted", title="Ritas own")
    name(other)
    assert found(draft, committee(cast.raj)) == [("block", ELSEWHERE)]
    assert found(draft, committee(cast.rita)) == MET
    assert found(draft, office(cast.olga)) == [("block", "Felix Fuchs is named in “Ritas own” too.")]
    assert found(draft, office(cast.rita)) == MET


def test_a_second_address_of_one_account_is_known_to_staff_and_never_to_a_proposer(draft, form, rule, cast, at):
    cast.felix.emailaddress_set.create(email="private@example.net", verified=True)
    name(draft, "private@example.net")
    name(make_proposal(form, cast.ada, at, "submitted", title="His talk"))
    assert found(draft) == MET
    assert found(draft, office(cast.olga)) == [("block", "Felix Fuchs is named in “His talk” too.")]


def test_a_rule_that_only_tells_the_committee_tells_a_proposer_nothing_of_others(draft, form, cast, at):
    make_rule(form.call, "one_role", "tell", maximum=1, who="all")
    name(draft)
    before = str(judge(draft))
    name(make_proposal(form, cast.ada, at, "submitted"))
    assert str(judge(draft)) == before
    assert found(draft) == [("tell", "Roles of one person over the call: the committee looks at this.")]
    assert found(draft, committee(cast.rita)) == [("tell", ELSEWHERE)]


def test_words_typed_while_a_revision_is_written_name_nobody(draft, form, rule, cast, at):
    name(draft)
    other = make_proposal(form, cast.ada, at, "in_review")
    actions.ask_revision(other, reason="More.", until=at + timedelta(days=9), by=cast.chen, at=at)
    name(other)
    assert found(draft) == MET


def test_talks_are_counted_where_they_are_given(draft, form, cast, at):
    make_rule(form.call, "one_presentation", maximum=1)
    other = make_proposal(form, cast.ada, at, "submitted")
    for proposal in (draft, other):
        ProgramItem.objects.create(proposal=proposal, title="On clots", minutes=20, speaker=name(proposal))
    assert found(draft)[0][0] == "block"
    ProgramItem.objects.filter(proposal=other).update(kind="discussion")
    assert found(draft)[0][0] == "ok"


def test_a_proposer_is_a_member_by_any_address_of_hers_and_others_by_the_one_typed(draft, form, cast, at):
    make_rule(form.call, "membership", who="all")
    assert found(draft) == [("block", "Not found among the members by the address given: Paula Perez.")]
    cast.paula.emailaddress_set.create(email="paula@home.example", verified=True)
    member = make_member("paula@home.example", at)
    assert found(draft)[0][0] == "ok"
    member.until = form.call.closes_at.date() - timedelta(days=2)
    member.save()
    assert found(draft)[0][0] == "block"


def test_new_chairs_are_compared_with_who_chaired_before(draft, form, cast, at):
    make_rule(form.call, "new_chair", minimum=1)
    before = make_proposal(form, cast.paula, at, "confirmed", title="First edition")
    draft.earlier_editions.create(title="First edition", year=2026, earlier=before)
    assert found(draft) == [("block", "No chairs who did not chair it before; at least one is needed.")]
    name(draft, role="co_chair")
    assert found(draft)[0][0] == "ok"


def test_reviewers_read_what_the_rules_tell_and_why_it_was_waived(form, cast, at, sign_in, clock):
    from proposals.actions import waiving
    from tests.factories.reviews import make_assignment, make_stage

    submitted = make_proposal(form, cast.paula, at, "in_review")
    told, waived = make_rule(form.call, severity="tell"), make_rule(form.call, minimum=3)
    waiving.waive(submitted, waived, reason="Known to us.", by=cast.olga, at=at)
    stage = make_stage(form.call, form.call.meeting.committees.get(), at)
    assignment = make_assignment(stage, submitted, cast.rita, at)
    rita = sign_in(cast.rita)
    page = words(rita.get(reverse("review", args=[form.call.meeting.slug, assignment.pk])))
    assert "To know: One chair named; two to four are needed." in page
    assert "Waived by the society: Known to us." in page
    chen = sign_in(cast.chen)
    page = words(chen.get(reverse("dossier", args=[form.call.meeting.slug, stage.pk, submitted.code])))
    assert "Waived by the society: Known to us." in page
    table = words(chen.get(reverse("stage_rules", args=[form.call.meeting.slug, stage.pk])))
    assert f"{told.sentence} Told to the committee; not met by 1 of 1" in table
