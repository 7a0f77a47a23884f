"""The order of an agenda: against every order there is, and by hand."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.engine.agenda import Item, order, transitions


def items(*outs: str, locked: tuple[int, ...] = ()) -> list[Item]:
    return [Item(place, frozenset(out), place in locked) for place, out in enumerate(outs)]


def test_people_leave_once_and_return_once_where_that_is_possible():
    found = order(items("r", "", "r", "c", "", "c"))
    assert (found.given, found.found, found.proven) == (8, 4, True)
    outs = ["r", "", "r", "c", "", "c"]
    assert sorted(found.keys) == [0, 1, 2, 3, 4, 5]
    assert transitions(items(*(outs[key] for key in found.keys))) == 4


def test_an_order_that_nothing_betters_stays_as_it_was_given():
    found = order(items("", "r", "rc", "c", ""))
    assert found.keys == (0, 1, 2, 3, 4)
    assert (found.given, found.found, found.proven) == (4, 4, True)


def test_an_agenda_without_items_or_recusals_is_in_order():
    assert order([]).keys == ()
    assert order(items("", "")).given == 0


agendas = st.lists(st.tuples(st.sets(st.sampled_from("abc"), max_size=2), st.booleans()), min_size=1, max_size=5)


@settings(max_examples=25)
@given(agendas)
def test_no_order_with_the_locked_in_their_places_has_fewer_transitions(agenda):
    rows = [Item(place, frozenset(out), locked) for place, (out, locked) in enumerate(agenda)]
    found = order(rows)
    allowed = [
        each
        for each in permutations(rows)
        if all(item is rows[place] for place, item in enumerate(each) if item.locked or rows[place].locked)
    ]
    best = min(transitions(each) for each in allowed)
    arranged = [next(item for item in rows if item.key == key) for key in found.keys]
    assert tuple(arranged) in set(allowed)
    assert transitions(arranged) == found.found == best
    assert found.proven


def test_forty_items_of_twelve_people_are_ordered_within_the_work_allowed_and_the_same_again():
    outs = ["".join(chr(97 + (place * 7 + step * 5) % 12) for step in range(place % 3)) for place in range(40)]
    first, second = order(items(*outs)), order(items(*outs))
    assert first == second
    assert first.proven
    assert first.found < first.given / 2
