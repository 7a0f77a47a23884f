"""The history in words: rows by name, what only moved said as moved, every text to read and to bring back."""

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from proposals import actions
from proposals.content import Content, FacultyRow, ItemRow, from_json
from proposals.reading import read_content
from proposals.revising.differences import compare, moved_of, word_changes
from proposals.rows import content_of
from tests.factories.proposals import make_proposal
from tests.proposals.reader import words

FELIX = FacultyRow("felix", "speaker", "Felix", "Fuchs", "felix@example.org", "Nordwald")
AMARA = FacultyRow("amara", "speaker", "Amara", "Nwosu", "", "Lagos")
ZHOU = FacultyRow("zhou", "panelist", "Li", "Zhou")
BASE = Content(title="Clots", summary="How blood clots.", faculty=(FELIX, AMARA, ZHOU))


@pytest.fixture
def told(draft):
    """Each change as its label, its note, and its words with the signs of what went and came."""

    def tell(before, after, *addresses):
        signs = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
        readings = (read_content(draft, each) for each in (before, after))
        return [
            (each.label, each.note, "".join(signs[op].format(text) for op, text in each.pieces))
            for each in compare(*readings, *addresses)
        ]

    return tell


def test_a_text_tells_its_words_and_a_person_her_name(told):
    after = replace(
        BASE, summary="How young blood clots.", faculty=(FELIX, replace(AMARA, affiliation="Abuja"), ZHOU)
    )
    assert told(BASE, after) == [
        ("Summary", "", "How+ young+ blood clots."),
        ("People: Amara Nwosu", "", "Speaker: Amara Nwosu, -Lagos-+Abuja+"),
    ]


def test_a_row_that_only_moved_is_said_to_have_moved_and_its_neighbours_are_not(told):
    assert told(BASE, replace(BASE, faculty=(ZHOU, FELIX, AMARA))) == [
        ("People: Li Zhou", "Moved from place 3 to place 1", "")
    ]


def test_rows_that_came_and_went_are_named_with_their_places(told):
    new = FacultyRow("new", "chair", "Nina", "Novak")
    assert told(BASE, replace(BASE, faculty=(FELIX, new, ZHOU))) == [
        ("People: Nina Novak", "Added, in place 2", "+Chair: Nina Novak+"),
        ("People: Amara Nwosu", "Removed from place 2", "-Speaker: Amara Nwosu, Lagos-"),
    ]


def test_a_talk_that_moved_and_grew_tells_both(told):
    one, two = ItemRow("one", "talk", "Platelets", 20), ItemRow("two", "discussion", "", 40)
    before, after = (replace(BASE, items=items) for items in ((one, two), (two, replace(one, minutes=30))))
    changes = told(before, after)
    assert [each[0] for each in changes] in (
        ["Running order: Discussion", "Running order: Platelets"],
        ["Running order: Platelets"],
    )
    assert any("-20-+30+ min · Talk · Platelets" in each[2] for each in changes)
    assert sum(each[1].startswith("Moved") for each in changes) == 1


def test_addresses_are_told_to_those_who_write_only(told):
    after = replace(BASE, faculty=(replace(FELIX, email="f@example.org"), AMARA, ZHOU))
    assert told(BASE, after) == []
    addresses = tuple({row.key: row.email for row in each.faculty} for each in (BASE, after))
    assert told(BASE, after, addresses) == [
        ("People: Felix Fuchs", "", "Speaker: Felix Fuchs, Nordwald, -felix-+f+@example.org")
    ]


@given(st.permutations("abcdef"), st.permutations("abcdef"))
def test_what_did_not_move_keeps_its_order(was, now):
    moved = moved_of(was, now)
    assert [key for key in was if key not in moved] == [key for key in now if key not in moved]
    assert (moved == set()) == (was == now)


@given(st.text("ab c.", max_size=30), st.text("ab c.", max_size=30))
def test_both_sides_of_a_change_give_the_two_texts_back(before, after):
    pieces = word_changes(before, after)
    assert "".join(text for op, text in pieces if op != "added") == before
    assert "".join(text for op, text in pieces if op != "removed") == after


def test_any_text_is_read_whole_and_brought_back_from_the_history(sign_in, cast, clock, draft, write):
    write(draft, "basics", title="Second", auto=False)
    write(draft, "basics", title="Third", auto=False)
    paula, address = sign_in(cast.paula), reverse("proposal_history", args=[draft.code])
    assert "Text 2, 1 March 2027, 12:00, Paula Perez Bring back text 2 Second" in words(
        paula.get(f"{address}?read=2")
    )
    both = words(paula.get(f"{address}?older=1&newer=2"))
    assert "Bring back text 1" in both
    assert "Bring back text 2" in both
    paula.post(address, {"number": "2"})
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Second", 4)
    assert [from_json(each.content).title for each in draft.revisions.all()][:2] == ["Second", "Third"]
    assert content_of(draft).title == "Second"


@pytest.mark.parametrize("number", ["9", "x", "-1", "²", "9" * 30])
def test_a_text_that_never_was_is_not_found_or_not_shown(number, sign_in, cast, clock, draft):
    response = sign_in(cast.paula).get(reverse("proposal_history", args=[draft.code]), {"read": number})
    assert response.status_code == (404 if number == "9" else 200)


def test_staff_read_no_text_that_was_not_handed_in(sign_in, cast, clock, form, at, write):
    proposal = make_proposal(form, cast.paula, at, "submitted")
    actions.take_back(proposal, by=cast.paula, at=at)
    write(proposal, "basics", title="Canary", auto=False)
    olga, address = sign_in(cast.olga), reverse("proposal_history", args=[proposal.code])
    assert olga.get(f"{address}?read=2").status_code == 404
    assert olga.get(f"{address}?read=1").status_code == 200
    assert "Canary" not in words(olga.get(f"{address}?older=1&newer=1"))
