"""Who of a proposal has said yes, as every page counts it."""

from datetime import timedelta

import pytest

from proposals.answers import AnswerState, answers_of, tally
from proposals.content import to_json
from proposals.rows import content_of
from tests.factories.invitations import make_faculty, make_invitation
from tests.factories.proposals import make_proposal


def states(proposal, **how):
    return [answer.state for answer in answers_of(proposal, **how)[proposal.pk].values()]


def test_the_proposer_counts_as_confirmed_and_whom_nobody_asked_does_not(draft):
    make_faculty(draft, "felix@example.org")
    answers = answers_of(draft)[draft.pk]
    assert [answer.state for answer in answers.values()] == ["accepted", "drafted"]
    assert str(tally(answers)) == "1 of 2 confirmed"


@pytest.mark.parametrize("state", ["asked", "accepted", "declined", "dropped_out", "withdrawn"])
def test_an_answer_belongs_to_its_row_and_the_address_that_was_asked(draft, at, state):
    row = make_faculty(draft, "felix@example.org")
    make_invitation(row, at, state)
    assert states(draft) == ["accepted", state]
    row.email = "other@example.org"
    row.save()
    assert states(draft) == ["accepted", "drafted"]


def test_who_does_not_answer_in_time_is_silent_and_may_still_answer(draft, at):
    make_invitation(make_faculty(draft, "felix@example.org"), at)
    answer = list(answers_of(draft)[draft.pk].values())[1]
    assert answer.state_at(at + timedelta(days=13)) == AnswerState.ASKED
    assert answer.state_at(at + timedelta(days=14)) == AnswerState.SILENT


def test_people_typed_while_a_revision_is_written_are_not_counted_for_others(form, cast, at):
    proposal = make_proposal(form, cast.paula, at, "revision_asked")
    make_faculty(proposal, "felix@example.org")
    assert len(states(proposal)) == 2
    assert states(proposal, as_handed_in=True) == ["accepted"]
    proposal.revisions.create(number=2, kind="submitted", content=to_json(content_of(proposal)), began_at=at, at=at)
    assert len(states(proposal, as_handed_in=True)) == 2


@pytest.mark.parametrize("many", [1, 3, 30])
def test_a_list_asks_as_much_as_one(form, cast, at, django_assert_num_queries, many):
    proposals = []
    for _ in range(many):
        proposals.append(make_proposal(form, cast.paula, at, "revision_asked"))
        make_invitation(make_faculty(proposals[-1], "felix@example.org"), at, "accepted")
    with django_assert_num_queries(3):
        found = answers_of(proposals)
    assert [str(tally(answers)) for answers in found.values()] == ["2 of 2 confirmed"] * many
    with django_assert_num_queries(3):
        answers_of(proposals, as_handed_in=True)
