"""The ranking as a page, sorted, filtered, and as a file."""

import csv
import io
import re

import openpyxl
import pytest

from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_review
from tests.reviews.conftest import seen


@pytest.fixture
def full(committee, cast, at):
    """Paula's proposal has 5 4 and 4 4, Nora's 2 3, and a third nothing."""
    make_review(committee.world.rajs, at, 4, 4)
    committee.mine.topics.add(committee.world.topic)
    make_proposal(committee.world.format, cast.ada, at, "in_review", title="=Unread")
    return committee


def titles(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', page)


def test_who_sits_in_no_committee_finds_no_stage(full, cast, sign_in):
    for page in ("", "ranking/", "ranking.csv", "conflicts/", "assign/"):
        assert [sign_in(who).get(full.path(page)).status_code for who in (cast.paula, cast.ada)] == [404, 404], page


def test_it_ranks_by_the_weighted_mean_with_its_interval(full, cast, sign_in):
    page = seen(sign_in(cast.chen).get(full.path("ranking/")))
    assert titles(page) == ["Canary in review by Paula", "Canary other of Nora", "=Unread"]
    assert "<strong>83.3</strong>" in page  # (2*100 + 75)/3 = 91.7 and 75
    assert "one review" in page
    assert "0 of 0" in page


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("?sort=title", "=Unread"),
        ("?sort=mean", "Canary other of Nora"),
        ("?sort=nonsense", "Canary in review by Paula"),
    ],
)
def test_columns_sort_from_the_address(full, cast, sign_in, query, first):
    assert titles(seen(sign_in(cast.chen).get(full.path(f"ranking/{query}"))))[0] == first


def test_filters_live_in_the_address(full, cast, sign_in):
    client = sign_in(cast.chen)
    assert titles(seen(client.get(full.path("ranking/?topic=coagulation")))) == ["Canary in review by Paula"]
    full.world.stage.decisions.create(proposal=full.mine, outcome="accept", at=full.mine.saved_at)
    page = seen(client.get(full.path("ranking/?undecided=on&sort=-mean")))
    assert titles(page) == ["Canary other of Nora", "=Unread"]
    assert "2 of 3 proposals" in page


def test_the_file_holds_the_rows_of_the_page_and_no_formula(full, cast, sign_in):
    client = sign_in(cast.chen)
    body = client.get(full.path("ranking.csv?sort=title")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [row["Proposal"] for row in rows] == ["'=Unread", "Canary in review by Paula", "Canary other of Nora"]
    assert (rows[1]["Mean (0-100)"], rows[1]["Reviews"], rows[1]["Assigned"]) == ("83.33", "2", "2")
    assert rows[1]["Novelty (1-5)"] == "4.5"
    book = openpyxl.load_workbook(io.BytesIO(client.get(full.path("ranking.xlsx")).content))
    assert book.active.cell(4, 3).value == "=Unread"
    assert book.active.cell(4, 3).data_type == "s"


def test_a_criterion_without_a_score_does_not_break_the_page(full, cast, sign_in):
    full.world.stage.rubric.criteria.create(label="New", order=9)
    assert sign_in(cast.chen).get(full.path("ranking/?sort=-mean")).status_code == 200


def test_a_stage_not_open_yet_says_so(committee, cast, sign_in):
    committee.world.stage.opened_at = None
    committee.world.stage.save()
    assert "This stage is not open yet" in seen(sign_in(cast.chen).get(committee.path("ranking/")))
