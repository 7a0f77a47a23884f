"""What somebody hands in on paper: staff record it with its date, and it counts like any other statement."""

import io
import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from audit.models import Entry
from people.models import Person
from people.refusal import Refused
from tests.factories.scheduling import make_session
from tests.factories.workshops import make_committee, make_disclosure, make_meeting, make_policy, make_seat
from tests.security.forms import forms_of
from workshops.actions.disclosing import Tie, record_paper, state
from workshops.disclosing import standing_of
from workshops.models import Disclosure, DisclosurePolicy

LIST = "/ash-2027/setup/disclosures/"


@pytest.fixture
def meeting(cast, nia):
    """Nia speaks and is known by name only; Felix speaks, Rita and Olga sit in a committee."""
    meeting = make_meeting()
    make_policy(meeting)
    committee = make_committee(meeting)
    make_seat(committee, cast.rita)
    make_seat(committee, cast.olga)
    make_session(meeting, "Iron", nia, cast.felix)
    return meeting


@pytest.fixture
def nia(db):
    return Person.objects.create(given_name="Nia", family_name="Noaddress")


@pytest.fixture
def olga(cast, sign_in, monkeypatch, at):
    monkeypatch.setattr(timezone, "now", lambda: at)
    return sign_in(cast.olga)


@pytest.fixture
def record(meeting, nia, cast, at):
    def act(*ties, **said):
        given = {"person": nia, "dated_on": at.date(), "by": cast.olga, "at": at} | said
        return record_paper(meeting, ties=ties, **given)

    return act


def words(response) -> str:
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode().partition("<main")[2]).split())


def paper_of(person) -> str:
    return reverse("disclosure_record", args=["ash-2027", person.code])


def copied(has="no", dated_on="2027-02-20", **more) -> dict:
    rows = {"ties-TOTAL_FORMS": 1, "ties-INITIAL_FORMS": 0, "ties-0-company": "", "ties-0-nature": ""}
    return rows | {"disclosure-has": has, "disclosure-dated_on": dated_on} | more


def standing(person, meeting) -> str:
    return standing_of([person], meeting)[person.pk].value


def test_nothing_to_disclose_on_paper_completes_who_has_no_address(record, meeting, nia, cast):
    made = record(dated_on=date(2027, 2, 20))
    assert standing(nia, meeting) == "complete"
    assert (made.paper_on, made.recorded_by) == (date(2027, 2, 20), cast.olga)


def test_a_relationship_on_paper_is_judged_like_any_other(record, meeting, nia):
    record(Tie("Acme", "speaker"))
    assert standing(nia, meeting) == "to judge"


def test_the_audit_knows_who_recorded_a_paper_and_names_no_company(record, cast):
    record(Tie("Acme", "speaker"))
    entry = Entry.objects.get(verb="disclose")
    assert (entry.by_name, entry.detail["on_paper"], "Acme" in str(entry.detail)) == ("Olga Okafor", True, False)


@pytest.mark.parametrize("who", ["chen", "rita", "felix", "paula", "stan"])
def test_only_program_staff_record(record, cast, who):
    with pytest.raises(Refused, match="Only program staff"):
        record(by=getattr(cast, who))


def test_staff_state_their_own_by_themselves(record, cast):
    with pytest.raises(Refused, match="you state yourself"):
        record(person=cast.olga)


def test_a_meeting_that_asks_nobody_takes_no_paper(record, meeting):
    DisclosurePolicy.objects.all().delete()
    with pytest.raises(Refused, match="does not ask for disclosures"):
        record()


def test_a_day_to_come_is_no_date_of_a_paper(record, at):
    with pytest.raises(Refused, match="still to come"):
        record(dated_on=at.date() + timedelta(days=2))


def test_an_old_paper_does_not_take_the_place_of_what_she_stated_since(record, meeting, cast, at):
    state(meeting, person=cast.felix, ties=[Tie("Acme", "speaker")], by=cast.felix, at=at)
    with pytest.raises(Refused, match="There is a newer statement, of 1 March 2027"):
        record(person=cast.felix, dated_on=at.date() - timedelta(days=1))
    assert standing(cast.felix, meeting) == "to judge"


