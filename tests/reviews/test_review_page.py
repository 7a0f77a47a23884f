"""A review is kept while one types, guarded between two windows, submitted and reopened."""

import pytest

from audit.models import Entry
from reviews.models import Review, Stage
from tests.factories.reviews import make_review
from tests.reviews.conftest import seen


@pytest.fixture
def desk(committee, cast, sign_in):
    return Desk(committee, sign_in(cast.rita))


class Desk:
    """Rita's page of Nora's proposal."""

    def __init__(self, committee, client):
        self.client, self.assignment = client, committee.ritas
        self.address = f"/{committee.world.meeting.slug}/reviews/{committee.ritas.pk}/"
        self.novelty, self.complete = committee.world.stage.rubric.criteria.all()

    def answers(self, version=0, novelty="", complete="", **rest):
        scores = {f"criterion_{self.novelty.pk}": novelty, f"criterion_{self.complete.pk}": complete}
        return {"version": version, **scores, **rest}

    def full(self, version=0, **rest):
        return self.answers(version, 4, 5, **{"confidence": 3, "advice": "accept"} | rest)

    def save(self, **answers):
        return self.client.post(f"{self.address}save/", self.answers(**answers), headers={"HX-Request": "true"})

    @property
    def review(self):
        return Review.objects.get(assignment=self.assignment)


def test_what_is_typed_is_kept_as_a_draft_with_its_version(desk):
    answer = desk.save(novelty=4, to_proposer="A timely")
    assert answer.status_code == 200
    assert 'name="version" value="1"' in seen(answer)
    assert "Saved" in seen(answer)
    assert (desk.review.to_proposer, desk.review.submitted_at) == ("A timely", None)
    assert [score.value for score in desk.review.scores.all()] == [4]
    page = seen(desk.client.get(desk.address))
    assert "A timely</textarea>" in page


def test_saving_the_same_again_changes_nothing(desk):
    desk.save(novelty=4)
    desk.save(version=1, novelty=4)
    assert desk.review.version == 1


def test_a_second_window_sees_both_and_overwrites_nothing(desk):
    desk.save(novelty=4, to_proposer="From the first window")
    answer = desk.save(novelty=2, to_proposer="From the second window")
    assert answer.status_code == 409
    page = seen(answer)
    assert "From the first window" in page
    assert "From the second window" in page
    assert 'name="saved_version" value="1"' in page
    assert (desk.review.version, desk.review.to_proposer) == (1, "From the first window")


def test_a_window_that_holds_all_that_is_kept_needs_no_merge(desk):
    desk.save(to_proposer="A timely")
    assert desk.save(novelty=4, to_proposer="A timely topic").status_code == 200
    assert desk.review.to_proposer == "A timely topic"


def test_keeping_both_loses_no_word(desk):
    desk.save(complete=5, to_proposer="From the first window", to_committee="Only here")
    mine = desk.answers(novelty=2, to_proposer="From the second window")
    desk.client.post(desk.address, mine | {"keep": "both", "saved_version": 1})
    assert desk.review.to_proposer == "From the second window\n\nFrom the first window"
    assert desk.review.to_committee == "Only here"
    assert sorted(score.value for score in desk.review.scores.all()) == [2, 5]


def test_keeping_this_windows_replaces_what_was_shown_and_only_that(desk):
    desk.save(to_proposer="First")
    mine = desk.answers(to_proposer="Second")
    desk.save(version=1, to_proposer="First, and more")
    answer = desk.client.post(desk.address, mine | {"keep": "mine", "saved_version": 1})
    assert answer.status_code == 409
    assert desk.review.to_proposer == "First, and more"
    desk.client.post(desk.address, mine | {"keep": "mine", "saved_version": 2})
    assert desk.review.to_proposer == "Second"


def test_the_page_without_script_shows_the_merge_too_and_keeps_what_was_typed(desk):
    desk.save(to_proposer="From the first window")
    answer = desk.client.post(desk.address, desk.answers(to_proposer="From the second window"))
    assert answer.status_code == 409
    assert "From the second window</textarea>" in seen(answer)
    assert "Another window has changed this review" in seen(answer)


def test_submitting_asks_for_what_is_missing_beside_the_field_and_keeps_the_rest(desk):
    answer = desk.client.post(desk.address, desk.answers(novelty=4, to_proposer="Timely") | {"submit": "1"})
    assert answer.status_code == 422
    page = seen(answer)
    assert "Completeness: This field is required." in page
    assert "Timely</textarea>" in page
    assert not Review.objects.filter(assignment=desk.assignment).exists()


def test_a_submitted_review_shows_the_others(desk):
    before = seen(desk.client.get(desk.address))
    assert "Canary note of Raj" not in before
    answer = desk.client.post(desk.address, desk.full(to_committee="My note") | {"submit": "1"}, follow=True)
    page = seen(answer)
    assert "Canary note of Raj" in page
    assert "My note" in page
    assert desk.review.submitted_at
    assert Entry.objects.about(desk.assignment).first().verb == "submit review"


def test_a_submitted_review_is_changed_only_after_reopening(desk):
    desk.client.post(desk.address, desk.full() | {"submit": "1"})
    assert desk.save(version=9, novelty=1).status_code in (409, 422)
    assert desk.review.scores.get(criterion=desk.novelty).value == 4
    desk.client.post(f"{desk.address}reopen/")
    assert desk.review.submitted_at is None
    assert "Canary note of Raj" not in seen(desk.client.get(desk.address))


def test_closing_the_stage_ends_it_and_keeps_the_draft(desk, at):
    desk.save(to_proposer="Half")
    Stage.objects.update(closed_at=at)
    answer = desk.save(version=1, to_proposer="Half done")
    assert answer.status_code == 422
    assert "Reviewing has ended" in seen(answer)
    assert desk.review.to_proposer == "Half"
    assert desk.client.post(f"{desk.address}reopen/").status_code == 403


@pytest.mark.parametrize("value", [0, 6, "x"])
def test_a_score_off_the_scale_is_refused(desk, value):
    answer = desk.save(novelty=value)
    assert answer.status_code == 422
    assert not Review.objects.filter(assignment=desk.assignment).exists()


def test_a_very_long_comment_is_refused_with_a_sentence(desk):
    answer = desk.save(to_proposer="x" * 20_001)
    assert answer.status_code == 422
    assert "20000" in seen(answer)


def test_anchors_and_help_are_words_and_never_markup(desk):
    desk.novelty.anchors, desk.novelty.description = {"5": "<b>best</b>"}, "<script>alert(1)</script>"
    desk.novelty.save()
    page = seen(desk.client.get(desk.address))
    assert "5 – &lt;b&gt;best&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_declining_needs_a_reason_and_leaves_the_list(desk):
    assert desk.client.post(f"{desk.address}decline/", {"because": "time", "reason": " "}).status_code == 422
    desk.client.post(f"{desk.address}decline/", {"because": "time", "reason": "On leave"})
    desk.assignment.refresh_from_db()
    assert desk.assignment.decline_reason == "On leave"
    assert desk.client.get(desk.address).status_code == 404


def test_a_get_keeps_nothing(desk):
    desk.client.get(desk.address)
    assert not Review.objects.filter(assignment=desk.assignment).exists()


def test_a_reader_sees_nothing_of_the_decision(committee, cast, desk, at):
    make_review(committee.ritas, at, 3, 3)
    committee.world.stage.decisions.create(
        proposal=committee.other, outcome="decline", at=at, to_committee="Canary why"
    )
    assert "Canary why" not in seen(desk.client.get(desk.address))
