"""When a prompt is shown and needed: any graph of conditions ends, and what is hidden is never demanded."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.conditions import Condition, circle, needed, shown


@dataclass(frozen=True)
class Ask:
    slug: str
    is_required: bool = True
    shown_if: Condition | None = None
    required_if: Condition | None = None


def slugs(prompts):
    return [prompt.slug for prompt in prompts]


FUNDED = Ask("funded")
FUNDER = Ask("funder", shown_if=Condition("funded", "yes"))
GRANT = Ask("grant", shown_if=Condition("funder"))


@pytest.mark.parametrize(
    ("answers", "seen"),
    [
        ({}, ["funded"]),
        ({"funded": "no"}, ["funded"]),
        ({"funded": "yes"}, ["funded", "funder"]),
        ({"funded": "yes", "funder": "NIH"}, ["funded", "funder", "grant"]),
        ({"funded": "no", "funder": "NIH"}, ["funded"]),
        ({"funded": "yes", "funder": "  "}, ["funded", "funder"]),
    ],
)
def test_a_prompt_is_shown_by_the_answer_to_another_that_is_shown(answers, seen):
    assert slugs(shown([GRANT, FUNDED, FUNDER], answers)) == [
        each for each in ("grant", "funded", "funder") if each in seen
    ]


def test_one_of_several_choices_is_enough():
    asked = [Ask("wishes"), Ask("why", shown_if=Condition("wishes", "Microphones"))]
    assert slugs(shown(asked, {"wishes": "Screen\nMicrophones"})) == ["wishes", "why"]
    assert slugs(shown(asked, {"wishes": "Microphones and more"})) == ["wishes"]


def test_what_hangs_on_a_prompt_that_is_not_asked_is_not_shown():
    assert shown([FUNDER], {"funded": "yes"}) == []


def test_a_prompt_may_be_needed_by_another_answer():
    asked = [Ask("hybrid"), Ask("platform", required_if=Condition("hybrid", "yes")), Ask("note", is_required=False)]
    assert slugs(needed(asked, {"hybrid": "no"})) == ["hybrid"]
    assert slugs(needed(asked, {"hybrid": "yes"})) == ["hybrid", "platform"]


def test_a_hidden_answer_makes_nothing_needed():
    asked = [FUNDED, FUNDER, Ask("report", required_if=Condition("funder"))]
    assert slugs(needed(asked, {"funded": "no", "funder": "NIH"})) == ["funded"]


def test_a_circle_is_named_prompt_by_prompt():
    assert circle("funded", Condition("grant"), [FUNDED, FUNDER, GRANT]) == ["funded", "grant", "funder"]
    assert circle("funded", Condition("funded"), [FUNDED]) == ["funded"]
    assert circle("grant", Condition("funded"), [FUNDED, FUNDER, GRANT]) == []
    assert circle("new", Condition("a"), [Ask("a", shown_if=Condition("b")), Ask("b", shown_if=Condition("a"))]) == []


NAMES = st.sampled_from("abcdefgh")
VALUES = st.sampled_from(["", "yes", "no"])
CONDITIONS = st.none() | st.builds(Condition, NAMES, VALUES)
GRAPHS = st.lists(
    st.builds(Ask, NAMES, st.booleans(), CONDITIONS, CONDITIONS), unique_by=lambda prompt: prompt.slug, max_size=8
)
ANSWERS = st.dictionaries(NAMES, VALUES)


@given(GRAPHS, ANSWERS)
def test_any_graph_of_conditions_ends_and_each_shown_prompt_leans_on_shown_ones(prompts, answers):
    seen = set(slugs(shown(prompts, answers)))
    for prompt in prompts:
        condition = prompt.shown_if
        met = condition is None or (condition.slug in seen and condition.met_by(answers.get(condition.slug, "")))
        assert prompt.slug not in seen or met
        if prompt.slug not in seen and met:
            assert circle(prompt.slug, condition, prompts) or leads_into_a_circle(prompt, prompts)


def leads_into_a_circle(prompt, prompts) -> bool:
    by_slug, path = {each.slug: each for each in prompts}, []
    while prompt and prompt.shown_if:
        if prompt.slug in path:
            return True
        path.append(prompt.slug)
        prompt = by_slug.get(prompt.shown_if.slug)
    return False


@given(GRAPHS, ANSWERS)
def test_what_is_needed_is_always_shown_and_required(prompts, answers):
    seen = shown(prompts, answers)
    assert all(prompt in seen and prompt.is_required for prompt in needed(prompts, answers))


@given(GRAPHS, ANSWERS, NAMES)
def test_an_answer_to_a_hidden_prompt_changes_nothing(prompts, answers, slug):
    seen = slugs(shown(prompts, answers))
    if slug not in seen:
        without = {name: text for name, text in answers.items() if name != slug}
        assert slugs(shown(prompts, without)) == seen
        assert needed(prompts, without) == needed(prompts, answers)
