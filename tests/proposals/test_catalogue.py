"""A society's rules as data: each kind with examples, then properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.catalogue.kind import CATALOGUE
from proposals.content import Content, EditionRow, FacultyRow, ItemRow
from proposals.judging.basics import judge_basics
from proposals.judging.sheet import judge, judge_content
from proposals.judging.surroundings import Surroundings
from proposals.models import Requirement
from tests.factories.workshops import make_format, make_prompt
from workshops.models import Format, Prompt

FORMAT = Format(name="Workshop", minutes=180)


def chairs(*institutions):
    rows = [FacultyRow(str(n), "chair", family_name="X", affiliation=name) for n, name in enumerate(institutions)]
    return Content(faculty=tuple(rows))


def order(*items):
    return Content(items=tuple(ItemRow(str(n), kind, "", minutes) for n, (kind, minutes) in enumerate(items)))


TWO_TO_FOUR = {"minimum": 2, "maximum": 4}
HALF = (("talk", 90), ("discussion", 90))
EXAMPLES = [
    ("chairs", TWO_TO_FOUR, chairs("A", "B"), True, "Two chairs named; two to four are needed."),
    ("chairs", TWO_TO_FOUR, chairs("A"), False, "One chair named; two to four are needed."),
    ("chairs", TWO_TO_FOUR, chairs(*"ABCDE"), False, "Five chairs named; two to four are needed."),
    ("chairs", {"minimum": 1}, Content(), False, "No chairs named; at least one is needed."),
    ("chairs", {"minimum": 2, "maximum": 2}, chairs("A"), False, "One chair named; exactly two are needed."),
    ("chairs", {"minimum": 0, "maximum": 1}, chairs("A", "B"), False, "Two chairs named; at most one is allowed."),
    ("chairs", {"minimum": 13}, chairs(*"ABC"), False, "Three chairs named; at least 13 are needed."),
    (
        "institutions",
        {"minimum": 2},
        chairs("A", "a "),
        False,
        "One institution among the chairs; at least two are needed.",
    ),
    (
        "institutions",
        {"minimum": 2},
        chairs("A", "", "B"),
        True,
        "Two institutions among the chairs; at least two are needed.",
    ),
    ("speakers", {"minimum": 1}, chairs("A"), False, "No speakers named; at least one is needed."),
    ("minutes_fit", {"tolerance": 0}, order(*HALF), True, "The running order takes 180 of 180 minutes."),
    (
        "minutes_fit",
        {"tolerance": 0},
        order(("talk", 150)),
        False,
        "The running order takes 150 of 180 minutes; 30 are still free.",
    ),
    (
        "minutes_fit",
        {"tolerance": 5},
        order(("talk", 186)),
        False,
        "The running order takes 186 of 180 minutes; 6 too many.",
    ),
    ("minutes_fit", {"tolerance": 5}, order(("talk", 185)), True, "The running order takes 185 of 180 minutes."),
    (
        "discussion_share",
        {"percent": 50},
        order(*HALF),
        True,
        "Discussion takes 90 of 180 minutes (50 %); at least 50 % are needed.",
    ),
    (
        "discussion_share",
        {"percent": 51},
        order(*HALF),
        False,
        "Discussion takes 90 of 180 minutes (50 %); at least 51 % are needed.",
    ),
    (
        "discussion_share",
        {"percent": 1},
        Content(),
        False,
        "Discussion takes 0 of 0 minutes (0 %); at least 1 % are needed.",
    ),
    ("required_parts", {"parts": ["summary", "topics"]}, Content(summary="x"), False, "Still missing: a topic."),
    ("required_parts", {"parts": ["summary"]}, Content(summary="x"), True, "Filled: the summary."),
    (
        "word_limit",
        {"part": "summary", "words": 2},
        Content(summary="one two three"),
        False,
        "The summary has 3 words; at most 2 are allowed.",
    ),
    (
        "word_limit",
        {"part": "title", "words": 1},
        Content(title="one"),
        True,
        "The title has 1 word; at most 1 are allowed.",
    ),
    (
        "word_limit",
        {"part": "answers", "words": 2},
        Content(answers={"a": "x", "b": "x y z"}),
        False,
        "The longest answer has 3 words; at most 2 are allowed.",
    ),
]


@pytest.mark.parametrize(("kind", "params", "content", "met", "sentence"), EXAMPLES)
def test_a_rule_is_judged_with_its_numbers(kind, params, content, met, sentence):
    finding = CATALOGUE[kind].judge(content, params, FORMAT, Surroundings())
    assert (finding.met, finding.sentence) == (met, sentence)


@pytest.mark.parametrize(("kind", "params"), [(example[0], example[1]) for example in EXAMPLES])
def test_sound_parameters_come_back_as_they_were(kind, params):
    assert CATALOGUE[kind].clean(params) == params


@given(st.lists(st.sampled_from("ABC"), max_size=6), st.integers(0, 5), st.integers(1, 5))
def test_a_number_of_chairs_is_met_exactly_between_its_bounds(institutions, low, more):
    params = {"minimum": low, "maximum": low + more}
    met = CATALOGUE["chairs"].judge(chairs(*institutions), params, FORMAT, Surroundings()).met
    assert met == (low <= len(institutions) <= low + more)


minutes = st.lists(st.tuples(st.sampled_from(["talk", "discussion", "break"]), st.integers(1, 200)), max_size=8)


@given(minutes, st.integers(1, 100))
def test_a_share_of_discussion_that_is_met_stays_met_with_more_discussion(items, percent):
    judge_share = CATALOGUE["discussion_share"].judge
    if judge_share(order(*items), {"percent": percent}, FORMAT, Surroundings()).met:
        assert judge_share(order(*items, ("discussion", 30)), {"percent": percent}, FORMAT, Surroundings()).met


@given(minutes, st.integers(0, 60))
def test_minutes_fit_whatever_the_order_of_the_items(items, tolerance):
    fits = CATALOGUE["minutes_fit"].judge
    assert fits(order(*items), {"tolerance": tolerance}, FORMAT, Surroundings()) == fits(
        order(*reversed(items)), {"tolerance": tolerance}, FORMAT, Surroundings()
    )


def asked(**fields):
    return Prompt(**{"slug": "why", "label": "Why now?", "kind": "text", "is_required": True} | fields)


BASICS = [
    (Content(), [], ["A title is needed."]),
    (Content(title="x"), [], []),
    (Content(title="x"), [asked()], ["1 of 1 required questions still to answer: “Why now?”."]),
    (Content(title="x"), [asked(is_required=False)], []),
    (
        Content(title="x", answers={"why": "a b c"}),
        [asked(word_limit=2)],
        ["“Why now?”: 3 words; at most 2 are allowed."],
    ),
    (
        Content(title="x", answers={"why": "many"}),
        [asked(kind="number")],
        ["“Why now?”: A number is asked for; “many” is none."],
    ),
    (Content(title="x", answers={"why": "1,5"}), [asked(kind="number")], []),
    (
        Content(title="x", answers={"why": "nan"}),
        [asked(kind="number")],
        ["“Why now?”: A number is asked for; “nan” is none."],
    ),
    (
        Content(title="x", answers={"why": "c"}),
        [asked(kind="choice", choices=["a"])],
        ["“Why now?”: “c” is no longer one of the choices."],
    ),
    (
        Content(title="x", faculty=(FacultyRow("a", email="felix@"),)),
        [],
        ["1 of 1 people have no family name yet.", "“felix@” is not an e-mail address."],
    ),
    (
        Content(title="x", items=(ItemRow("a", title="Talk"),)),
        [],
        ["1 of 1 items of the running order have no minutes yet."],
    ),
    (Content(title="x", editions=(EditionRow("a", "First"),)), [], []),
]


@pytest.mark.parametrize(("content", "prompts", "blocks"), BASICS)
def test_what_every_proposal_needs_is_said_in_a_sentence(content, prompts, blocks):
    assert [sentence for state, sentence, _ in judge_basics(content, prompts) if state == "block"] == blocks


def test_a_rule_for_one_format_does_not_judge_another(draft):
    other = make_format(draft.call, "agenda", name="Agenda-setting session")
    for form in (draft.format, other):
        rule = Requirement.objects.create(
            call=draft.call, kind="chairs", params={"minimum": 3}, severity="warn", sentence=f"Three for {form}"
        )
        rule.formats.add(form)
    make_prompt(draft.call, "only-there", label="Only there?").formats.add(other)
    lines = [(line.state, line.why, line.section) for line in judge(draft) if line.requirement]
    assert lines == [("warn", "Three for Friday Scientific Workshop", "people")]
    assert "Only there?" not in str(judge(draft))


def test_a_rule_that_is_met_is_ok_whatever_its_severity():
    rules = [
        Requirement(kind="chairs", params={"minimum": n}, severity=severity, sentence="s")
        for severity in ("block", "warn", "tell")
        for n in (0, 9)
    ]
    lines = judge_content(Content(title="x"), FORMAT, [], rules)
    assert [line.state for line in lines if line.requirement] == ["ok", "block", "ok", "warn", "ok", "tell"]
