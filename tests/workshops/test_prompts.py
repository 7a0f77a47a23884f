"""The questions of a call as Olga works on them: sound, moved, copied, archived, never at the cost of an answer."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.refusal import Refused
from proposals.content import to_json
from proposals.models import Proposal, Revision
from proposals.rows import content_of
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting, make_prompt
from tests.proposals.reader import fields, words
from workshops.actions.arranging import bring_back_prompt, duplicate_prompt, import_prompts, place_prompt
from workshops.actions.asking import add_prompt, edit_prompt, move_prompt, remove_prompt
from workshops.models import Prompt


@pytest.fixture
def call(db):
    return make_call(make_meeting(), timezone.now())


@pytest.fixture
def by_olga(cast, at):
    return {"by": cast.olga, "at": at}


@pytest.fixture
def olga(sign_in, cast):
    return sign_in(cast.olga)


@pytest.fixture
def answered(call, cast, at):
    """Paula's submitted answers to a prompt of the call."""
    form = make_format(call)

    def answer(**answers) -> Proposal:
        proposal = make_proposal(form, cast.paula, at, "submitted", answers=answers)
        Revision.objects.filter(proposal=proposal).update(content=to_json(content_of(proposal)))
        return proposal

    return answer


def of(name, call, *more):
    return reverse(name, args=[call.meeting.slug, call.slug, *more])


def refusal_of(action, *args, **given) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **given)
    return refused.value.refusal.sentence


def ask(call, slug, section="Science", **given):
    order = call.prompts.count() + 1
    return make_prompt(call, slug, **{"label": slug, "section": section, "order": order} | given)


def layout(call):
    prompts = call.prompts.asked()
    return [(prompt.section, prompt.slug) for prompt in prompts]


UNSOUND = [
    ({"kind": "choice", "choices": ["One"]}, "Give at least two answers to choose from."),
    ({"kind": "several", "choices": ["One", " one "]}, "Two of the answers to choose from are the same."),
    ({"kind": "file", "audience": "public"}, "A file cannot be printed in the program."),
    ({"shown_when": "gone"}, "The question it hangs on is not asked any more."),
    ({"shown_when": "hybrid", "shown_value": "maybe"}, "“maybe” is not an answer to “hybrid”."),
    ({"shown_when": "later"}, "“later” is asked after acceptance, so this cannot hang on it before."),
    ({"shown_when": "agenda"}, "No proposal is asked both this and “agenda”: their formats differ."),
]


@pytest.mark.parametrize(("facts", "sentence"), UNSOUND)
def test_a_question_that_could_not_be_asked_is_refused_with_a_sentence(facts, sentence, call, by_olga):
    workshop, agenda = make_format(call), make_format(call, "agenda")
    ask(call, "hybrid", kind="yes")
    ask(call, "later", due="later", kind="yes")
    ask(call, "agenda").formats.add(agenda)
    assert refusal_of(add_prompt, call, label="New", formats=[workshop], **facts, **by_olga) == sentence


def test_a_circle_is_refused_with_the_questions_it_goes_through(call, by_olga):
    first = ask(call, "first")
    ask(call, "second", shown_when="first")
    ask(call, "third", shown_when="second")
    sentence = refusal_of(edit_prompt, first, shown_when="third", **by_olga)
    assert sentence == "It would hang on itself by way of “third”, “second”."
    assert refusal_of(edit_prompt, first, shown_when="first", **by_olga) == "It would hang on itself."


def test_an_answer_that_another_question_hangs_on_is_not_taken_away(call, by_olga):
    hybrid = ask(call, "hybrid", kind="choice", choices=["Yes", "No", "Perhaps"])
    ask(call, "platform", shown_when="hybrid", shown_value="Perhaps")
    sentence = refusal_of(edit_prompt, hybrid, choices=["Yes", "No"], **by_olga)
    assert sentence == "“platform” hangs on it: “Perhaps” is not an answer to “hybrid”."
    assert refusal_of(remove_prompt, hybrid, **by_olga) == "“platform” is shown or needed by the answers to “hybrid”."


