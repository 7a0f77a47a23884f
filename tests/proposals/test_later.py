"""What is asked after acceptance: its own part, its own day, letters about it, and nothing else opens with it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from letters.models import Letter
from people.refusal import Refused
from proposals.actions import Clash, save
from proposals.actions.later import answer_later
from proposals.actions.reminding_later import remind_of_later_parts
from proposals.lifecycle import State
from proposals.prompts.later import later_until, missing_in
from tests.factories.files import pdf
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_prompt
from tests.proposals.reader import fields, words


@pytest.fixture
def accepted(form, cast, at):
    call = form.call
    call.later_by_on = date(2027, 4, 30)
    call.save()
    make_prompt(call, "photo", label="Who takes photographs?", kind="line", due="later", audience="public")
    make_prompt(call, "catering", label="Is there catering?", kind="yes", due="later", audience="staff")
    make_prompt(
        call, "diet", label="Which diets?", kind="line", due="later", shown_when="catering", shown_value="yes"
    )
    return make_proposal(form, cast.paula, at, State.CONFIRMED, answers={"why-now": "It is time."})


@pytest.fixture
def paula(sign_in, cast, clock):
    return sign_in(cast.paula)


@pytest.fixture
def answer(cast, at, accepted):
    def send(proposal=None, by=None, base=None, tab="", **answers):
        proposal = proposal or accepted
        proposal.refresh_from_db()
        base = proposal.version if base is None else base
        given = {slug.replace("_", "-"): text for slug, text in answers.items()}
        return answer_later(proposal, given, base_version=base, tab=tab, by=by or cast.paula, at=at)

    return send


def page(proposal):
    return reverse("proposal_later", args=[proposal.code])


def test_a_draft_is_not_asked_what_comes_after_acceptance(paula, accepted, draft):
    for section in ("questions", "check"):
        text = words(paula.get(reverse("proposal_edit", args=[draft.code, section])))
        assert "photographs" not in text
    assert "Nothing is missing" in text
    assert paula.get(page(draft)).status_code == 403


def test_the_proposals_page_says_what_is_missing_and_by_when_and_leads_to_it(paula, accepted):
    text = words(paula.get(reverse("proposal", args=[accepted.code])))
    assert "Still to answer: “Who takes photographs?”, “Is there catering?”." in text
    assert "Answer before Saturday, 1 May 2027, 00:00 PDT, America/Los Angeles" in text
    assert "Answer them" in text
    assert "It is time." in text


def test_the_later_part_is_answered_step_by_step_and_the_rest_stands(paula, accepted):
    shown = fields(paula.get(page(accepted)))
    response = paula.post(page(accepted), {**shown, "answer-catering": "yes"}, follow=True)
    text = words(response)
    assert "Saved. Still to answer: “Who takes photographs?”, “Which diets?”." in text
    shown = fields(response)
    text = words(paula.post(page(accepted), {**shown, "answer-photo": "Nobody", "answer-diet": "Vegan"}, follow=True))
    assert "Saved. Every question is answered" in text
    accepted.refresh_from_db()
    assert accepted.answers == {
        "why-now": "It is time.",
        "photo": "Nobody",
        "catering": "yes",
        "diet": "Vegan",
    }
    assert accepted.state == State.CONFIRMED


def test_what_is_saved_is_a_text_of_its_own_that_staff_read_too(sign_in, cast, accepted, answer):
    answer(photo="Felix does")
    kinds = list(accepted.revisions.order_by("number").values_list("kind", flat=True))
    assert kinds == ["submitted", "saved", "submitted"]
    history = words(sign_in(cast.olga).get(reverse("proposal_history", args=[accepted.code])))
    assert "Who takes photographs? Felix does" in history


@pytest.mark.parametrize("slug", ["why-now", "elsewhere", ""])
def test_nothing_that_was_handed_in_changes_by_the_later_part(slug, accepted, answer):
    with pytest.raises(Refused, match="Only the questions after acceptance"):
        answer(**{slug: "Changed", "photo": "x"})
    accepted.refresh_from_db()
    assert accepted.answers == {"why-now": "It is time."}


def test_the_page_takes_no_answer_that_it_does_not_ask(paula, accepted):
    shown = fields(paula.get(page(accepted)))
    forged = {**shown, "asked": [*shown["asked"], "why-now text"], "answer-why-now": "Changed"}
    assert paula.post(page(accepted), forged).status_code == 302
    accepted.refresh_from_db()
    assert accepted.answers == {"why-now": "It is time."}


@pytest.mark.parametrize("section", ["basics", "questions", "people"])
def test_no_other_section_opens_after_acceptance(section, accepted, cast, at):
    changes = {"basics": {"title": "x"}, "questions": {"answers": {"photo": "x"}}, "people": {"faculty": ()}}
    with pytest.raises(Refused, match="The text stands as it is: the proposal is confirmed"):
        save(accepted, section, changes[section], base_version=accepted.version, by=cast.paula, at=at)


def test_only_who_writes_answers(sign_in, cast, accepted, answer):
    for person in (cast.olga, cast.chen, cast.stan):
        with pytest.raises(Refused):
            answer(by=person, photo="x")
    assert sign_in(cast.olga).get(page(accepted)).status_code == 403
    assert sign_in(cast.stan).get(page(accepted)).status_code == 404


MADE_BY_TWO = (State.MERGED, State.JOINT)


@pytest.mark.parametrize(
    "state", [each for each in State if each not in (State.ACCEPTED, State.CONFIRMED, *MADE_BY_TWO)]
)
def test_it_is_asked_in_no_other_state(state, accepted, answer, at):
    type(accepted).objects.filter(pk=accepted.pk).update(
        state=state, state_before=State.ACCEPTED if state in (State.WITHDRAWN, State.CANCELLED) else ""
    )
    with pytest.raises(Refused):
        answer(photo="x")


def test_two_windows_that_answer_differently_show_both(paula, accepted, answer):
    opened = fields(paula.get(page(accepted)))
    answer(photo="By one", tab="one")
    with pytest.raises(Clash):
        answer(photo="By two", base=int(opened["base_version"]), tab="two")
    response = paula.post(page(accepted), {**opened, "answer-photo": "By two"})
    assert response.status_code == 409
    assert "Yours By two As it stands By one" in words(response)
    assert paula.post(page(accepted), {**fields(response)}).status_code == 302
    accepted.refresh_from_db()
    assert accepted.answers["photo"] == "By two"


def test_answers_are_taken_after_the_day_too(sign_in, cast, accepted, clock):
    clock(later_until(accepted.call) + timedelta(days=1))
    paula = sign_in(cast.paula)
    response = paula.get(page(accepted))
    assert "The day has passed. Answers are still taken: send them now." in words(response)
    assert paula.post(page(accepted), {**fields(response), "answer-photo": "Late"}).status_code == 302


def test_the_day_ends_at_midnight_of_the_calls_zone(accepted):
    assert later_until(accepted.call) == datetime(2027, 5, 1, tzinfo=ZoneInfo("America/Los_Angeles"))


def test_a_later_prompt_can_hang_on_what_was_submitted(paula, form, accepted):
    make_prompt(
        form.call, "seats", label="How many seats?", kind="number", due="later", shown_when="hybrid", shown_value="no"
    )
    make_prompt(form.call, "hybrid", kind="yes", is_required=False)
    assert "How many seats?" not in words(paula.get(page(accepted)))
    type(accepted).objects.filter(pk=accepted.pk).update(answers={"hybrid": "no"})
    assert "How many seats?" in words(paula.get(page(accepted)))


def letters():
    return [letter.subject for letter in Letter.objects.filter(kind="proposals.later_part")]


def test_letters_go_before_the_day_and_once_it_has_passed_each_once(accepted, answer):
    until = later_until(accepted.call)
    for days, count in ((20, 0), (13, 1), (12, 1), (3, 2), (1, 2), (0, 3), (-1, 3), (-5, 3)):
        remind_of_later_parts(until - timedelta(days=days) + timedelta(minutes=1))
        assert len(letters()) == count, days
    first, *_, last = Letter.objects.filter(kind="proposals.later_part").order_by("id")
    said = first.body.replace("\\", "")
    assert "Who takes photographs?; Is there catering?" in said
    assert "Please answer before: 1 May 2027, 00:00 PDT" in said
    assert "The day has passed" in last.body
    assert f"/proposals/{accepted.code}/later/" in first.body


def test_who_has_answered_gets_no_letter(accepted, answer):
    answer(photo="x", catering="no")
    remind_of_later_parts(later_until(accepted.call) - timedelta(days=2))
    assert letters() == []


def test_who_is_not_accepted_gets_no_letter(accepted, form, cast, at):
    type(accepted).objects.update(state=State.DECLINED)
    make_proposal(form, cast.paula, at)
    remind_of_later_parts(later_until(accepted.call) - timedelta(days=2))
    assert letters() == []


def test_staff_see_in_the_list_and_its_table_who_has_not_answered(sign_in, cast, accepted, answer, at):
    answer(photo="=cmd()", catering="yes")
    olga = sign_in(cast.olga)
    call = accepted.call
    address = reverse("call_proposals", args=[call.meeting.slug, call.slug])
    assert "1 still to answer after acceptance" in words(olga.get(address))
    head, row = olga.get(address, {"as": "csv"}).content.decode().splitlines()
    assert head.endswith("Why now?,Who takes photographs?,Is there catering?,Which diets?")
    assert row.endswith("Which diets?,It is time.,'=cmd(),Yes,")


@pytest.mark.parametrize("times", [1, 3, 30])
def test_what_is_missing_is_found_with_the_same_queries_for_many(
    times, accepted, form, cast, at, django_assert_num_queries
):
    many = [make_proposal(form, cast.paula, at, State.CONFIRMED) for _ in range(times)]
    with django_assert_num_queries(3):
        found = missing_in(many)
    assert set(map(tuple, found.values())) == {("Who takes photographs?", "Is there catering?")}


def test_a_file_is_sent_in_the_later_part_and_reopens_nothing(paula, form, accepted):
    make_prompt(form.call, "letter", label="Letter of support", kind="file", due="later", is_required=False)
    sent = {"file-letter": SimpleUploadedFile("Letter.pdf", pdf()), "base_version": "1", "tab": "abc"}
    address = reverse("file_send", args=[accepted.code, "letter"])
    assert paula.post(address, sent, headers={"HX-Request": "true"}).status_code == 200
    accepted.refresh_from_db()
    file = accepted.attachments.get()
    assert accepted.answers == {"letter": file.code, "why-now": "It is time."}
    assert "Letter.pdf" in words(paula.get(page(accepted)))
    assert "Letter.pdf" in words(paula.get(reverse("proposal", args=[accepted.code])))
    shown = fields(paula.get(page(accepted)))
    paula.post(page(accepted), {**shown, "act": "detach-letter"})
    accepted.refresh_from_db()
    assert accepted.answers == {"why-now": "It is time."}


def test_a_file_asked_before_submitting_is_not_replaced_after_acceptance(paula, form, accepted):
    make_prompt(form.call, "letter", label="Letter of support", kind="file", is_required=False)
    sent = {"file-letter": SimpleUploadedFile("Letter.pdf", pdf()), "base_version": "1", "tab": "abc"}
    address = reverse("file_send", args=[accepted.code, "letter"])
    assert paula.post(address, sent, headers={"HX-Request": "true"}).status_code == 404
    assert not accepted.attachments.exists()
