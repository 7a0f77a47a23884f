"""The pages of disclosures, as a person states and as staff judge."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from letters.models import Letter
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.factories.scheduling import make_session
from tests.factories.workshops import (
    make_call,
    make_committee,
    make_disclosure,
    make_format,
    make_judged,
    make_meeting,
    make_policy,
    make_seat,
)
from tests.security.forms import forms_of
from workshops.models import Disclosure, Judgement
from workshops.register import is_late

MINE = "/disclosures/ash-2027/"
LIST = "/ash-2027/setup/disclosures/"


@pytest.fixture
def meeting(cast):
    """Rita sits in a committee, Felix speaks."""
    meeting = make_meeting()
    make_policy(meeting, introduction="Ask **the office** when in doubt.")
    make_seat(make_committee(meeting), cast.rita)
    make_session(meeting, "Iron", cast.felix)
    return meeting


def words(response) -> str:
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode().partition("<main")[2]).split())


def typed(*rows, has="yes", **more) -> dict:
    """As a browser sends the form: each row is company, nature, and whether it has ended."""
    data = {"disclosure-has": has, "ties-TOTAL_FORMS": len(rows), "ties-INITIAL_FORMS": len(rows)}
    for number, (company, nature, *ended) in enumerate(rows):
        data |= {f"ties-{number}-company": company, f"ties-{number}-nature": nature}
        data |= {f"ties-{number}-ended": "on"} if ended else {}
    return data | more


def stated(person) -> list[tuple] | None:
    made = Disclosure.objects.filter(person=person).first()
    return made and [(row.company, row.nature, row.ended) for row in made.relationships.all()]


def test_rita_states_two_relationships_without_script(meeting, cast, sign_in):
    rita = sign_in(cast.rita)
    page = rita.get(MINE)
    assert "Ask the office when in doubt." in words(page)
    form = next(each for each in forms_of(page.content.decode(), MINE) if "ties-0-company" in each.sent())
    sent = form.sent(**{"disclosure-has": "yes", "ties-0-company": "Acme", "ties-0-nature": "consultant"})
    page = rita.post(MINE, sent | {"act": "add"})
    assert (page.status_code, stated(cast.rita)) == (200, None)
    form = next(each for each in forms_of(page.content.decode(), MINE) if "ties-1-company" in each.sent())
    answer = rita.post(MINE, form.sent(**{"ties-1-company": "Bolt", "ties-1-nature": "advisor"}), follow=True)
    assert stated(cast.rita) == [("Acme", "consultant", False), ("Bolt", "advisor", False)]
    assert "Stated" in words(answer)
    assert "Acme: consultant" in words(answer)


def test_a_row_is_taken_away_and_the_others_keep_what_was_typed(meeting, cast, sign_in):
    page = sign_in(cast.rita).post(MINE, typed(("Acme", "speaker"), ("Bolt", "advisor", True), act="remove-0"))
    html = page.content.decode()
    assert (stated(cast.rita), 'value="Acme"' in html, 'value="Bolt"' in html) == (None, False, True)
    assert 'name="ties-0-ended"' in html
    assert re.search(r'name="ties-0-ended"[^>]*checked', html)


def test_enter_states_and_does_not_add_a_row(meeting, cast, sign_in):
    """A browser presses the first button of a form."""
    html = sign_in(cast.rita).get(MINE).content.decode()
    form = html[html.index("ties-TOTAL_FORMS") - 3000 :]
    first = re.search(r"<button[^>]*type=\"submit\"[^>]*>", form[form.index("<form") :])
    assert "act" not in first[0]


def test_nothing_to_disclose_is_stated_with_one_answer(meeting, cast, sign_in):
    sign_in(cast.rita).post(MINE, typed(("", ""), has="no"))
    assert stated(cast.rita) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (typed(("", ""), has=""), "Choose one of the two answers"),
        (typed(("Acme", "speaker"), has="no"), "You named a company below"),
        (typed(("", "")), "Name at least one company below"),
        (typed(("Acme", "")), "Choose what you are to this company, or were."),
        (typed(("", "speaker")), "Name the company."),
        (typed(("Acme", "friend")), "Select a valid choice."),
        (typed(("x" * 161, "speaker")), "at most 160 characters"),
        ({"disclosure-has": "no"}, "ManagementForm data is missing"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(meeting, cast, sign_in, data, said):
    page = sign_in(cast.rita).post(MINE, data)
    assert (page.status_code, stated(cast.rita), said in words(page)) == (422, None, True)
    assert all(f'value="{text}"' in page.content.decode() for text in ("Acme",) if text in data.values())


def test_hundreds_of_rows_are_refused_in_a_sentence(meeting, cast, sign_in):
    page = sign_in(cast.rita).post(MINE, typed(*[(f"Company {number}", "speaker") for number in range(300)]))
    assert (page.status_code, stated(cast.rita)) == (422, None)
    assert "At most 60 relationships are stated at once." in words(page)


def test_what_was_stated_last_year_is_offered_with_its_date_and_said_again_by_one_click(meeting, cast, at, sign_in):
    before = make_meeting("ash-2026", name="Annual Meeting 2026")
    earlier = make_disclosure(before, cast.rita, at, "Acme")
    rita = sign_in(cast.rita)
    assert "What you stated for Annual Meeting 2026 on 1 March 2027 Acme: consultant" in words(rita.get(MINE))
    rita.post(f"{MINE}still-true/", {"statement": earlier.pk})
    made = Disclosure.objects.first()
    assert (stated(cast.rita), made.reused, made.meeting) == ([("Acme", "consultant", False)], earlier, meeting)


@pytest.mark.parametrize("whose", ["somebody else's", "an older one", "none", "no number"])
def test_only_ones_own_newest_statement_is_said_again(meeting, cast, at, sign_in, whose):
    old = make_disclosure(make_meeting("ash-2025"), cast.rita, at, "Old")
    make_disclosure(make_meeting("ash-2026"), cast.rita, at, "New")
    felix = make_disclosure(make_meeting("ash-2024"), cast.felix, at, "Secret of Felix")
    number = {"somebody else's": felix.pk, "an older one": old.pk, "none": 999, "no number": "x"}[whose]
    page = sign_in(cast.rita).post(f"{MINE}still-true/", {"statement": number})
    assert (page.status_code, Disclosure.objects.filter(meeting=meeting).count()) == (403, 0)


def test_a_get_states_nothing(meeting, cast, at, sign_in):
    earlier = make_disclosure(make_meeting("ash-2026"), cast.rita, at, "Acme")
    rita = sign_in(cast.rita)
    rita.get(MINE, typed(("", ""), has="no"))
    assert rita.get(f"{MINE}still-true/", {"statement": earlier.pk}).status_code == 405
    assert not Disclosure.objects.filter(meeting=meeting).exists()


def test_what_a_person_stated_stays_hers_when_she_is_no_longer_asked(meeting, cast, at, sign_in):
    make_disclosure(make_meeting("ash-2020", name="Meeting of 2020"), cast.stan, at, "Acme")
    page = words(sign_in(cast.stan).get("/disclosures/"))
    assert "You are asked for nothing" in page
    assert "Stated before Meeting of 2020 on 1 March 2027 Acme: consultant" in page


def test_a_meeting_that_is_over_asks_nobody_any_more(meeting, cast, at, sign_in, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(days=700))
    assert "You are asked for nothing" in words(sign_in(cast.rita).get("/disclosures/"))


def test_the_profile_leads_to_the_disclosures(cast, sign_in):
    assert 'href="/disclosures/"' in sign_in(cast.stan).get("/people/profile/").content.decode()


def test_a_session_that_is_not_released_is_not_told_to_its_speaker(meeting, cast, sign_in):
    felix = sign_in(cast.felix)
    for address in ("/disclosures/", MINE):
        assert "Iron" not in felix.get(address).content.decode()


@pytest.fixture
def olga(cast, sign_in):
    return sign_in(cast.olga)


def test_the_list_says_who_is_missing_and_in_what(meeting, cast, at, olga):
    make_disclosure(meeting, cast.rita, at, "Acme")
    page = words(olga.get(LIST))
    assert "1 not stated yet 1 to be judged 0 to be mitigated 0 complete" in page
    assert "Fuchs, Felix Speaker, Iron Not stated yet" in page
    assert "Romano, Rita Member, Committee on Scientific Affairs To be judged 1 March 2027, 1 relationship" in page


def test_the_list_is_searched_and_filtered_in_the_address(meeting, cast, at, olga):
    make_disclosure(meeting, cast.rita, at, "Acme")
    for query, names in (("q=romano", ["Rita"]), ("standing=missing", ["Felix"]), ("q=nobody", [])):
        page = words(olga.get(f"{LIST}?{query}"))
        assert [name for name in ("Rita", "Felix") if f", {name} " in page] == names, query


def test_the_calls_people_and_everybody_of_the_committees_are_listed_for_a_call(meeting, cast, at, olga, other_call):
    page = words(olga.get(f"{LIST}?call=other"))
    assert [name for name in ("Rita", "Felix", "Paula") if f", {name} " in page] == ["Rita", "Paula"]


@pytest.fixture
def other_call(meeting, cast, at):
    """A second call, of whose workshop Paula is the chair; Felix's session is of the first."""
    iron = meeting.sessions.get()
    iron.proposal = make_proposal(make_format(make_call(meeting, at)), cast.felix, at, "confirmed")
    iron.save()
    other = make_format(make_call(meeting, at, "other", name="Another call"))
    make_session(meeting, "Clots", cast.paula, proposal=make_proposal(other, cast.paula, at, "confirmed"))


