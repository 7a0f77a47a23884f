"""Reviews as a spreadsheet that comes back, and proposals as one PDF."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from reviews.models import Conflict, Review, Stage
from reviews.models.stage import Anonymity
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment, make_review
from tests.reviews.conftest import seen


@pytest.fixture
def sheet(committee, cast, sign_in):
    return Sheet(committee, sign_in(cast.rita))


class Sheet:
    """Rita's: Paula's proposal, which she has submitted, and Nora's, which waits for her."""

    def __init__(self, committee, client):
        self.client, self.base = client, f"/{committee.world.meeting.slug}/reviews/"
        self.assignment, self.code = committee.ritas, committee.other.code

    def down(self):
        body = self.client.get(f"{self.base}my-reviews.csv").content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(body)))

    def row(self, **cells):
        """The waiting row, filled in by the beginning of its headings."""
        found = next(row for row in self.down() if row["Review"] == str(self.assignment.pk))
        for start, value in cells.items():
            found[next(heading for heading in found if heading.startswith(start.replace("_", " ")))] = value
        return found

    def up(self, rows, status=200):
        paper = io.StringIO()
        writer = csv.DictWriter(paper, rows[0])
        writer.writeheader()
        writer.writerows(rows)
        return self.send(paper.getvalue().encode("utf-8-sig"), "sheet.csv", status)

    def send(self, body, name="sheet.xlsx", status=200):
        answer = self.client.post(f"{self.base}sheet/", {"file": SimpleUploadedFile(name, body)})
        assert answer.status_code == status
        return answer

    def keep(self, answer):
        return seen(self.client.post(f"{self.base}sheet/", {"held": answer.context["held"]}, follow=True))

    @property
    def review(self):
        return Review.objects.get(assignment=self.assignment)


def test_a_sheet_goes_down_and_comes_back_as_a_draft(sheet):
    filled = sheet.row(Nov="4", Compl="2", How="3", Your="discuss", Comments_to_the_prop="Timely, écrit en l'air")
    answer = sheet.up([filled])
    assert "Timely, écrit en l&#x27;air" in seen(answer)
    assert not Review.objects.filter(assignment=sheet.assignment).exists()
    assert "1 of your reviews kept as drafts." in sheet.keep(answer)
    kept = sheet.review
    assert (kept.advice, kept.confidence, kept.to_proposer, kept.submitted_at) == (
        "discuss",
        3,
        "Timely, écrit en l'air",
        None,
    )
    assert sorted(score.value for score in kept.scores.all()) == [2, 4]


def test_an_empty_cell_changes_nothing_and_a_formula_text_comes_back_as_it_was(sheet, at):
    make_review(sheet.assignment, at, 3, 3, to_proposer="=SUM(A1) is not our aim", submitted_at=None)
    down = sheet.row()
    assert down["Comments to the proposers"] == "'=SUM(A1) is not our aim"
    blank = down | {"Comments to the committee only": "", next(name for name in down if name.startswith("Nov")): ""}
    assert "Nothing would change" in seen(sheet.up([blank]))


def test_each_cell_that_cannot_be_taken_has_a_sentence_and_the_rest_is_taken(sheet):
    answer = sheet.up([sheet.row(Nov="9", Compl="2", How="very", Your="maybe")])
    page = seen(answer)
    assert "“9” is not a whole number from 1 to 5." in page
    assert "“very” is not a whole number from 1 to 5." in page
    assert "“maybe” is none of Accept, Discuss, Decline." in page
    sheet.keep(answer)
    assert [score.value for score in sheet.review.scores.all()] == [2]


def test_what_was_changed_here_since_is_not_overwritten(sheet, at):
    filled = sheet.row(Nov="4")
    make_review(sheet.assignment, at, 2, 2, submitted_at=None, version=1)
    answer = sheet.up([filled])
    assert "It was changed here since the sheet was taken down" in seen(answer)
    assert answer.context["held"] == ""
    looked = sheet.up([sheet.row(Nov="4")])
    Review.objects.update(version=7, to_committee="Newer words")
    assert "1 could not be taken" in sheet.keep(looked)
    assert sheet.review.to_committee == "Newer words"


