"""Search finds what a person may open, by words she may read, and nothing else."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment
from tests.factories.workshops import make_meeting

SEARCH = reverse("search")
AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def hits(response) -> dict[str, list[str]]:
    """The titles found, by group."""
    return {found["group"].title: [hit.title for hit in found["hits"]] for found in response.context["groups"]}


def found(client, words: str) -> dict[str, list[str]]:
    return hits(client.get(SEARCH, {"q": words}))


DRAFT, SUBMITTED, IN_REVIEW = "Canary draft of Paula", "Canary submitted by Paula", "Canary in review by Paula"
CANARIES = {
    "stan": {},
    "ada": {},
    "felix": {},
    "paula": {"Proposals": {DRAFT, SUBMITTED, IN_REVIEW}},
    "raj": {"To review": {IN_REVIEW}},
    "rita": {"To review": {IN_REVIEW}},
    "chen": {"First reading, Annual Meeting 2027": {IN_REVIEW}},
    "olga": {"Proposals": {SUBMITTED, IN_REVIEW}},
}


@pytest.mark.parametrize("who", CANARIES)
def test_each_finds_only_what_she_may_open(world, sign_in, who):
    """An unreleased session, a held letter and a job are called Canary too, and are found by nobody."""
    seen = found(sign_in(getattr(world.cast, who)), "canary")
    assert {group: set(titles) for group, titles in seen.items()} == CANARIES[who]


@pytest.mark.parametrize("who", ["stan", "ada", "raj", "rita", "chen"])
@pytest.mark.parametrize("words", ["Paula", "Perez", "paula@example.org", "Hospital del Rio", "Romano", "Wei"])
def test_nobody_finds_people_by_searching(world, sign_in, who, words):
    """The canaries name Paula in their titles; here no title does."""
    for proposal in (world.draft, world.submitted, world.in_review):
        type(proposal).objects.filter(pk=proposal.pk).update(title="Clots and cancer")
    assert found(sign_in(getattr(world.cast, who)), words) == {}


def test_a_proposer_does_not_find_who_reads_her_proposals(world, sign_in):
    client = sign_in(world.cast.paula)
    assert [found(client, words) for words in ("Rita", "Romano", "Chen", "raj@example.org")] == [{}, {}, {}, {}]


def test_staff_find_proposals_and_people_by_name(world, sign_in):
    seen = found(sign_in(world.cast.olga), "perez")
    assert set(seen["Proposals"]) == {SUBMITTED, IN_REVIEW}
    assert seen["People"] == ["Perez, Paula"]


@pytest.mark.parametrize(
    ("who", "words"), [("olga", "canary"), ("chen", "canary"), ("rita", "canary"), ("olga", "perez")]
)
def test_what_a_conflict_hides_is_not_found(world, sign_in, who, words):
    person = getattr(world.cast, who)
    world.submitted.conflicts.create(person=person, reason="Friends", at=AT)
    world.in_review.conflicts.create(person=person, reason="Friends", at=AT)
    seen = found(sign_in(person), words)
    assert not {"Proposals", "To review", "First reading, Annual Meeting 2027"} & set(seen)


def test_her_own_proposal_is_found_by_a_reviewer_as_her_own(world, sign_in):
    mine = make_proposal(world.format, world.cast.rita, AT, "in_review", title="Iron by Rita")
    make_assignment(world.stage, mine, world.cast.rita, AT)
    assert found(sign_in(world.cast.rita), "by rita") == {"Proposals": ["Iron by Rita"]}


def test_sessions_of_released_programs_are_found_by_everybody_signed_in(world, sign_in):
    assert found(sign_in(world.cast.stan), "iron felix") == {"Sessions": ["Iron and infection"]}


def test_hidden_meetings_are_found_by_staff_alone(world, sign_in):
    make_meeting("hidden", name="Secret Meeting", is_public=False)
    assert found(sign_in(world.cast.stan), "secret") == {}
    assert found(sign_in(world.cast.olga), "secret") == {"Meetings": ["Secret Meeting"]}


@pytest.mark.parametrize("words", ["", "   ", "x" * 500, "\x00", "'\"; --", "%", "<script>x</script>"])
def test_any_words_are_answered_with_a_page(world, sign_in, words):
    answer = sign_in(world.cast.olga).get(SEARCH, {"q": words, "page": "x", "in": "nothing"})
    assert answer.status_code == 200
    assert "<script>x" not in answer.content.decode()


def test_a_kind_has_pages_of_its_own(world, sign_in):
    for number in range(35):
        make_proposal(world.format, world.cast.paula, AT, title=f"Iron {number:02}")
    client = sign_in(world.cast.paula)
    first = client.get(SEARCH, {"q": "iron"})
    assert (len(hits(first)["Proposals"]), first.context["groups"][0]["more"]) == (5, 30)
    assert len(hits(client.get(SEARCH, {"q": "iron", "in": "proposals", "page": 2}))["Proposals"]) == 5
    text = re.sub("<[^>]*>", " ", first.content.decode())
    assert "See all 35" in text


@pytest.mark.parametrize("who", ["paula", "rita", "chen", "olga"])
def test_search_asks_the_same_number_of_queries_for_one_and_for_many(world, sign_in, who):
    seen, client = [], sign_in(getattr(world.cast, who))
    for times in (1, 3, 300):
        for _ in range(times):
            proposal = make_proposal(world.format, world.cast.paula, AT, "in_review", title="Iron and clots")
            make_assignment(world.stage, proposal, world.cast.rita, AT)
        with CaptureQueriesContext(connection) as asked:
            client.get(SEARCH, {"q": "iron clots"})
        seen.append(len(asked))
    assert seen == [{"paula": 10, "rita": 11, "chen": 12, "olga": 10}[who]] * 3
