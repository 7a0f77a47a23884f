"""Who can judge what: papers, topics, her own word; and nothing of a proposal that is hidden from who looks."""

import pytest
from django.test import Client

from jobs.models import Job
from people.models import Publication
from people.refusal import Refused
from reviews.expertise import actions, matrix
from reviews.expertise.matching import compare, keep_matching
from reviews.models import Bid, Conflict, TextMatch, TopicChoice
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_seat
from tests.reviews.conftest import seen


def paper(person, text, at, **fields):
    return Publication.objects.create(person=person, title=text, added_at=at, saved_at=at, **fields)


@pytest.fixture
def clots(committee, cast, at):
    """Rita writes about clots, as `mine` does; Raj about something else. `other` shares a word with both."""
    paper(cast.rita, "Thrombin and factor VIII inhibitors", at)
    paper(cast.raj, "Donor plasma in transfusion", at)
    for proposal, summary in ((committee.mine, "Factor VIII inhibitors and thrombin"), (committee.other, "Plasma")):
        proposal.summary = summary
        proposal.save()
    compare(committee.world.stage, at=at)
    return committee


def test_whose_papers_are_nearer_scores_higher_and_the_words_say_why(clots, cast):
    found = matrix(clots.world.stage, cast.chen)
    assert found.score(clots.mine.pk, cast.rita.pk) > found.score(clots.mine.pk, cast.raj.pk)
    assert found.text(clots.mine.pk, cast.rita.pk) == 1.0
    assert found.terms(clots.mine.pk, cast.rita.pk) == ("factor", "inhibitors", "thrombin")
    assert found.terms(clots.mine.pk, cast.raj.pk) == ()


def test_the_page_of_readers_says_why_each_suits_and_names_the_best_first(clots, cast, sign_in, at):
    page = seen(sign_in(cast.chen).get(clots.path(f"assign/{clots.mine.code}/")))
    assert "papers near by factor, inhibitors, thrombin" in page
    assert page.index("Rita Romano") < page.index("Raj Rao")


def test_a_number_stands_only_beside_papers_that_share_a_word(clots, cast, sign_in):
    make_seat(clots.world.stage.committee, make_person("mina"))
    page = seen(sign_in(cast.chen).get(clots.path(f"assign/{clots.mine.code}/")))
    assert 'papers near by factor, inhibitors, thrombin <span class="num">(' in page
    assert "no shared words</span>" in page
    assert "gave no papers</span>" in page


def test_her_own_word_stands_above_the_texts(clots, cast, at):
    actions.bid(clots.mine, can_judge=False, wish=0, by=cast.rita, at=at)
    actions.bid(clots.mine, can_judge=True, wish=0, by=cast.raj, at=at)
    found = matrix(clots.world.stage, cast.chen)
    assert found.score(clots.mine.pk, cast.rita.pk) == 0
    assert found.says(clots.mine.pk, cast.raj.pk) is True
    actions.bid(clots.mine, can_judge=None, wish=0, by=cast.rita, at=at)
    assert Bid.objects.get().person == cast.raj


def test_a_chair_in_conflict_finds_the_numbers_of_a_world_without_it(clots, cast, at):
    """The hidden proposal has the greatest similarity of all, and bids."""
    stage = clots.world.stage
    actions.bid(clots.mine, can_judge=True, wish=1, by=cast.rita, at=at)
    with_it = matrix(stage, cast.chen)
    Conflict.objects.create(proposal=clots.mine, person=cast.chen, reason="Friends", at=at)
    hidden = matrix(stage, cast.chen)
    clots.mine.state, clots.mine.state_before = "withdrawn", "in_review"
    clots.mine.save()
    compare(stage, at=at)
    assert hidden == matrix(stage, cast.chen)
    assert hidden != with_it


def test_texts_are_compared_anew_once_a_paper_or_a_proposal_changes(clots, cast, at):
    def asked() -> int:
        keep_matching(at)
        found, _ = Job.objects.filter(kind="reviews.match").delete()
        return found

    assert asked() == 0
    paper(cast.raj, "Thrombin", at)
    assert asked() == 1
    compare(clots.world.stage, at=at)
    make_proposal(clots.world.format, cast.felix, at, "in_review")
    assert asked() == 1
    compare(clots.world.stage, at=at)
    Publication.objects.all().delete()
    assert asked() == 1
    compare(clots.world.stage, at=at)
    assert set(TextMatch.objects.values_list("greatest", flat=True)) == {0.0}
    assert asked() == 0


def path(committee, page="") -> str:
    return f"/{committee.world.meeting.slug}/expertise/{page}"


def test_a_member_says_what_she_can_judge_and_the_rest_stays(committee, cast, sign_in):
    rita = sign_in(cast.rita)
    assert "Canary other of Nora" in seen(rita.get(path(committee)))
    codes = [committee.mine.code, committee.other.code]
    said = {"proposal": codes, f"{codes[0]}-can": "no", f"{codes[0]}-wish": "0", f"{codes[1]}-wish": "1"}
    rita.post(path(committee, "bids/"), said)
    rows = Bid.objects.order_by("proposal").values_list("proposal", "can_judge", "wish")
    assert list(rows) == [(committee.mine.pk, False, 0), (committee.other.pk, None, 1)]
    page = seen(rita.get(f"{path(committee)}?open=on"))
    assert "Canary other of Nora" in page
    assert "Canary in review by Paula" not in page


def test_of_what_is_hidden_from_her_she_is_not_asked_and_says_nothing(committee, cast, sign_in, at):
    Conflict.objects.create(proposal=committee.other, person=cast.rita, reason="Friends", at=at)
    rita = sign_in(cast.rita)
    assert "Canary other of Nora" not in seen(rita.get(path(committee)))
    rita.post(path(committee, "bids/"), {"proposal": committee.other.code, f"{committee.other.code}-can": "yes"})
    assert not Bid.objects.exists()
    with pytest.raises(Refused, match="no such proposal"):
        actions.bid(committee.other, can_judge=True, wish=0, by=cast.rita, at=at)


def test_topics_are_chosen_of_the_meeting_by_members_who_review(committee, cast, sign_in):
    topic = committee.world.topic
    sign_in(cast.rita).post(path(committee, "topics/"), {"topics": [topic.pk]})
    assert list(TopicChoice.objects.values_list("person", "topic")) == [(cast.rita.pk, topic.pk)]
    assert sign_in(cast.olga).post(path(committee, "topics/"), {"topics": [topic.pk]}).status_code == 403
    sign_in(cast.rita).post(path(committee, "topics/"), {})
    assert not TopicChoice.objects.exists()


def test_the_page_costs_the_same_at_any_number_of_proposals(committee, cast, at, django_assert_num_queries):
    client = Client()
    client.force_login(cast.rita, backend="django.contrib.auth.backends.ModelBackend")
    for number in (0, 30):
        for _ in range(number):
            make_proposal(committee.world.format, cast.felix, at, "in_review").topics.add(committee.world.topic)
        with django_assert_num_queries(15):
            client.get(path(committee))