def test_a_question_moves_within_its_section_and_over_its_border(call, by_olga):
    for slug, section in (("a", "One"), ("b", "One"), ("c", "Two")):
        ask(call, slug, section)
    c = call.prompts.get(slug="c")
    move_prompt(c, up=True, **by_olga)
    assert layout(call) == [("One", "a"), ("One", "b"), ("One", "c")]
    move_prompt(call.prompts.get(slug="c"), up=True, **by_olga)
    assert layout(call) == [("One", "a"), ("One", "c"), ("One", "b")]
    place_prompt(call.prompts.get(slug="a"), section="Two", **by_olga)
    assert layout(call) == [("One", "c"), ("One", "b"), ("Two", "a")]
    move_prompt(call.prompts.get(slug="b"), up=False, **by_olga)
    assert layout(call) == [("One", "c"), ("Two", "b"), ("Two", "a")]
    move_prompt(call.prompts.get(slug="a"), up=False, **by_olga)
    assert layout(call) == [("One", "c"), ("Two", "b"), ("Two", "a")]


def test_a_dragged_question_is_told_and_goes_back_by_undo(call, olga):
    for slug, section in (("a", "One"), ("b", "One"), ("c", "Two")):
        ask(call, slug, section)
    page = olga.post(of("prompt_move", call, "a"), {"section": "Two", "before": "c"}, follow=True)
    assert layout(call) == [("One", "b"), ("Two", "a"), ("Two", "c")]
    assert "“a” stands in “Two” now. Undo" in words(page)
    moved = page.context["moved"]
    olga.post(of("prompt_move", call, "a"), {"section": moved["was_section"], "before": moved["was_before"]})
    assert layout(call) == [("One", "a"), ("One", "b"), ("Two", "c")]


def test_a_section_that_was_emptied_comes_back_by_undo(call, olga):
    ask(call, "a", "One")
    ask(call, "b", "Two")
    moved = olga.post(of("prompt_move", call, "a"), {"way": "down"}, follow=True).context["moved"]
    assert layout(call) == [("Two", "a"), ("Two", "b")]
    olga.post(of("prompt_move", call, "a"), {"section": moved["was_section"], "before": moved["was_before"]})
    assert sorted(layout(call)) == [("One", "a"), ("Two", "b")]


def test_a_copy_stands_right_after_its_original_and_asks_the_same(call, by_olga):
    form = make_format(call)
    original = ask(call, "seats", kind="number", lowest=10, audience="staff", label="How many seats?")
    original.formats.add(form)
    ask(call, "last")
    again = duplicate_prompt(original, **by_olga)
    assert [each.slug for each in call.prompts.asked()] == ["seats", "how-many-seats", "last"]
    assert (again.label, again.kind, again.lowest, again.audience) == (
        "How many seats? (copy)",
        "number",
        10,
        "staff",
    )
    assert list(again.formats.all()) == [form]


def test_questions_of_another_call_come_with_what_they_hang_on(call, by_olga, at):
    last_year = make_call(make_meeting("ash-2026"), at)
    make_format(call, "workshop")
    only = make_format(last_year, "workshop")
    hybrid = ask(last_year, "hybrid", kind="yes")
    platform = ask(last_year, "platform", shown_when="hybrid", shown_value="yes")
    alone = ask(last_year, "alone", required_when="gone-before", required_value="yes")
    platform.formats.add(only)
    ask(call, "hybrid", kind="yes")
    made = import_prompts(call, prompts=[hybrid, platform, alone], **by_olga)
    assert [(each.slug, each.shown_when, each.required_when) for each in made] == [
        ("hybrid-2", "", ""),
        ("platform", "hybrid-2", ""),
        ("alone", "", ""),
    ]
    assert [each.slug for each in call.prompts.get(slug="platform").formats.all()] == ["workshop"]
    assert last_year.prompts.count() == 3