def test_only_those_ticked_get_a_letter(meeting, cast, at, olga):
    make_disclosure(meeting, cast.rita, at)
    codes = [cast.felix.code, cast.rita.code, cast.stan.code]
    page = olga.post(f"{LIST}remind/", {"person": codes}, follow=True)
    assert [letter.to for letter in Letter.objects.all()] == [cast.felix]
    assert [str(each) for each in page.context["messages"]] == [
        "Reminded: Felix Fuchs.",
        "1 of those ticked got no letter: they have stated, or have no address.",
    ]


def judging(meeting, person) -> str:
    return reverse("disclosure_judge", args=[meeting.slug, person.code])


def verdicts(disclosure, **said) -> dict:
    found = {"statement": disclosure.pk}
    for row in disclosure.relationships.all():
        found |= {f"row-{row.pk}-{name}": text for name, text in said.items()}
    return found


def test_olga_judges_and_mitigates_on_one_page(meeting, cast, at, olga):
    made = make_disclosure(meeting, cast.rita, at, "Acme")
    said = {"relevant": "yes", "rationale": "It sells the drug.", "step": "peer_review", "note": "By two."}
    olga.post(judging(meeting, cast.rita), verdicts(made, **said))
    row = Disclosure.objects.whole().get().relationships.first()
    assert (row.relevant, row.judgement.rationale, row.judgement.by) == (True, "It sells the drug.", cast.olga)
    assert (row.step, row.mitigation.note, row.mitigation.by) == ("peer_review", "By two.", cast.olga)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"relevant": "yes", "rationale": ""}, "Give the reason; a sentence is enough."),
        ({"relevant": "", "rationale": "Because."}, "Say whether it is relevant."),
        ({"relevant": "no", "rationale": "Because.", "step": "divest"}, "Only a relevant relationship is mitigated."),
        ({"relevant": "yes", "rationale": "Because.", "step": "other"}, "Describe what was done."),
    ],
)
def test_half_a_judgement_is_said_beside_its_field(meeting, cast, at, olga, said, sentence):
    made = make_disclosure(meeting, cast.rita, at, "Acme")
    page = olga.post(judging(meeting, cast.rita), verdicts(made, **said))
    assert (page.status_code, sentence in words(page), Judgement.objects.exists()) == (422, True, False)
    assert not said["rationale"] or f'value="{said["rationale"]}"' in page.content.decode()


