"""The rule sheet on paper: of a call, of a stage, of one proposal; only what was handed in, never what is hidden."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_stage
from tests.factories.rules import make_rule, make_waiver
from tests.proposals.reader import words

pytestmark = pytest.mark.pdf


@pytest.fixture
def told(form, cast, at):
    """Paula's proposal with a waived rule, a draft of hers, and one that Olga and Chen propose themselves."""
    rule = make_rule(form.call)
    make_rule(form.call, "word_limit", "warn", part="title", words=1)
    paulas = make_proposal(form, cast.paula, at, "in_review", title="Clots and cancer")
    make_waiver(paulas, rule, at)
    make_proposal(form, cast.paula, at, title="Unfinished business")
    make_proposal(form, cast.olga, at, "in_review", title="Offices")
    make_proposal(form, cast.chen, at, "in_review", title="Lakes")
    return paulas


def paper(response):
    assert response["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages).split())


def test_the_rule_sheet_of_a_call_prints_what_staff_may_know(told, form, cast, sign_in, clock):
    address = reverse("call_rules_pdf", args=[form.call.meeting.slug, form.call.slug])
    text = paper(sign_in(cast.olga).get(address))
    assert "2 proposals as handed in, 2 rules." in text
    assert "Waived by the society: The chair has died." in text
    assert "The title has 3 words; at most 1 are allowed." in text
    assert "Lakes" in text
    assert "Unfinished" not in text
    assert "Offices" not in text


def test_the_rule_sheet_of_a_stage_is_for_who_leads_it(told, form, cast, at, sign_in, clock):
    stage = make_stage(form.call, form.call.meeting.committees.get(), at)
    address = reverse("stage_rules_pdf", args=[form.call.meeting.slug, stage.pk])
    text = paper(sign_in(cast.chen).get(address))
    assert ("Clots and cancer" in text, "Offices" in text, "Lakes" in text) == (True, True, False)
    for who in (cast.rita, cast.paula, cast.stan):
        assert sign_in(who).get(address).status_code == 404


def test_a_proposer_prints_the_rule_sheet_of_her_own(told, cast, sign_in, clock):
    address = reverse("proposal_rules_pdf", args=[told.code])
    text = paper(sign_in(cast.paula).get(address))
    assert "Two to four chairs One chair named; two to four are needed." in text
    assert "Waived by the society: The chair has died." in text
    assert sign_in(cast.stan).get(address).status_code == 404


def test_a_call_without_submissions_says_what_will_be_on_its_sheet(form, cast, sign_in, clock):
    address = reverse("call_rules", args=[form.call.meeting.slug, form.call.slug])
    assert "Nothing was handed in yet" in words(sign_in(cast.olga).get(address))
