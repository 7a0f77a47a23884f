"""A proposal is named in a field by words of its title or by its code, however many stand in the call."""

import pytest
from django.core.exceptions import ValidationError

from proposals.models import Proposal
from reviews.forms.naming import SUGGESTED, ProposalField
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.any_database


@pytest.fixture
def field(world, cast, at):
    for title in ("Iron and age", "Iron and sleep", "Clots"):
        make_proposal(world.format, cast.felix, at, "in_review", title=title)
    field = ProposalField()
    field.among(Proposal.objects.filter(state="in_review"))
    return field


def fault(field, text):
    with pytest.raises(ValidationError) as caught:
        field.clean(text)
    return caught.value.messages[0]


def test_words_of_the_title_or_the_code_name_it(field):
    clots = Proposal.objects.get(title="Clots")
    assert [field.clean(text) for text in ("clot", clots.code, f"Clots ({clots.code})")] == [clots] * 3
    assert field.clean("sleep iron").title == "Iron and sleep"


def test_words_that_fit_several_are_answered_with_those(field):
    codes = dict(Proposal.objects.values_list("title", "code"))
    both = "; ".join(f"{title} ({codes[title]})" for title in ("Iron and age", "Iron and sleep"))
    said = f"These words fit several: {both}. Type more of the title, or the code."
    assert fault(field, "iron") == said


def test_words_that_fit_none_say_so(field):
    assert fault(field, "Gold") == "No proposal here has “Gold” in its title, or as its code."
    assert fault(field, "") == "Name a proposal: some words of its title, or its code."


def test_what_is_not_among_them_is_not_named(field, world):
    field.among(Proposal.objects.filter(title__startswith="Iron"))
    assert "No proposal here" in fault(field, "Clots")


def test_all_are_offered_while_they_are_few_and_none_once_they_are_many(field, world, cast, at):
    assert "Clots (" in field.widget.render("lead", "")
    for number in range(SUGGESTED):
        make_proposal(world.format, cast.felix, at, "in_review", title=f"Number {number}")
    field.among(Proposal.objects.filter(state="in_review"))
    assert "<option" not in field.widget.render("lead", "")


def test_a_chair_records_a_conflict_for_a_member_by_words_of_the_title(committee, cast, sign_in):
    client, page = sign_in(cast.chen), committee.path("conflicts/new/")
    asked = {"person": cast.raj.pk, "proposal": "of nobody", "reason": "We share a grant"}
    answer = client.post(page, asked)
    assert answer.status_code == 422
    assert 'value="of nobody"' in answer.content.decode()
    assert client.post(page, asked | {"proposal": "other of Nora"}).status_code == 302
    assert committee.other.conflicts.get().person == cast.raj
