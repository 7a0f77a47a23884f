"""Words that tell who proposes are found where they stand, whatever their accents and case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.blindness.leaks import Person, Place, folded, leaks_in

PEOPLE = [Person("Ana María", "Muñoz", "Hospital del Río"), Person("Wei", "Li", "Lab")]


def found(text: str) -> list[tuple[str, str]]:
    return [(leak.kind, leak.found) for leak in leaks_in([Place("summary", "Summary", text)], PEOPLE)]


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("As MUNOZ showed, clots form.", [("name", "MUNOZ")]),
        ("A. Muñoz and Li, W. agree.", [("name", "A. Muñoz"), ("name", "Li, W.")]),
        ("The Li ion and the lithium are no names.", []),
        ("At the hospital  del rio we meet.", [("place", "hospital  del rio")]),
        ("Write to ana@rio.example or see https://rio.example/lab.", [
            ("address", "ana@rio.example"), ("link", "https://rio.example/lab.")]),
        ("We have previously shown it in our own recent study.", [
            ("own", "We have previously shown"), ("own", "our own recent study")]),
        ("Earlier work showed it; our aim is clear.", []),
        ("ORCID 0000-0002-1825-0097.", [("address", "0000-0002-1825-0097")]),
    ],
)  # fmt: skip
def test_what_tells_who_proposes_is_found(text, leaks):
    assert found(text) == leaks


def test_a_finding_stands_among_the_words_around_it():
    [leak] = leaks_in([Place("", "Title", f"{'a' * 70} Muñoz {'b' * 70}")], PEOPLE)
    assert (leak.before, leak.found, leak.after) == (f"…{'a' * 59} ", "Muñoz", f" {'b' * 59}…")


@given(st.text())
def test_folding_keeps_every_place(text):
    assert len(folded(text)) == len(text)