def test_what_she_states_herself_afterwards_counts(record, meeting, cast, at):
    record(person=cast.felix)
    state(meeting, person=cast.felix, ties=[Tie("Acme", "speaker")], by=cast.felix, at=at + timedelta(days=1))
    assert standing(cast.felix, meeting) == "to judge"


@pytest.mark.parametrize(
    "fields", [{"address": "felix@example.org", "paper_on": date(2027, 3, 1)}, {"recorded_by": 1}]
)
def test_the_database_keeps_a_paper_apart_from_a_link(meeting, cast, at, fields):
    fields = {name: cast.olga if name == "recorded_by" else value for name, value in fields.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_disclosure(meeting, cast.felix, at, **fields)


def test_olga_finds_who_has_no_address_and_records_her_paper(olga, meeting, nia):
    assert paper_of(nia) in olga.get(LIST).content.decode()
    page = olga.get(paper_of(nia))
    form = next(each for each in forms_of(page.content.decode(), paper_of(nia)) if "ties-0-company" in each.sent())
    typed = {"disclosure-has": "yes", "disclosure-dated_on": "2027-02-20", "ties-0-company": "Acme"}
    answer = olga.post(paper_of(nia), form.sent(**typed, **{"ties-0-nature": "speaker"}), follow=True)
    said = "Stated on a paper of 20 February 2027 for the 24 months before; recorded by Olga Okafor on 1 March 2027"
    assert said in words(answer)
    assert "Acme: speaker" in words(answer)
    assert "20 February 2027, on paper, 1 relationship" in words(olga.get(LIST))


def test_a_row_is_added_and_the_date_stays(olga, meeting, nia):
    page = olga.post(paper_of(nia), copied(has="yes", act="add"))
    assert (page.status_code, Disclosure.objects.exists()) == (200, False)
    html = page.content.decode()
    assert 'value="2027-02-20"' in html
    assert 'name="ties-1-company"' in html


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (copied(dated_on=""), "Give the date on the paper."),
        (copied(dated_on="yesterday"), "Write the day as 2027-05-13."),
        (copied(dated_on="2027-03-09"), "That day is still to come."),
        (copied(has=""), "Choose one of the two answers"),
        (copied(has="yes", **{"ties-0-company": "Acme"}), "Choose what the person is to this company, or was."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(olga, meeting, nia, data, said):
    page = olga.post(paper_of(nia), data)
    assert (page.status_code, Disclosure.objects.exists(), said in words(page)) == (422, False, True)
    assert not data["ties-0-company"] or 'value="Acme"' in page.content.decode()


def test_a_mistake_is_corrected_from_what_was_copied_before(olga, record, meeting, nia, at):
    record(Tie("Acme", "speaker"), dated_on=date(2027, 2, 20))
    html = olga.get(paper_of(nia)).content.decode()
    assert ('value="Acme"' in html, 'value="2027-02-20"' in html) == (True, True)


def test_what_she_stated_herself_is_not_copied_into_the_paper(olga, meeting, cast, at):
    make_disclosure(meeting, cast.felix, at, "Acme")
    page = olga.get(paper_of(cast.felix))
    assert ("Acme: consultant" in words(page), 'value="Acme"' in page.content.decode()) == (True, False)


def test_her_own_paper_is_refused_on_the_page_and_not_offered(olga, meeting, cast):
    assert olga.get(paper_of(cast.olga)).status_code == 403
    judged = reverse("disclosure_judge", args=["ash-2027", cast.olga.code])
    assert "Record a paper" not in words(olga.get(judged))


def test_who_is_not_asked_is_not_found(olga, meeting, cast):
    assert olga.get(paper_of(cast.stan)).status_code == 404


def test_felix_reads_that_it_came_on_paper(record, cast, sign_in):
    record(person=cast.felix)
    felix = sign_in(cast.felix)
    assert "on 1 March 2027, on paper" in words(felix.get("/disclosures/"))
    assert "You stated this on 1 March 2027 on paper" in words(felix.get("/disclosures/ash-2027/"))


@pytest.mark.pdf
def test_the_sheet_says_who_recorded_it(olga, record):
    record(dated_on=date(2027, 2, 20))
    body = olga.get(f"{LIST}sheet.pdf").content
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).split())
    said = "Stated on 20 February 2027, on paper, recorded by Olga Okafor on 1 March 2027, for the 24 months before."
    assert f"Nothing to disclose. {said}" in text
