"""Prompts of every kind as Paula answers them: kept half done, told beside the field, shown by other answers."""

import pytest
from django.urls import reverse

from tests.factories.workshops import make_prompt
from tests.proposals.reader import fields, words

SCRIPT = {"HTTP_HX_REQUEST": "true"}
CHOICES = ["Screen", "Microphones", "Whiteboard"]


@pytest.fixture
def paula(sign_in, cast, clock):
    return sign_in(cast.paula)


@pytest.fixture
def ask(draft):
    """Another prompt of the call; optional unless said otherwise."""

    def add(slug, kind, **given):
        return make_prompt(
            draft.call, slug, **{"label": slug.capitalize(), "kind": kind, "is_required": False} | given
        )

    return add


def address(proposal, section="questions"):
    return reverse("proposal_edit", args=[proposal.code, section])


def answer(client, proposal, opened=None, headers=None, **answers):
    shown = fields(opened or client.get(address(proposal)))
    typed = {f"answer-{slug.replace('__', '.')}": text for slug, text in answers.items()}
    response = client.post(address(proposal), {**shown, "go": "stay", **typed}, **(headers or {}))
    proposal.refresh_from_db()
    return response


def beside(client, proposal, slug) -> str:
    """The sentence beside the field."""
    page = client.get(address(proposal)).content.decode()
    piece = page.split(f'id="fault-{slug}"')[1].split("</div>")[0]
    return piece.split("<span>")[1].split("</span>")[0] if "<span>" in piece else ""


KINDS = [
    ("line", {}, {"x": "A name"}, "A name"),
    ("text", {}, {"x": "Two\r\nlines"}, "Two\nlines"),
    ("choice", {"choices": CHOICES}, {"x": "Screen"}, "Screen"),
    ("several", {"choices": CHOICES}, {"x": ["Whiteboard", "Screen"]}, "Screen\nWhiteboard"),
    (
        "ranking",
        {"choices": CHOICES},
        {"x__1": "Whiteboard", "x__2": "Screen", "x__3": "Microphones"},
        "Whiteboard\nScreen\nMicrophones",
    ),
    ("yes", {}, {"x": "no"}, "no"),
    ("number", {}, {"x": "2.5"}, "2.5"),
    ("date", {}, {"x": "2027-12-10"}, "2027-12-10"),
    ("link", {}, {"x": "https://example.org/a"}, "https://example.org/a"),
]


@pytest.mark.parametrize(("kind", "facts", "typed", "kept"), KINDS, ids=[row[0] for row in KINDS])
def test_an_answer_of_every_kind_is_kept_and_stands_in_the_page_again(kind, facts, typed, kept, paula, draft, ask):
    ask("x", kind, **facts)
    answer(paula, draft, **typed)
    assert draft.answers["x"] == kept
    version = draft.version
    answer(paula, draft)
    assert (draft.answers["x"], draft.version) == (kept, version)
    assert beside(paula, draft, "x") == ""


HALF = [
    ("number", {"lowest": 10}, {"x": "about 40"}, "about 40", "A number is asked for; “about 40” is none."),
    ("number", {"lowest": 10}, {"x": "4"}, "4", "4; at least 10."),
    ("link", {}, {"x": "javascript:alert(1)"}, "javascript:alert(1)", "A full address that begins with https:// is"),
    ("date", {}, {"x": "May"}, "May", "A day is asked for, written as 2027-05-13; “May” is none."),
    ("choice", {"choices": CHOICES}, {"x": "Gone"}, "Gone", "“Gone” is no longer one of the choices."),
    ("ranking", {"choices": CHOICES}, {"x__2": "Screen"}, "Screen", "1 of 3 have a place."),
    (
        "ranking",
        {"choices": CHOICES},
        {"x__1": "Screen", "x__3": "Screen"},
        "Screen\nScreen",
        "“Screen” has more than one place.",
    ),
    ("line", {"word_limit": 2}, {"x": "one two three"}, "one two three", "3 words; at most 2 are allowed."),
]


@pytest.mark.parametrize(("kind", "facts", "typed", "kept", "fault"), HALF)
def test_half_an_answer_is_kept_and_told_beside_its_field(kind, facts, typed, kept, fault, paula, draft, ask):
    ask("x", kind, **facts)
    assert answer(paula, draft, **typed).status_code == 302
    assert draft.answers["x"] == kept
    assert beside(paula, draft, "x").startswith(fault)
    assert "It cannot be handed in yet" in words(paula.get(address(draft, "check")))
    by_script = answer(paula, draft, headers=SCRIPT)
    assert fault in words(by_script)