def test_the_page_of_another_calls_questions_ticks_what_is_not_asked_yet(call, olga, at):
    last_year = make_call(make_meeting("ash-2026"), at, name="Call of 2026")
    ask(last_year, "why", label="Why now?")
    ask(last_year, "new", label="What is new?")
    ask(call, "why", label="why NOW?")
    assert "Call of 2026" in words(olga.get(of("prompt_import", call)))
    address = f"{of('prompt_import', call)}?from={last_year.pk}"
    assert fields(olga.get(address))["prompts"] == "new"
    assert "Tick at least one." in words(olga.post(address, {}))
    page = olga.post(address, {"prompts": ["new"]}, follow=True)
    assert [each.label for each in call.prompts.all()] == ["why NOW?", "What is new?"]
    assert "1 questions came along" in words(page)


@pytest.mark.parametrize("source", ["x", "0", "9" * 30, "-1"])
def test_a_call_that_is_not_there_leads_to_the_choice_of_calls(source, call, olga):
    assert "No other call asks anything" in words(olga.get(of("prompt_import", call), {"from": source}))


def test_a_question_that_was_never_answered_is_removed_and_one_that_was_is_archived(call, by_olga, answered):
    never, once = ask(call, "never"), ask(call, "once")
    proposal = answered(once="Long ago")
    Proposal.objects.filter(pk=proposal.pk).update(answers={})
    assert remove_prompt(never, **by_olga) is None
    assert remove_prompt(once, **by_olga).archived_at == by_olga["at"]
    assert [each.slug for each in call.prompts.all()] == ["once"]
    assert bring_back_prompt(call.prompts.get(), **by_olga).archived_at is None


def test_an_archived_question_keeps_its_answers_readable_and_comes_back_with_them(
    call, olga, answered, cast, sign_in
):
    ask(call, "why", label="Why then?")
    ask(call, "secret", label="Whom do you fear?", audience="staff")
    proposal = answered(why="Because of Ada.", secret="Nobody.")
    text = words(olga.get(of("prompt_remove", call, "why")))
    assert "Ask “Why then?” no more? It was answered: 1 answers stand now." in text
    for slug in ("why", "secret"):
        olga.post(of("prompt_remove", call, slug))
    text = words(olga.get(of("prompt_list", call)))
    assert "Asked no more" in text
    assert "Why then? Text 1 answer since" in text
    page = reverse("proposal", args=[proposal.code])
    for person in (cast.olga, cast.paula):
        text = words(sign_in(person).get(page))
        assert "No longer asked Why then? Because of Ada. Whom do you fear? Nobody." in text
    sign_in(cast.olga).post(of("prompt_bring_back", call, "why"))
    assert "The workshop Why then?" not in text
    assert "Science Why then? Because of Ada. No longer asked Whom do you fear?" in words(
        sign_in(cast.olga).get(page)
    )


def typed_for(prompt: Prompt, **changes):
    facts = {"label": prompt.label, "kind": prompt.kind, "section": prompt.section, "is_required": "on"}
    return facts | {"audience": prompt.audience, "due": prompt.due} | changes


def test_a_change_that_answers_do_not_survive_says_how_many_before_it_is_saved(call, olga, answered):
    prompt = ask(call, "seats", kind="line")
    for seats in ("40", "about forty", "fifty"):
        answered(seats=seats)
    address = of("prompt_edit", call, "seats")
    page = olga.post(address, typed_for(prompt, kind="number"))
    assert "2 of 3 answers will not fit any more. They stay as they are and stay readable" in words(page)
    assert Prompt.objects.get(slug="seats").kind == "line"
    assert fields(page)["kind"] == "number"
    olga.post(address, typed_for(prompt, kind="number", anyway=page.context["anyway"]))
    assert Prompt.objects.get(slug="seats").kind == "number"
    assert sorted(each.answers["seats"] for each in Proposal.objects.all()) == ["40", "about forty", "fifty"]


