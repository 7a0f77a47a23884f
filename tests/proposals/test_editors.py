"""Who writes in a proposal is the call's to say: the person who proposes, or every chair with an account."""

import pytest

from people.refusal import Refused
from proposals import actions
from proposals.models import Faculty, Proposal
from proposals.rules import edit
from workshops.models import Call


@pytest.fixture
def chaired(draft, cast):
    """Felix is a co-chair of Paula's draft, Raj a speaker."""
    for person, role in ((cast.felix, "co_chair"), (cast.raj, "speaker")):
        names = {"given_name": person.given_name, "family_name": person.family_name}
        Faculty.objects.create(proposal=draft, person=person, role=role, email=person.email, order=1, **names)
    return draft


@pytest.fixture
def all_chairs(chaired):
    Call.objects.update(editors="chairs")
    return Proposal.objects.get(pk=chaired.pk)


def test_a_call_lets_the_lead_write_alone_unless_it_says_otherwise(chaired, cast):
    assert edit(cast.paula, chaired) is None
    assert str(edit(cast.felix, chaired)) == (
        "Only the person who proposes writes in a proposal. Ask Paula Perez to make the change."
    )


def test_a_co_chair_writes_where_the_call_says_so_and_her_words_are_merged(all_chairs, cast, write):
    base = all_chairs.version
    write(all_chairs, "basics", base=base, tab="p", title="By Paula")
    saved = write(all_chairs, "basics", base=base, tab="f", by=cast.felix, summary="By Felix")
    assert saved.took_in
    all_chairs.refresh_from_db()
    assert (all_chairs.title, all_chairs.summary) == ("By Paula", "By Felix")


@pytest.mark.parametrize("who", ["raj", "stan", "olga", "chen"])
def test_nobody_else_writes_even_then(all_chairs, cast, write, who):
    with pytest.raises(Refused, match="Only chairs write"):
        write(all_chairs, "basics", by=getattr(cast, who), title="Mine now")
    assert not Proposal.objects.editable_by(getattr(cast, who)).exists()


def test_a_chair_whose_address_nobody_proved_writes_nothing(all_chairs, cast, write):
    Faculty.objects.filter(person=cast.felix).update(person=None)
    with pytest.raises(Refused):
        write(all_chairs, "basics", by=cast.felix, title="Mine now")


def test_the_lead_still_hands_it_in(all_chairs, cast, at):
    with pytest.raises(Refused, match="for the proposer to do"):
        actions.submit(all_chairs, by=cast.felix, at=at)
    assert actions.submit(all_chairs, by=cast.paula, at=at).state == "submitted"


def test_what_she_may_write_is_found_by_the_query_too(all_chairs, cast):
    assert list(Proposal.objects.editable_by(cast.felix)) == [all_chairs]
    Call.objects.update(editors="lead")
    assert not Proposal.objects.editable_by(cast.felix).exists()
    assert list(Proposal.objects.editable_by(cast.paula)) == [all_chairs]


def test_her_page_has_the_button_and_says_who_hands_it_in(all_chairs, cast, clock, sign_in):
    page = sign_in(cast.felix).get(f"/proposals/{all_chairs.code}/").content.decode()
    assert "You write it together; Paula Perez hands it in." in page
    assert f"/proposals/{all_chairs.code}/edit/basics/" in page
