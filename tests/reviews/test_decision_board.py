"""The decision board: what ticks cover, what the solver answers, and deciding as one has ticked."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proposals.models import Faculty, MergeOffer
from reviews.actions.portfolio_rules import add_portfolio_rule
from reviews.models import Conflict, Overlap, PortfolioRun, Stage, Tick
from tests.factories.cast import make_person
from tests.factories.proposals import make_offer, make_proposal
from tests.factories.reviews import make_assignment, make_review
from tests.factories.workshops import make_call, make_format
from tests.reviews.conftest import seen
from tests.reviews.test_counts import fill, queries
from workshops.models import Allotment

BOARD = 9


@pytest.fixture
def board(committee, cast, at):
    """Three are read (Paula's best, Nora's worst), all of one institution but Ada's; the call has two slots."""
    make_review(committee.world.rajs, at, 5, 5)
    third = make_proposal(committee.world.format, cast.ada, at, "in_review", title="Third by Ada")
    make_review(make_assignment(committee.world.stage, third, cast.raj, at), at, 4, 4)
    committee.third = third
    committee.mine.topics.add(committee.world.topic)
    Faculty.objects.exclude(proposal=third).update(affiliation="Mayo Clinic", country="USA", career_stage="senior")
    day = committee.world.meeting.starts_on
    Allotment.objects.create(call=committee.world.call, format=committee.world.format, day=day, slots=2)
    return committee


def tick(client, board, *proposals, **headers):
    every = [board.mine.pk, board.other.pk, board.third.pk]
    return client.post(
        board.path("board/tick/"), {"shown": every, "take": [each.pk for each in proposals]}, headers=headers
    )


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", seen(response)).split())


def test_a_tick_shows_its_effect_at_once_and_decides_nothing(board, cast, sign_in):
    client = sign_in(cast.chen)
    before = words(client.get(board.path("board/")))
    assert "2 of 2 0 0 of 3" in before  # slots left, in, ticked
    assert "Coagulation 0 of 1" in before
    effect = words(tick(client, board, board.mine, board.other, **{"HX-Request": "true"}))
    assert "0 of 2 0 2 of 3" in effect
    assert "Coagulation 0 + 1 of 1" in effect
    assert "Mayo Clinic 0 + 2 of 2" in effect
    assert "Americas 0 + 2 of 2" in effect
    assert board.world.stage.decisions.count() == 0
    assert "2 ticked by you" in words(client.get(board.path("board/")))
    assert "0 ticked by you" in words(sign_in(cast.olga).get(board.path("board/")))


def test_without_script_the_button_leads_back_to_the_same_rows(board, cast, sign_in):
    client = sign_in(cast.chen)
    answer = client.post(board.path("board/tick/"), {"shown": [board.mine.pk], "take": [], "query": "show=open"})
    assert answer["Location"] == f"{board.path('board/')}?show=open#effect"


def test_rules_that_the_ticks_break_are_named_with_their_numbers(board, cast, sign_in, at):
    add_portfolio_rule(board.world.stage, kind="institution", params={"maximum": 1}, by=cast.olga, at=at)
    client = sign_in(cast.chen)
    tick(client, board, board.mine, board.other, board.third)
    page = words(client.get(board.path("board/")))
    assert "At most 1 of one institution Mayo Clinic: 2, at most 1" in page
    assert "The slots of each format" in page
    assert "1 too many" in page


def test_deciding_as_ticked_asks_first_and_can_be_undone(board, cast, sign_in):
    client = sign_in(cast.chen)
    tick(client, board, board.mine)
    assert "Canary in review by Paula" in words(client.get(board.path("board/decide/")))
    assert board.world.stage.decisions.count() == 0
    client.post(board.path("board/decide/"), {"rest": "decline"})
    outcomes = dict(board.world.stage.decisions.values_list("proposal", "outcome"))
    assert outcomes == {board.mine.pk: "accept", board.other.pk: "decline", board.third.pk: "decline"}
    assert "Undo: what I decided as ticked" in words(client.get(board.path("board/")))
    client.post(board.path("board/undo/"))
    assert board.world.stage.decisions.count() == 0
    assert Tick.objects.get().proposal == board.mine