def test_a_judgement_of_what_was_said_before_is_not_taken(meeting, cast, at, olga):
    old = make_disclosure(meeting, cast.rita, at, "Acme")
    make_disclosure(meeting, cast.rita, at, "Acme", "Bolt")
    page = olga.post(judging(meeting, cast.rita), verdicts(old, relevant="no", rationale="Old."))
    assert "Rita Romano has stated anew since you opened this page." in words(page)
    assert not Judgement.objects.exists()


def test_olga_sees_her_own_disclosure_and_cannot_judge_it(meeting, cast, at, olga):
    make_seat(meeting.committees.get(), cast.olga)
    made = make_disclosure(meeting, cast.olga, at, "Acme")
    page = words(olga.get(judging(meeting, cast.olga)))
    assert "Nobody judges her own disclosure. Ask a colleague in the office to do it." in page
    assert "Keep the judgement" not in page
    olga.post(judging(meeting, cast.olga), verdicts(made, relevant="no", rationale="Mine."))
    assert not Judgement.objects.exists()


def test_employees_are_judged_with_the_exceptions_at_hand(meeting, cast, at, olga):
    made = make_disclosure(meeting, cast.rita, at, "Acme")
    assert "The exceptions" not in words(olga.get(judging(meeting, cast.rita)))
    made.relationships.update(nature="employee")
    assert "The exceptions: content unrelated to the products" in words(olga.get(judging(meeting, cast.rita)))


