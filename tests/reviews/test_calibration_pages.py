"""The adjusted score beside the raw mean, who reads harshly, figures, and rankings that were kept."""

import csv
import io
import re

import pytest

from reviews.actions.calibrating import keep_run, set_places
from reviews.calibration import calibrated, draws_for
from reviews.models import CalibrationRun, Conflict
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment, make_review
from tests.factories.workshops import make_seat
from tests.reviews.conftest import seen
from workshops.models import Allotment


def make_allotment(committee, slots: int) -> None:
    world = committee.world
    Allotment.objects.create(call=world.call, format=world.format, day=world.meeting.starts_on, slots=slots)


@pytest.fixture
def read(committee, cast, at):
    """Ten more proposals, read by Raj, Rita and Hans, who gives two points less than they do."""
    hans = make_person("hans", family_name="Harsh")
    make_seat(committee.world.committee, hans)
    for number in range(10):
        proposal = make_proposal(committee.world.format, cast.ada, at, "in_review", title=f"Number {number}")
        for reader in (cast.rita, cast.raj, hans)[number % 2 :]:
            worth = 3 + number // 4 - (2 if reader == hans else 0)
            make_review(make_assignment(committee.world.stage, proposal, reader, at), at, worth, worth)
    return committee


def test_the_ranking_shows_the_adjusted_score_beside_the_raw_mean(read, cast, sign_in):
    page = seen(sign_in(cast.chen).get(read.path("ranking/?sort=-merit")))
    figures = calibrated(read.world.stage, cast.chen)
    best = max(figures.values(), key=lambda one: one.merit)
    assert f"<strong>{best.raw:.1f}</strong>" in page
    assert f"<strong>{best.merit:.1f}</strong>" in page
    assert "Among the best 4" in page
    assert "Clear decline" in page
    assert "Discuss" in page


def test_a_proposal_that_a_harsh_reader_read_is_raised(read, cast):
    """Number 8 had Hans and two others, Number 9 Hans and one: all would have given five."""
    figures = sorted(calibrated(read.world.stage, cast.chen).values(), key=lambda one: one.raw)
    moved = [one.merit - one.raw for one in figures]
    assert max(moved) > 2


@pytest.mark.parametrize("sort", ["merit", "-chance", "expected", "-spread"])
def test_the_new_columns_sort(read, cast, sign_in, sort):
    page = seen(sign_in(cast.chen).get(read.path(f"ranking/?sort={sort}&criteria=on")))
    assert page.count("aria-sort") == 1
    assert "Novelty" in page


def test_the_file_has_the_adjusted_numbers(read, cast, sign_in):
    body = sign_in(cast.chen).get(read.path("ranking.csv")).content.decode("utf-8-sig")
    rows = {row["Proposal"]: row for row in csv.DictReader(io.StringIO(body))}
    figures = calibrated(read.world.stage, cast.chen)
    chances = [float(row["Chance of the best"]) for row in rows.values() if row["Chance of the best"]]
    assert sum(chances) == pytest.approx(4, abs=0.02)
    assert len(chances) == len(figures)
    assert {row["Band"] for row in rows.values()} <= {"Clear accept", "Discuss", "Clear decline"}


def test_the_chair_says_how_many_places_there_are(read, cast, sign_in):
    client = sign_in(cast.chen)
    assert "4 places to fill: what the call's slots hold, or a third" in seen(client.get(read.path("ranking/")))
    make_allotment(read, 3)
    assert "3 places to fill: " in seen(client.get(read.path("ranking/")))
    client.post(read.path("places/"), {"places": 2})
    page = seen(client.get(read.path("ranking/")))
    assert "2 places to fill" in page
    assert "Among the best 2" in page
    assert client.post(read.path("places/"), {"places": 0}).status_code == 422


def test_draws_are_the_same_for_the_same_readings_and_agree_with_the_figures(read, cast):
    draws, figures = draws_for(read.world.stage, cast.chen), calibrated(read.world.stage, cast.chen)
    assert draws == draws_for(read.world.stage, cast.chen)
    assert draws.keys() == figures.keys()
    for key, values in draws.items():
        assert sum(values) / len(values) == pytest.approx(figures[key].merit, abs=2.5)


