"""The demo's rules: many kinds, a wish that waits, a waiver that was given, and the rule sheet on paper."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from people.demo_sign_in import address_of
from people.models import Person
from proposals.models import Waiver
from tests.demo.test_demo import upcoming

pytestmark = [pytest.mark.slow, pytest.mark.any_database]


def test_the_open_call_has_rules_that_look_beyond_a_text(demo):
    kinds = set(upcoming().calls.get().requirements.values_list("kind", flat=True))
    assert {"regions", "per_institution", "early_career", "one_role", "confirmed", "membership"} <= kinds
    assert sorted(Waiver.objects.values_list("state", flat=True)) == ["asked", "granted"]


@pytest.mark.pdf
def test_the_rule_sheet_of_the_open_call_is_printed(demo, client):
    client.force_login(Person.objects.get(email=address_of("olga")))
    call = upcoming().calls.get()
    response = client.get(reverse("call_rules_pdf", args=[call.meeting.slug, call.slug]))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert "Rule sheet: Workshops and agenda-setting sessions" in " ".join(text.split())
    assert "Waived by the society: She joined last week" in " ".join(text.split())
    for draft in call.proposals.filter(first_submitted_at=None):
        assert draft.title not in text