def test_a_submitted_review_and_a_proposal_in_conflict_are_not_written_on(sheet, cast, at, committee):
    rows = sheet.down()
    done = next(row for row in rows if row["State"] == "Submitted")
    done["Comments to the committee only"] = "Second thoughts"
    waiting = sheet.row(Nov="4")
    looked = sheet.up([waiting])
    Conflict.objects.create(
        proposal=committee.other, person=cast.rita, reason="We share a grant", by=cast.rita, at=at
    )
    assert [row["Code"] for row in sheet.down()] == [done["Code"]]
    page = seen(sheet.up([done, waiting, waiting | {"Review": "987654"}]))
    assert page.count("It is no review of yours that is open.") == 2
    assert "Row 2:" in page
    assert "Canary other of Nora" not in page
    assert "1 could not be taken" in sheet.keep(looked)
    assert not Review.objects.filter(assignment=sheet.assignment).exists()


def test_a_workbook_comes_back_and_its_formulas_are_named(sheet):
    body = sheet.client.get(f"{sheet.base}my-reviews.xlsx").content
    book = load_workbook(io.BytesIO(body))
    header = [cell.value for cell in book.active[1]]
    line = next(row for row in book.active.iter_rows(min_row=2) if row[0].value == sheet.assignment.pk)
    line[7].value, line[8].value = 4, "=1+1"
    paper = io.BytesIO()
    book.save(paper)
    answer = sheet.send(paper.getvalue())
    assert f"{header[8]}:</b> It is a formula. Write what it comes to." in seen(answer)
    sheet.keep(answer)
    assert [score.value for score in sheet.review.scores.all()] == [4]


@pytest.mark.any_database
def test_a_file_that_is_no_sheet_is_said_to_be_none(sheet):
    assert "neither XLSX nor CSV in UTF-8" in seen(sheet.send(b"\xff\x00\x81", "sheet.csv", 422))
    assert "not a spreadsheet that we can read" in seen(sheet.send(b"PK\x03\x04 broken", status=422))
    book, paper = Workbook(), io.BytesIO()
    book.active.append(["Name"])
    book.save(paper)
    assert "The columns “Review” and “Version” are missing." in seen(sheet.send(paper.getvalue()))


def test_the_sheet_of_somebody_else_and_a_forged_confirmation_are_refused(sheet, cast, sign_in, committee):
    looked = sheet.up([sheet.row(Nov="4")])
    raj = sign_in(cast.raj)
    page = seen(raj.post(f"{sheet.base}sheet/", {"held": looked.context["held"]}, follow=True))
    assert "Choose the sheet again" in page
    assert not Review.objects.filter(assignment=sheet.assignment).exists()


@pytest.mark.pdf
def test_all_my_proposals_are_one_pdf_without_those_in_conflict(sheet, cast, at, committee):
    def words():
        answer = sheet.client.get(f"{sheet.base}my-proposals.pdf")
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)

    both = words()
    assert "Canary other of Nora" in both
    assert str(committee.mine) in both
    assert "My scores" in both
    assert "Nora Person" in both
    Stage.objects.update(anonymity=Anonymity.THROUGHOUT)
    assert "Nora Person" not in words()
    Conflict.objects.create(
        proposal=committee.other, person=cast.rita, reason="We share a grant", by=cast.rita, at=at
    )
    assert "Canary other of Nora" not in words()


def test_a_sheet_costs_the_same_queries_for_two_and_five(sheet, committee, cast, at):
    def asked():
        with CaptureQueriesContext(connection) as said:
            sheet.client.get(f"{sheet.base}my-reviews.csv")
        return len(said)

    before = [asked(), asked()][1]
    for number in range(3):
        extra = make_proposal(committee.world.format, cast.paula, at, "in_review", title=f"More {number}")
        make_review(make_assignment(committee.world.stage, extra, cast.rita, at), at, 3, 3, submitted_at=None)
    assert len(sheet.down()) == 5
    assert asked() == before
