"""Letters to a chosen group: who is in it, what each gets, and that nothing is sent before it is released."""

import pytest

from letters.models import Letter
from proposals.models import Proposal
from reviews.circulars.audience import audience
from tests.factories.invitations import make_faculty, make_invitation
from tests.reviews.conftest import seen

WORDS = {"about": "A word from the office", "words": "The program appears next week."}


def address(committee, query: str = "group=proposers") -> str:
    return f"/{committee.world.meeting.slug}/setup/letters/?{query}"


def names(committee, person, **wanted) -> list[str]:
    return [each.name for each in audience(committee.world.meeting, wanted, person).people]


def test_proposers_are_chosen_by_where_their_proposals_stand(committee, cast):
    assert names(committee, cast.olga, group="proposers", state="in_review") == ["Paula Perez", "Nora Person"]
    assert names(committee, cast.olga, group="proposers", state="declined") == []
    other = committee.world.topic
    committee.other.topics.add(other)
    assert names(committee, cast.olga, group="proposers", topic=other) == ["Nora Person"]


def test_reviewers_are_chosen_by_how_far_they_are(committee, cast):
    assert names(committee, cast.olga, group="reviewers") == ["Raj Rao", "Rita Romano"]
    assert names(committee, cast.olga, group="reviewers", progress="outstanding") == ["Raj Rao", "Rita Romano"]
    committee.ritas.delete()
    assert names(committee, cast.olga, group="reviewers", progress="done") == ["Rita Romano"]
    assert names(committee, cast.olga, group="thanks") == ["Raj Rao", "Rita Romano"]


def test_faculty_are_chosen_by_their_answer(committee, cast, at):
    asked = make_faculty(committee.mine, "ned@example.org")
    make_invitation(asked, at)
    make_faculty(committee.mine, "una@example.org")
    everybody = names(committee, cast.olga, group="faculty", state="in_review")
    assert {"Felix Fuchs", asked.name} < set(everybody)
    assert names(committee, cast.olga, group="faculty", state="in_review", answer="asked") == [asked.name]
    assert names(committee, cast.olga, group="faculty", state="in_review", answer="accepted") == []


def test_what_a_conflict_hides_is_in_no_group_and_no_count(committee, cast, at):
    committee.other.conflicts.create(person=cast.olga, reason="A friend", at=at)
    assert names(committee, cast.olga, group="proposers", state="in_review") == ["Paula Perez"]
    found = audience(committee.world.meeting, {"group": "reviewers"}, cast.olga).people
    assert [(each.name, each.note) for each in found] == [
        ("Raj Rao", "0 of 1 reviews are in"),
        ("Rita Romano", "1 of 1 reviews are in"),
    ]


def test_each_letter_is_read_and_written_held_without_who_was_taken_out(committee, cast, sign_in):
    client, before = sign_in(cast.olga), Letter.objects.count()
    keys = [f"p{committee.mine.pk}", f"p{committee.other.pk}"]
    here = address(committee, "group=proposers&state=in_review")
    shown = seen(client.post(here, WORDS | {"to": keys, "act": "preview", "of": keys[1]}))
    assert "What Nora Person gets" in shown
    assert "The program appears next week." in shown
    assert Letter.objects.count() == before
    client.post(here, WORDS | {"to": keys[:1], "act": "write"})
    letter = Letter.objects.get(kind="circular.proposers")
    assert (letter.to, letter.state, letter.subject) == (cast.paula, "held", "A word from the office")


def test_nobody_is_written_to_who_was_not_on_the_page(committee, cast, sign_in):
    answer = sign_in(cast.olga).post(address(committee), WORDS | {"to": ["p0"], "act": "write"})
    assert "The group has changed" in seen(answer)
    assert not Letter.objects.filter(kind="circular.proposers").exists()


def test_feedback_goes_to_those_declined_with_what_readers_wrote(committee, cast, sign_in):
    Proposal.objects.filter(pk=committee.other.pk).update(state="declined")
    key = f"p{committee.other.pk}"
    sign_in(cast.olga).post(address(committee, "group=feedback"), WORDS | {"to": [key], "act": "write"})
    body = Letter.objects.get(kind="circular.feedback").body
    assert "Canary comment of Raj" in body
    assert "Canary note of Raj" not in body
    assert "Rao" not in body


@pytest.mark.parametrize("group", ["proposers", "reviewers", "faculty"])
def test_the_page_asks_the_same_for_one_and_for_many(committee, cast, sign_in, group, django_assert_max_num_queries):
    client = sign_in(cast.olga)
    with django_assert_max_num_queries(15):
        client.get(address(committee, f"group={group}"))