def test_ticks_can_be_thrown_away(board, cast, sign_in):
    client = sign_in(cast.chen)
    tick(client, board, board.mine, board.third)
    assert "Throw your ticks away?" in words(client.get(board.path("board/clear/")))
    assert Tick.objects.count() == 2
    client.post(board.path("board/clear/"))
    assert Tick.objects.count() == 0


def test_the_solver_keeps_the_rules_and_says_what_they_cost(board, cast, sign_in, at):
    add_portfolio_rule(board.world.stage, kind="institution", params={"maximum": 1}, by=cast.olga, at=at)
    board.world.ritas.review.scores.update(value=5)
    board.world.rajs.review.scores.update(value=5)
    board.other.assignments.get(reviewer=cast.raj).review.scores.update(value=5)
    client = sign_in(cast.chen)
    answer = client.post(board.path("board/solve/"), {"seed": 7, "draws": 20, "lots": "on"}, follow=True)
    page = words(answer)
    assert "2 of 3 chosen" in page
    assert "Proved" in page
    assert re.search(r"At most 1 of one institution [1-9]\d*\.\d \d+\.\d %", page)
    run = PortfolioRun.objects.get()
    assert (run.person, run.seed, run.question["draws"]) == (cast.chen, 7, 20)
    assert board.third.pk in run.answer["chosen"]
    client.post(board.path(f"board/runs/{run.pk}/tick/"), {"which": "best"})
    assert set(Tick.objects.values_list("proposal", flat=True)) == set(run.answer["chosen"])
    assert sign_in(cast.olga).get(board.path(f"board/runs/{run.pk}/")).status_code == 404


def test_rules_that_collide_are_told_in_words(board, cast, sign_in, at):
    add_portfolio_rule(board.world.stage, kind="institution", params={"maximum": 1}, by=cast.olga, at=at)
    client = sign_in(cast.chen)
    tick(client, board, board.mine, board.other)
    page = words(client.post(board.path("board/solve/"), {"seed": 1, "draws": 10, "with_ticks": "on"}, follow=True))
    assert "These cannot hold together" in page
    assert "At most 1 of one institution (Mayo Clinic)" in page
    assert "Decided to be in: “Canary in review by Paula”, “Canary other of Nora”." in page.replace("&quot;", "")