def test_a_yes_to_another_warning_is_no_yes_to_this_one(call, olga, answered):
    prompt = ask(call, "seats", kind="line")
    answered(seats="many")
    page = olga.post(of("prompt_edit", call, "seats"), typed_for(prompt, kind="number", anyway="another sentence"))
    assert "1 of 1 answers will not fit any more." in words(page)
    assert Prompt.objects.get(slug="seats").kind == "line"


def test_answers_given_to_staff_are_not_shown_to_others_without_a_warning(call, olga, answered):
    prompt = ask(call, "fears", audience="staff")
    answered(fears="None")
    page = olga.post(of("prompt_edit", call, "fears"), typed_for(prompt, audience="public"))
    assert "1 answers were given when only program staff read them." in words(page)
    assert Prompt.objects.get(slug="fears").audience == "staff"


def test_a_harmless_change_is_saved_at_once(call, olga, answered):
    prompt = ask(call, "why")
    answered(why="Now")
    assert olga.post(of("prompt_edit", call, "why"), typed_for(prompt, label="Why?")).status_code == 302
    assert Prompt.objects.get(slug="why").label == "Why?"


def test_a_condition_is_chosen_with_its_answer_in_one_list(call, olga):
    hybrid = ask(call, "hybrid", kind="yes", label="Is it hybrid?")
    platform = ask(call, "platform")
    page = olga.get(of("prompt_edit", call, "platform"))
    assert "“Is it hybrid?” is “Yes”" in words(page)
    typed = typed_for(platform, shown_if="hybrid:yes", required_if="hybrid:")
    olga.post(of("prompt_edit", call, "platform"), typed)
    platform.refresh_from_db()
    assert (platform.shown_when, platform.shown_value) == ("hybrid", "yes")
    assert (platform.required_when, platform.required_value) == ("hybrid", "")
    assert fields(olga.get(of("prompt_edit", call, "platform")))["shown_if"] == "hybrid:yes"
    page = olga.post(of("prompt_edit", call, "hybrid"), typed_for(hybrid, shown_if="platform:"))
    assert "Shown: It would hang on itself by way of “platform”." in words(page)


def test_the_preview_answers_like_a_draft_and_keeps_nothing(call, olga):
    make_format(call)
    ask(call, "hybrid", kind="yes", is_required=False)
    ask(call, "platform", shown_when="hybrid", shown_value="yes", is_required=True, label="Which platform?")
    ask(call, "seats", kind="number", lowest=5, is_required=False)
    ask(call, "photo", due="later", label="Send a photograph")
    address = of("prompt_preview", call)
    assert "After acceptance" in words(olga.get(address))
    page = olga.post(address, {"answer-hybrid": "yes", "answer-seats": "3"})
    text = words(page)
    assert "Before submitting, this would still be needed: Which platform?" in text
    assert "3; at least 5." in text
    assert fields(page)["answer-hybrid"] == "yes"
    assert "Every question that is needed has an answer." in words(olga.post(address, {"answer-hybrid": "no"}))
    assert fields(olga.get(address))["answer-seats"] == ""


def test_an_archived_question_is_neither_asked_nor_edited(call, olga, at):
    ask(call, "old", label="An old question", archived_at=at)
    assert "An old question" not in words(olga.get(of("prompt_preview", call)))
    assert "An old question" not in words(olga.get(reverse("call", args=[call.meeting.slug, call.slug])))
    assert olga.get(of("prompt_edit", call, "old")).status_code == 404


@pytest.mark.parametrize("times", [1, 3, 30])
@pytest.mark.parametrize(("name", "queries"), [("prompt_list", 8), ("prompt_preview", 7), ("prompt_import", 6)])
def test_the_pages_ask_the_database_the_same_at_any_number(
    name, queries, times, call, olga, answered, django_assert_num_queries
):
    for number in range(times):
        ask(call, f"x-{number}", kind="several", choices=["a", "b"], archived_at=None)
        if number < 1:
            answered(**{f"x-{number}": "a"})
        make_prompt(make_call(call.meeting, timezone.now(), f"call-{number}"))
    with django_assert_num_queries(queries):
        olga.get(of(name, call))
