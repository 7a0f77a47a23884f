"""The table is exhaustive: what is not in it does not happen."""

import pytest

from proposals.lifecycle import BEFORE, BEGINNINGS, LIVING, TABLE, State, Verb, transition


def test_every_verb_has_one_row():
    assert sorted(row.verb for row in TABLE) == sorted(Verb)


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("state", State)
def test_a_verb_happens_only_from_its_sources(verb, state):
    row = transition(verb, state)
    assert (row is not None) == any(state in each.sources for each in TABLE if each.verb == verb)


def test_every_target_is_a_state():
    assert {row.target for row in TABLE} <= {*State, BEFORE}


def test_every_state_can_be_reached_and_only_ends_are_dead_ends():
    reached = {row.target for row in TABLE} | {*BEGINNINGS}
    assert reached >= set(State)
    assert {state for state in State if not any(state in row.sources for row in TABLE)} == {
        State.DECLINED,
        State.MERGED,
        State.JOINT,
    }


def test_the_proposer_may_withdraw_whatever_lives():
    assert transition(Verb.WITHDRAW, State.CONFIRMED)
    assert all(transition(Verb.WITHDRAW, state) for state in LIVING)