def test_much_work_is_done_by_a_job(board, cast, sign_in, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("reviews.actions.portfolio.AT_ONCE", 0)
    client = sign_in(cast.chen)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(board.path("board/solve/"), {"seed": 1, "draws": 10})
        run = PortfolioRun.objects.get()
        assert run.answer is None
        assert "Look again" in words(client.get(board.path(f"board/runs/{run.pk}/")))
    assert "2 of 3 chosen" in words(client.get(board.path(f"board/runs/{run.pk}/")))


def test_proposals_alike_are_shown_with_their_words_marked_and_suggested_for_a_merge(board, cast, sign_in, at):
    text = "Thrombin generation in children with haemophilia under emicizumab"
    for proposal in (board.mine, board.third):
        proposal.summary = text
        proposal.save()
    client = sign_in(cast.chen)
    page = words(client.get(board.path("alike/")))
    assert "emicizumab" in page
    assert "Suggest a merge" in page
    pair = {"one": board.third.code, "other": board.mine.code, "overlaps": "yes"}
    client.post(board.path("alike/mark/"), pair)
    assert (Overlap.objects.get().one, Overlap.objects.get().other) == (board.mine, board.third)
    add_portfolio_rule(board.world.stage, kind="overlapping", by=cast.olga, at=at)
    tick(client, board, board.mine, board.third)
    assert "At most one of two that overlap" in words(client.get(board.path("board/")))


def test_two_of_one_title_are_told_apart_and_a_running_merge_is_not_suggested_again(board, cast, sign_in, at):
    for proposal in (board.mine, board.third):
        proposal.title = "Thrombin generation in children with haemophilia"
        proposal.save()
    client = sign_in(cast.chen)
    page = words(client.get(board.path("alike/")))
    suggest = f"Suggest a merge of {board.mine.title} and {board.mine.title}"
    assert f"{board.mine.title} and another of this title" in page
    assert suggest in page
    offer = make_offer(board.third, board.mine, cast.chen, at)
    page = words(client.get(board.path("alike/")))
    assert "A merge is under way" in page
    assert suggest not in page
    MergeOffer.objects.filter(pk=offer.pk).update(end="closed", ended_at=at)
    assert suggest in words(client.get(board.path("alike/")))


def test_a_rule_is_tried_before_it_is_kept(board, cast, sign_in):
    client = sign_in(cast.olga)
    rules = f"/{board.world.meeting.slug}/setup/stages/{board.world.stage.pk}/portfolio/"
    setup = f"/{board.world.meeting.slug}/setup/stages/{board.world.stage.pk}/"
    assert f'href="{rules}"' in seen(client.get(setup))
    tried = words(client.post(f"{rules}try/institution/", {"maximum": 1}, headers={"HX-Request": "true"}))
    assert "the rule would cost" in tried
    assert "Mayo Clinic: 1 of 2 chosen" in tried
    assert board.world.stage.portfolio_rules.count() == 0
    wrong = client.post(f"{rules}new/topics/", {"minimum": 4, "maximum": 2})
    assert "At most cannot be less than at least." in words(wrong)
    client.post(f"{rules}new/topics/", {"minimum": 1, "maximum": 2, "is_target": "on"})
    rule = board.world.stage.portfolio_rules.get()
    assert (str(rule), rule.is_target, rule.params) == (
        "From 1 to 2 of each topic",
        True,
        {"minimum": 1, "maximum": 2},
    )


@pytest.mark.parametrize("who", ["chen", "olga"])
def test_who_has_a_conflict_sees_the_board_of_a_world_without_the_proposal(board, cast, sign_in, at, who):
    person, stage = getattr(cast, who), board.world.stage
    board.other.topics.add(board.world.topic)
    Overlap.objects.create(call=stage.call, one=board.mine, other=board.other, at=at)
    add_portfolio_rule(stage, kind="overlapping", by=cast.olga, at=at)
    add_portfolio_rule(stage, kind="topics", params={"minimum": 2}, by=cast.olga, at=at)
    client = sign_in(person)
    tick(client, board, board.mine, board.other)
    client.post(board.path("board/solve/"), {"seed": 1, "draws": 10})
    run = PortfolioRun.objects.get().pk
    Conflict.objects.create(proposal=board.other, person=person, reason="We share a grant", at=at, by=person)
    assert client.get(board.path(f"board/runs/{run}/")).status_code == 404

    def look():
        found = {}
        for page in ("board/", "board/?show=ticked", "alike/", "board/runs/", "board/decide/"):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(board.path(page))
            found[page] = answer.status_code, seen(answer), len(asked)
        tick(client, board, board.mine, board.other)
        client.post(board.path("board/solve/"), {"seed": 3, "draws": 20, "lots": "on"})
        solved = PortfolioRun.objects.first()
        found["solved"] = solved.question, {**solved.answer, "seconds": 0}
        solved.delete()
        return found

    look()
    within = look()
    assert not any("Nora" in str(part) for part in within.values())
    PortfolioRun.objects.all().delete()
    board.other.delete()
    look()  # what is remembered goes by what is hidden from her
    assert look() == within


@pytest.mark.parametrize("many", [1, 3, 300])
def test_the_board_asks_as_much_at_any_length(board, cast, sign_in, at, many):
    """Of a stage that goes by what an earlier one scored, with every kind of rule."""
    fill(board, cast, at, many)
    first = board.world.stage
    Stage.objects.filter(pk=first.pk).update(decides="recommend")
    later = Stage.objects.create(
        call=first.call, committee=first.committee, name="Whole", order=2, opened_at=at, decides="approve"
    )
    add_portfolio_rule(later, kind="overlapping", by=cast.olga, at=at)
    client, address = sign_in(cast.chen), board.path("board/", stage=later)
    assert queries(client, address) == BOARD


def test_a_chair_is_new_who_chaired_nothing_that_took_place_before(board, cast, sign_in, at):
    past = board.world.past.meeting
    held = make_proposal(make_format(make_call(past, at)), make_person("peter"), at, "confirmed", title="Held")
    Faculty.objects.filter(proposal=held).update(person=None, email="Ada@Example.org")
    page = words(sign_in(cast.chen).get(board.path("board/")))
    assert "For the first time 0 of 2 Chaired here before 0 of 1" in page
