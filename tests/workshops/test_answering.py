"""Answers of every kind as text: told as people write it, and what does not fit in a sentence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.answering import fault_of, link_of, range_words, told, value_of
from workshops.models import Prompt
from workshops.models.prompt import PromptKind


@pytest.mark.parametrize("kind", PromptKind)
@given(text=st.text() | st.from_regex(r"[-+]?[0-9.,]{1,12}", fullmatch=True) | st.from_regex(r"[0-9-]{10}"))
def test_any_text_is_read_without_an_accident_and_a_value_is_told(kind, text):
    fault_of(Prompt(kind=kind, choices=["a"], lowest=Decimal(1), highest=Decimal(2), word_limit=1), text)
    assert told(kind, text) or not value_of(kind, text)


def asked(kind, **fields):
    return Prompt(kind=kind, **fields)


@pytest.mark.parametrize(
    ("prompt", "text", "fault"),
    [
        (asked("text", word_limit=2), "a b", ""),
        (asked("text", word_limit=2), "a b c", "3 words; at most 2 are allowed."),
        (asked("line"), "a\nb", "One line is asked for; these are 2."),
        (asked("choice", choices=["a", "b"]), "a", ""),
        (asked("choice", choices=["a", "b"]), "c", "“c” is no longer one of the choices."),
        (asked("choice", choices=["a"]), "c\nd", "“c…” is no longer one of the choices."),
        (asked("several", choices=["a", "b", "c"], highest=Decimal(2)), "a\nb", ""),
        (asked("several", choices=["a", "b", "c"], highest=Decimal(2)), "a\nb\nc", "3 chosen; at most 2."),
        (asked("several", choices=["a"]), "a\nz", "“z” is no longer one of the choices."),
        (asked("ranking", choices=["a", "b"]), "b\na", ""),
        (asked("ranking", choices=["a", "b"]), "b", "1 of 2 have a place."),
        (asked("ranking", choices=["a", "b"]), "b\nb", "“b” has more than one place."),
        (asked("yes"), "no", ""),
        (asked("yes"), "perhaps", "“perhaps” is neither yes nor no."),
        (asked("number", lowest=Decimal(1), highest=Decimal("2.5")), "2,5", ""),
        (asked("number", lowest=Decimal(1), highest=Decimal("2.5")), "3", "3; from 1 to 2.5."),
        (asked("number", lowest=Decimal("10.00")), "9.0", "9; at least 10."),
        (asked("number"), "nan", "A number is asked for; “nan” is none."),
        (asked("number"), "1e3", "A number is asked for; “1e3” is none."),
        (asked("number"), "1,000", "“1,000” can be read in two ways: write thousands without a comma."),
        (asked("date"), "2027-02-28", ""),
        (asked("date"), "2027-02-30", "A day is asked for, written as 2027-05-13; “2027-02-30” is none."),
        (
            asked("link"),
            "http://a.org",
            "A full address that begins with https:// is asked for; “http://a.org” is none.",
        ),
        (asked("file"), "k7m2", ""),
        (asked("number", lowest=Decimal(5)), "", ""),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(prompt, text, fault):
    assert fault_of(prompt, text) == fault


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://a.org",
        "data:text/html,<script>x</script>",
        "//evil.example/",
        "http://a.org",
        "https://user:secret@a.org/",
        "https://bank.example@evil.example/",
        "https://a.org/ x",
        "https://a.org\n.evil.example",
        "https://",
        "https:a.org",
        "a.org",
    ],
)
def test_a_link_is_a_full_https_address_or_none(address):
    assert link_of(address) is None


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("yes", "no", "No"),
        ("yes", "perhaps", "perhaps"),
        ("date", "2027-05-03", "3 May 2027"),
        ("date", "soon", "soon"),
        ("ranking", "b\na", "1. b\n2. a"),
        ("several", "b\na", "b\na"),
        ("number", "2,5", "2,5"),
    ],
)
def test_an_answer_is_told_as_people_write_it(kind, text, words):
    assert told(kind, text) == words


def test_a_range_is_said_in_words():
    one, two = Decimal("1.00"), Decimal("2.50")
    assert [range_words(*each) for each in ((one, two), (one, None), (None, two), (one, one), (None, None))] == [
        "from 1 to 2.5",
        "at least 1",
        "at most 2.5",
        "exactly 1",
        "",
    ]