def test_readings_that_fall_apart_are_told(committee, cast, at, sign_in):
    page = seen(sign_in(cast.chen).get(committee.path("ranking/")))
    assert "fall apart into 2 groups of 1 and 1 proposals" in page
    make_review(committee.world.rajs, at, 3, 3)
    assert "fall apart" not in seen(sign_in(cast.chen).get(committee.path("ranking/")))


def test_only_who_leads_reads_how_readers_score(read, cast, sign_in):
    make_seat(read.world.committee, cast.ada, "approve")
    assert sign_in(cast.ada).get(read.path("ranking/")).status_code == 200
    assert sign_in(cast.ada).get(read.path("readers/")).status_code == 403
    assert "How readers score" not in seen(sign_in(cast.ada).get(read.path("figures/?show=offsets")))
    page = seen(sign_in(cast.chen).get(read.path("readers/")))
    assert page.index("Harsh") < page.index("Rita")
    assert re.search(r"Scores \d\d\.\d points lower than colleagues .* these scores are raised by \d", page)


def test_below_three_shared_readings_no_adjustment_is_shown(committee, cast, at, sign_in):
    make_review(committee.world.rajs, at, 3, 3)
    page = seen(sign_in(cast.chen).get(committee.path("readers/")))
    assert "1 shared reading: too few to tell; 3 are needed." in page
    assert "<svg" not in page


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("ranks", "Expected rank of each proposal"),
        ("scores", "Novelty"),
        ("topics", "1 of 1"),
        ("progress", "11 of 12"),
        ("offsets", "Harsh"),
    ],
)
def test_every_figure_has_a_drawing_and_its_numbers(read, cast, sign_in, show, words):
    read.mine.topics.add(read.world.topic)
    page = seen(sign_in(cast.chen).get(read.path(f"figures/?show={show}")))
    assert '<svg class="chart' in page
    assert '<th scope="row">' in page
    assert words in page


@pytest.mark.pdf
def test_a_figure_prints(read, cast, sign_in):
    answer = sign_in(cast.chen).get(read.path("figures/pdf/?show=ranks"))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_ranking_is_kept_and_opened_with_the_same_numbers(read, cast, at, sign_in):
    client = sign_in(cast.chen)
    page = seen(client.post(read.path("readers/keep/"), {"note": "Before the meeting"}, follow=True))
    assert "Before the meeting" in page
    assert "the numbers are the same" in page
    run = CalibrationRun.objects.get()
    before = {row[0]: row[3] for row in run.results}
    make_review(read.world.rajs, at, 1, 1)
    set_places(read.world.stage, places=1, by=cast.chen, at=at)
    page = seen(client.get(read.path(f"readers/kept/{run.pk}/")))
    assert "the numbers are the same" in page
    assert "Among the best 4" in page
    assert {row[0]: row[3] for row in CalibrationRun.objects.get().results} == before


def test_a_kept_ranking_is_read_without_what_is_hidden(read, cast, at, sign_in):
    run = keep_run(read.world.stage, by=cast.olga, at=at)
    client, path = sign_in(cast.chen), read.path(f"readers/kept/{run.pk}/")
    assert "Nora" in seen(client.get(path))
    Conflict.objects.create(proposal=read.other, person=cast.chen, reason="We share a grant", at=at, by=cast.chen)
    page = seen(client.get(path))
    assert "Nora" not in page
    assert f"{len(run.inputs) - 1} readings" in page


def test_nothing_is_kept_before_anything_was_read(committee, cast, at, sign_in):
    committee.world.stage.assignments.all().delete()
    page = seen(sign_in(cast.chen).post(committee.path("readers/keep/"), {"note": "My words"}))
    assert "there is nothing to keep" in page
    assert "My words" in page


PAGES = ["figures/", "figures/?show=scores", "figures/?show=topics", "figures/?show=progress", "readers/"]


def test_numbers_in_conflict_are_those_of_a_world_without_the_proposal(read, cast, at, sign_in):
    Conflict.objects.create(proposal=read.other, person=cast.chen, reason="We share a grant", at=at, by=cast.chen)
    client, stage = sign_in(cast.chen), read.world.stage
    within = calibrated(stage, cast.chen), [seen(client.get(read.path(page))) for page in PAGES]
    assert within[0] != calibrated(stage, cast.olga)
    assert not any("Nora" in page for page in within[1])
    read.other.delete()
    assert (calibrated(stage, cast.chen), [seen(client.get(read.path(page))) for page in PAGES]) == within
