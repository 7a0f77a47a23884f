"""A rule that stands in the way, the wish to be let off, and the society's answer."""

import pytest
from django.urls import reverse

from audit.models import Entry
from letters.models import Letter
from people.refusal import Refused
from proposals import actions
from proposals.actions import waiving
from proposals.judging.sheet import judge
from proposals.models import Waiver
from rendering.text import markdown_to_html
from tests.factories.proposals import make_proposal
from tests.factories.rules import make_rule, make_waiver
from tests.factories.workshops import make_call, make_format
from tests.proposals.reader import words

FOUND = "One chair named; two to four are needed."


@pytest.fixture
def rule(form):
    return make_rule(form.call)


def rules_of(proposal):
    return [(line.state, line.waived) for line in judge(proposal) if line.requirement]


def at_call(call, *more):
    return [call.meeting.slug, call.slug, *more]


def test_paula_is_refused_asks_for_a_waiver_gets_it_and_submits(draft, rule, cast, sign_in, clock, at):
    submit = reverse("proposal_verb", args=[draft.code, "submit"])
    paula = sign_in(cast.paula)
    assert f"{FOUND} (Two to four chairs)" in words(paula.post(submit))
    check = words(paula.get(reverse("proposal_edit", args=[draft.code, "check"])))
    assert "Ask for a waiver" in check
    ask = reverse("waiver_ask", args=[draft.code, rule.pk])
    assert "Nothing else of your draft" in words(paula.get(ask))
    assert "This field is required" in words(paula.post(ask, {"request": " "}))
    text = words(paula.post(ask, {"request": "My co-chair has died."}, follow=True))
    assert "A waiver was asked for on 1 March 2027: My co-chair has died." in text
    assert rules_of(draft) == [("block", "")]

    olga = sign_in(cast.olga)
    listed = words(olga.get(reverse("waiver_list", args=at_call(draft.call))))
    assert "My co-chair has died." in listed
    assert draft.title not in listed
    wish = Waiver.objects.get()
    page = reverse("waiver_answer", args=at_call(draft.call, wish.pk))
    shown = words(olga.get(page))
    assert FOUND in shown
    assert draft.title not in shown
    assert "This field is required" in words(olga.post(page, {"act": "waive", "reason": ""}))
    olga.post(page, {"act": "waive", "reason": "We are sorry."})
    assert rules_of(draft) == [("waived", "We are sorry.")]
    letter = Letter.objects.get(kind="proposals.waiver_answered")
    assert (letter.to, draft.title in letter.body, "We are sorry" in letter.body) == (cast.paula, False, True)

    paula = sign_in(cast.paula)
    check = words(paula.get(reverse("proposal_edit", args=[draft.code, "check"])))
    assert "Waived by the society: We are sorry." in check
    paula.post(submit)
    draft.refresh_from_db()
    assert draft.state == "submitted"
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert [verb for verb in verbs if "waive" in verb] == ["ask_waiver", "waive"]


def test_a_refused_wish_says_why_and_the_rule_still_blocks(draft, rule, cast, at):
    wish = waiving.ask_waiver(draft, rule, request="Please.", by=cast.paula, at=at)
    waiving.refuse_waiver(wish, reason="A second chair is possible.", by=cast.olga, at=at)
    assert rules_of(draft) == [("block", "")]
    with pytest.raises(Refused, match="One chair named"):
        actions.submit(draft, by=cast.paula, at=at)
    again = waiving.ask_waiver(draft, rule, request="She has died.", by=cast.paula, at=at)
    assert (again.pk, again.state) == (wish.pk, "asked")


def test_a_waiver_taken_back_blocks_again_but_what_was_handed_in_stays(draft, rule, cast, at, sign_in, clock):
    waiver = waiving.waive(draft, rule, reason="Once.", by=cast.olga, at=at)
    actions.submit(draft, by=cast.paula, at=at)
    olga = sign_in(cast.olga)
    page = words(olga.get(reverse("proposal", args=[draft.code])))
    assert "Waived by the society: Once." in page
    assert "Take the waiver back" in page
    olga.post(
        reverse("waiver_answer", args=at_call(draft.call, waiver.pk)), {"act": "take-back", "reason": "A mistake."}
    )
    draft.refresh_from_db()
    assert (draft.state, rules_of(draft)) == ("submitted", [("block", "")])
    assert "Taken back: A mistake." in words(olga.get(reverse("proposal", args=[draft.code])))


def test_staff_waive_a_rule_of_what_was_handed_in(form, rule, cast, at, sign_in, clock):
    submitted = make_proposal(form, cast.paula, at, "submitted")
    olga = sign_in(cast.olga)
    give = reverse("waiver_give", args=[submitted.code, rule.pk])
    assert give in olga.get(reverse("proposal", args=[submitted.code])).content.decode()
    olga.post(give, {"reason": "Known to us."})
    assert rules_of(submitted) == [("waived", "Known to us.")]


def test_a_met_rule_is_ok_with_or_without_a_waiver(form, cast, draft, at):
    met = make_rule(form.call, minimum=1)
    make_waiver(draft, met, at)
    assert rules_of(draft) == [("ok", "")]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("paula", "Only program staff waive"), ("stan", "Only program staff"), ("chen", "Only program staff")],
)
def test_nobody_but_staff_waives(who, sentence, draft, rule, cast, at):
    with pytest.raises(Refused, match=sentence):
        waiving.waive(draft, rule, reason="Mine.", by=getattr(cast, who), at=at)
    assert not Waiver.objects.exists()