@pytest.mark.parametrize("kind", ["line", "choice", "several", "ranking", "yes", "number", "date", "link"])
def test_an_answer_stands_in_its_field_whatever_the_prompt_has_become(kind, paula, draft, ask, write):
    """Saving the page as it is changes no word of an answer that was given to another kind of prompt."""
    old = "A long answer\nof two lines"
    ask("x", kind, choices=["a", "b"])
    write(draft, "questions", answers={"x": old})
    answer(paula, draft)
    assert draft.answers["x"] == old
    assert beside(paula, draft, "x") != ""
    assert "A long answer" in words(paula.get(reverse("proposal", args=[draft.code])))


def test_a_prompt_that_changed_its_kind_while_its_page_was_open_keeps_what_was_typed(paula, draft, ask):
    prompt = ask("x", "text")
    opened = paula.get(address(draft))
    prompt.kind, prompt.choices = "ranking", CHOICES
    prompt.save()
    answer(paula, draft, opened=opened, x="Screen first, then all else")
    assert draft.answers["x"] == "Screen first, then all else"


def test_a_ranking_that_became_a_text_while_its_page_was_open_keeps_its_order(paula, draft, ask):
    prompt = ask("x", "ranking", choices=CHOICES)
    opened = paula.get(address(draft))
    prompt.kind = "text"
    prompt.save()
    answer(paula, draft, opened=opened, x__1="Whiteboard", x__2="Screen")
    assert draft.answers["x"] == "Whiteboard\nScreen"


def test_a_page_that_did_not_ask_a_prompt_takes_no_answer_of_it_away(paula, draft, ask, write, at):
    prompt = ask("x", "several", choices=CHOICES)
    write(draft, "questions", answers={"x": "Screen"})
    prompt.archived_at = at
    prompt.save()
    opened = paula.get(address(draft))
    prompt.archived_at = None
    prompt.save()
    answer(paula, draft, opened=opened)
    assert draft.answers["x"] == "Screen"


def test_unticking_every_choice_takes_the_answer_away(paula, draft, ask, write):
    ask("x", "several", choices=CHOICES)
    write(draft, "questions", answers={"x": "Screen"})
    shown = {name: value for name, value in fields(paula.get(address(draft))).items() if name != "answer-x"}
    paula.post(address(draft), {**shown, "go": "stay"})
    draft.refresh_from_db()
    assert "x" not in draft.answers


def hidden(client, proposal, slug) -> bool:
    page = client.get(address(proposal)).content.decode()
    return page.split(f'id="prompt-{slug}"')[1].split(">")[0].endswith(" hidden")


def test_a_prompt_that_hangs_on_another_comes_after_saving_and_its_answer_stays_when_it_goes(paula, draft, ask):
    ask("funded", "yes")
    ask("funder", "line", shown_when="funded", shown_value="yes", is_required=True)
    assert hidden(paula, draft, "funder")
    answer(paula, draft, funded="yes")
    assert not hidden(paula, draft, "funder")
    assert "still to answer: “Funder”" in words(paula.get(address(draft, "check")))
    answer(paula, draft, funder="A foundation")
    answer(paula, draft, funded="no")
    assert hidden(paula, draft, "funder")
    assert draft.answers["funder"] == "A foundation"
    page = words(paula.get(reverse("proposal", args=[draft.code])))
    assert ("A foundation" in page, "Funder" in page) == (False, False)
    assert "Nothing is missing" in words(paula.get(address(draft, "check")))


def test_a_prompt_needed_by_another_answer_says_so_and_blocks_only_then(paula, draft, ask):
    ask("hybrid", "yes", label="Is it hybrid?")
    ask("platform", "line", is_required=True, required_when="hybrid", required_value="yes")
    assert "Needed only if “Is it hybrid?” is “Yes”." in words(paula.get(address(draft)))
    assert "Nothing is missing" in words(paula.get(address(draft, "check")))
    answer(paula, draft, hybrid="yes")
    assert "still to answer: “Platform”" in words(paula.get(address(draft, "check")))


@pytest.mark.parametrize("times", [1, 3, 30])
def test_the_questions_ask_the_database_the_same_at_any_number(times, paula, draft, ask, django_assert_num_queries):
    for number in range(times):
        ask(f"x-{number}", "several", choices=CHOICES, shown_when="why-now")
    with django_assert_num_queries(17):
        paula.get(address(draft))
