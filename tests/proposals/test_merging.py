"""Two texts from one base: nothing that either side typed is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.content import Content, EditionRow, FacultyRow, ItemRow, cleaned, from_json, to_json
from proposals.revising.merging import Difference, merge, only_grew

FELIX = FacultyRow("felix", "co_chair", "Felix", "Fuchs", "felix@example.org", "Nordwald")
AMARA = FacultyRow("amara", "speaker", "Amara", "Nwosu")
BASE = Content(
    title="Clots",
    summary="How blood clots.",
    topics=("coagulation",),
    answers={"why-now": "Now."},
    faculty=(FELIX, AMARA),
    items=(ItemRow("one", "talk", "Platelets", 20, "felix"), ItemRow("two", "discussion", "", 40)),
)

words = st.text("abc ", max_size=6)
keys = st.sampled_from("pqrs")
people = st.lists(st.builds(FacultyRow, key=keys, family_name=words), max_size=3, unique_by=lambda row: row.key)
contents = st.builds(
    Content,
    title=words,
    summary=words,
    topics=st.lists(st.sampled_from("xyz"), unique=True).map(tuple),
    answers=st.dictionaries(st.sampled_from(["why", "who"]), words, max_size=2),
    faculty=people.map(tuple),
).map(cleaned)


@given(contents, contents)
def test_what_only_one_side_changed_is_taken_over(base, other):
    assert merge(base, other, base).content == other
    assert merge(base, base, other).content == other
    assert merge(base, other, other).content == other


@given(contents, contents, contents)
def test_every_changed_text_is_in_the_result_or_among_the_differences(base, mine, theirs):
    merged = merge(base, mine, theirs)
    for name in ("title", "summary"):
        new = {getattr(side, name) for side in (mine, theirs)} - {getattr(base, name)}
        told = {text for each in merged.differences if each.path == name for text in (each.mine, each.theirs)}
        assert new <= {getattr(merged.content, name)} | told


@given(contents)
def test_a_content_comes_back_from_json_as_it_was(content):
    assert from_json(to_json(content)) == content


def test_changes_of_different_fields_merge():
    merged = merge(BASE, replace(BASE, title="Clots and cancer"), replace(BASE, answers={"why-now": "Today."}))
    assert merged.differences == ()
    assert (merged.content.title, merged.content.answers) == ("Clots and cancer", {"why-now": "Today."})


def test_the_same_field_changed_twice_is_a_difference_and_both_texts_are_told():
    merged = merge(BASE, replace(BASE, title="Mine"), replace(BASE, title="Theirs", summary="New."))
    assert merged.differences == (Difference("title", "Mine", "Theirs"),)
    assert merged.content == replace(BASE, title="Theirs", summary="New.")
    assert merged.with_mine == replace(BASE, title="Mine", summary="New.")


def test_two_columns_of_one_row_merge():
    mine = replace(BASE, faculty=(replace(FELIX, country="Germany"), AMARA))
    theirs = replace(BASE, faculty=(replace(FELIX, affiliation="Nordwald University"), AMARA))
    both = replace(FELIX, country="Germany", affiliation="Nordwald University")
    assert merge(BASE, mine, theirs).content.faculty == (both, AMARA)


def test_a_row_that_one_removed_and_the_other_edited_stays():
    edited = replace(AMARA, country="Ghana")
    merged = merge(BASE, replace(BASE, faculty=(FELIX,)), replace(BASE, faculty=(FELIX, edited)))
    assert merged.content.faculty == (FELIX, edited)


def test_a_row_that_one_removed_and_nobody_edited_goes():
    assert merge(BASE, replace(BASE, faculty=(FELIX,)), BASE).content.faculty == (FELIX,)


def test_rows_added_on_both_sides_are_all_there_in_the_order_of_whoever_moved_one():
    new, other = ItemRow("three", "break", "", 10), ItemRow("four", "talk", "Iron", 15)
    one, two = BASE.items
    mine = replace(BASE, items=(two, one, new))
    assert merge(BASE, mine, replace(BASE, items=(one, two, other))).content.items == (two, one, new, other)


def test_topics_chosen_and_dropped_on_both_sides_add_up():
    merged = merge(BASE, replace(BASE, topics=()), replace(BASE, topics=("coagulation", "iron")))
    assert merged.content.topics == ("iron",)


@pytest.mark.parametrize(
    ("old", "new", "grew"),
    [
        ("Clots", "Clots and cancer", True),
        ("Clots cancer", "Clots and cancer", True),
        ("Clots", "Clots", True),
        ("", "Clots", True),
        ("Clots", "Clot", False),
        ("Clots", "", False),
        ("aba", "ab", False),
        ("Clots and cancer", "Cancer and clots", False),
    ],
)
def test_a_text_grew_only_when_the_old_one_is_wholly_in_the_new_one(old, new, grew):
    assert only_grew(Content(title=old), Content(title=new)) == grew


def test_blank_rows_doubled_topics_and_control_characters_are_cleaned_away():
    untidy = Content(
        title=" Clots\x00\nand cancer ",
        topics=("iron", "iron"),
        answers={"why-now": "  "},
        faculty=(FacultyRow("new"), FacultyRow("amara", email=" Amara@Example.org ")),
        items=(ItemRow("one", title="Talk", speaker="gone"), ItemRow("two")),
        editions=(EditionRow("x"),),
    )
    assert cleaned(untidy) == Content(
        title="Clots and cancer",
        topics=("iron",),
        faculty=(FacultyRow("amara", email="amara@example.org"),),
        items=(ItemRow("one", title="Talk"),),
    )