def test_staff_who_propose_do_not_waive_their_own_rule(form, rule, cast, at, sign_in, clock):
    hers = make_proposal(form, cast.olga, at, "submitted")
    with pytest.raises(Refused, match="You have a part in this proposal"):
        waiving.waive(hers, rule, reason="Mine.", by=cast.olga, at=at)
    make_waiver(hers, rule, at, "asked")
    olga = sign_in(cast.olga)
    assert olga.get(reverse("waiver_give", args=[hers.code, rule.pk])).status_code == 404
    assert "Nobody has asked" in words(olga.get(reverse("waiver_list", args=at_call(form.call))))
    wish = Waiver.objects.get()
    assert olga.get(reverse("waiver_answer", args=at_call(form.call, wish.pk))).status_code == 404


def test_a_rule_of_another_call_or_format_is_not_waived(draft, cast, at, sign_in, clock):
    elsewhere = make_rule(make_call(draft.call.meeting, at, "other"))
    other = make_rule(draft.call)
    other.formats.add(make_format(draft.call, "agenda"))
    for rule in (elsewhere, other):
        with pytest.raises(Refused, match="does not hold"):
            waiving.waive(draft, rule, reason="Why not.", by=cast.olga, at=at)
    paula = sign_in(cast.paula)
    assert paula.get(reverse("waiver_ask", args=[draft.code, elsewhere.pk])).status_code == 404


def test_nobody_asks_for_somebody_elses_proposal(draft, rule, cast, at, sign_in, clock):
    ask = reverse("waiver_ask", args=[draft.code, rule.pk])
    for who in (cast.stan, cast.rita, cast.olga):
        assert sign_in(who).post(ask, {"request": "Please."}).status_code == 404
    with pytest.raises(Refused):
        waiving.ask_waiver(draft, rule, request="Please.", by=cast.stan, at=at)
    assert not Waiver.objects.exists()


def test_staff_who_read_a_proposal_do_not_ask_in_its_name(form, rule, cast, at, sign_in, clock):
    submitted = make_proposal(form, cast.paula, at, "submitted")
    ask = reverse("waiver_ask", args=[submitted.code, rule.pk])
    assert sign_in(cast.olga).post(ask, {"request": "Please."}).status_code == 403
    assert not Waiver.objects.exists()


def test_a_waiver_is_asked_for_only_where_a_rule_blocks(draft, form, cast, at):
    warns = make_rule(form.call, severity="warn")
    with pytest.raises(Refused, match="does not stand in the way"):
        waiving.ask_waiver(draft, warns, request="Please.", by=cast.paula, at=at)


def test_what_only_the_committee_is_told_marks_no_section_as_a_gap(draft, form, cast, sign_in, clock):
    make_rule(form.call, severity="tell")
    page = sign_in(cast.paula).get(reverse("proposal_edit", args=[draft.code, "basics"]))
    people = next(section for section in page.context["sections"] if section.slug == "people")
    assert people.mark == "ok"
    assert "The committee is told: One chair named" in words(page)


def test_typed_markup_stays_text_in_every_page_of_a_waiver(draft, rule, cast, at, sign_in, clock):
    canary = "<script>alert(1)</script>"
    wish = make_waiver(draft, rule, at, "asked", request=canary, finding=canary)
    olga = sign_in(cast.olga)
    for name, arguments in (("waiver_list", []), ("waiver_answer", [wish.pk])):
        assert canary not in olga.get(reverse(name, args=at_call(draft.call, *arguments))).content.decode()
    waiving.waive(draft, rule, reason=canary, by=cast.olga, at=at)
    paula = sign_in(cast.paula)
    assert canary not in paula.get(reverse("proposal_edit", args=[draft.code, "check"])).content.decode()


def test_the_editor_says_only_what_changed(draft, rule, cast, sign_in, clock):
    paula = sign_in(cast.paula)
    address = reverse("proposal_edit", args=[draft.code, "basics"])
    page = paula.get(address)
    told = page.context["sheet_told"]
    post = {"title": "Clots", "summary": "S", "base_version": page.context["base_version"], "sheet_told": told}
    quiet = paula.post(address, post, headers={"HX-Request": "true"})
    assert 'id="sheet-news"' not in quiet.content.decode()
    make_rule(draft.call, "word_limit", part="title", words=1)
    post |= {"title": "Clots and cancer", "base_version": quiet.context["base_version"]}
    loud = paula.post(address, post, headers={"HX-Request": "true"})
    assert "Needed now: The title has 3 words; at most 1 are allowed." in words(loud)


def test_an_address_in_a_reason_never_becomes_a_link_in_the_letter(draft, rule, cast, at):
    evil = "[Sign in here](https://evil.example/) or https://evil.example/ <b>now</b>"
    waiving.waive(draft, rule, reason=evil, by=cast.olga, at=at)
    letter = Letter.objects.get(kind="proposals.waiver_answered")
    html = str(markdown_to_html(letter.body))
    assert 'href="https://evil.example' not in html
    assert "<b>" not in html


def test_the_first_page_of_staff_says_that_a_waiver_is_asked_for(draft, rule, cast, at, sign_in, clock):
    make_waiver(draft, rule, at, "asked")
    assert "1 waiver is asked for." in words(sign_in(cast.olga).get("/"))