def test_who_is_not_asked_is_not_found_whatever_she_stated(meeting, cast, at, olga):
    make_disclosure(meeting, cast.stan, at, "Acme")
    assert olga.get(judging(meeting, cast.stan)).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_as_much_at_any_size(meeting, cast, at, olga, people, django_assert_num_queries):
    for number in range(people):
        person = make_person(f"person{number}")
        make_seat(meeting.committees.get(), person)
        make_judged(make_disclosure(meeting, person, at, "Acme"), cast.olga, at)
    olga.get(LIST)
    with django_assert_num_queries(12):
        olga.get(LIST)


def test_what_is_asked_is_set_by_staff(meeting, cast, olga):
    policy = f"{LIST}asked/"
    page = olga.post(policy, {"seats_wait": "on", "asks_faculty": "on", "months": "36"})
    assert "Ask everybody with a seat first." in words(page)
    olga.post(policy, {"seats_wait": "on", "asks_seats": "on", "months": "36", "introduction": "Hello"})
    meeting.disclosure_policy.refresh_from_db()
    found = meeting.disclosure_policy
    assert (found.asks_faculty, found.asks_seats, found.seats_wait, found.months) == (False, True, True, 36)


def test_a_meeting_that_asks_nobody_says_where_to_begin(cast, olga):
    make_meeting("quiet")
    assert "This meeting asks nobody" in words(olga.get("/quiet/setup/disclosures/"))


@pytest.mark.parametrize(("days", "late"), [(0, False), (284, True)])
def test_what_is_mitigated_once_the_meeting_has_begun_is_marked_as_late(meeting, cast, at, days, late):
    made = make_judged(make_disclosure(meeting, cast.rita, at, "Acme"), cast.olga, at + timedelta(days=days))
    done = made.relationships.get().mitigation
    assert is_late(meeting, done.at) is late


@pytest.mark.pdf
def test_the_sheet_tells_everybody_and_what_was_done(meeting, cast, at, olga):
    make_judged(make_disclosure(meeting, cast.rita, at, "Acme"), cast.olga, at)
    answer = olga.get(f"{LIST}sheet.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    said = " ".join(text.split())
    for part in ("Romano, Rita", "Acme: consultant", "Yes. It makes the drug.", "Fuchs, Felix", "Not stated yet"):
        assert part in said
