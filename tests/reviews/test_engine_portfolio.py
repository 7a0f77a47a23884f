"""Choosing a portfolio: by hand, against every possible choice, and on its own properties."""

from itertools import combinations
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.engine.portfolio import Chosen, Collision, Part, Problem, Rule, choose, contest, draw_lots, prices

pytestmark = pytest.mark.any_database


def at_most(count, *members, name="At most", **kind):
    return Rule(name, (Part("", frozenset(members), 0, count),), **kind)


def at_least(count, *members, name="At least", **kind):
    return Rule(name, (Part("", frozenset(members), count),), **kind)


FOUR = {1: 9.0, 2: 8.0, 3: 7.0, 4: 2.0}
TWO = at_most(2, 1, 2, 3, 4, name="Two places", places=True)


def test_the_best_go_in_until_a_rule_says_otherwise_and_the_price_says_what_it_cost():
    one_institution = at_most(1, 1, 2, name="One per institution")
    chosen = choose(Problem(FOUR, (TWO, one_institution)))
    assert (chosen.keys, chosen.total, chosen.proven) == ({1, 3}, 16.0, True)
    assert chosen.bound == pytest.approx(16.0)
    place, institution = prices(Problem(FOUR, (TWO, one_institution)), chosen)
    assert (place.cost, place.enter, place.leave) == (2.0, (4,), ())  # one more place
    assert (institution.cost, institution.enter, institution.leave) == (1.0, (2,), (3,))
    assert institution.share == pytest.approx(1 / 17)


def test_a_target_is_met_where_it_can_be_and_missed_in_words_where_not():
    met = choose(Problem(FOUR, (TWO, at_least(1, 4, name="A new chair", is_target=True))))
    assert (met.keys, met.missed) == ({1, 4}, ())
    wide = Rule("Topics", (Part("Iron", frozenset({4}), 2),), is_target=True)
    (miss,) = choose(Problem(FOUR, (TWO, wide))).missed
    assert (miss.rule, miss.part, miss.missing) == ("Topics", "Iron", 1)
    assert choose(Problem(FOUR, (TWO, wide), outside=frozenset({4}))).missed[0].missing == 2


def test_what_the_chairs_decided_stays_and_a_collision_names_only_what_collides():
    assert choose(Problem(FOUR, (TWO,), frozenset({4}), frozenset({1}))).keys == {2, 4}
    institutions = Rule(
        "One per institution", (Part("Mayo", frozenset({2, 3}), 0, 1), Part("Duke", frozenset({4}), 0, 1))
    )
    fault = choose(Problem(FOUR, (TWO, institutions), frozenset({2, 3, 4})))
    assert isinstance(fault, Collision)
    said = fault.sentences({2: "Clots", 3: "Iron", 4: "Sickle"})
    assert said in (
        ["One per institution (Mayo)", "Decided to be in: “Clots”, “Iron”."],
        ["Two places", "Decided to be in: “Clots”, “Iron”, “Sickle”."],
    )


def problems(largest=7):
    """Up to so many proposals, three rules of several parts, hard and targets, and some decisions."""

    @st.composite
    def build(draw):
        keys = list(range(1, draw(st.integers(1, largest)) + 1))
        values = {key: float(draw(st.integers(0, 20))) for key in keys}
        rules = []
        for number in range(draw(st.integers(0, 3))):
            parts = []
            for _ in range(draw(st.integers(1, 2))):
                low = draw(st.integers(0, 2))
                high = draw(st.none() | st.integers(low, 4))
                parts.append(Part(f"part {len(parts)}", frozenset(draw(st.sets(st.sampled_from(keys)))), low, high))
            rules.append(Rule(f"rule {number}", tuple(parts), draw(st.booleans()), draw(st.booleans())))
        fixed = draw(st.dictionaries(st.sampled_from(keys), st.booleans(), max_size=2))
        sides = [frozenset(key for key, side in fixed.items() if side is wanted) for wanted in (True, False)]
        return Problem(values, tuple(rules), *sides)

    return build()


def allowed(problem, keys):
    hard = (part for rule in problem.rules if not rule.is_target for part in rule.parts)
    return problem.inside <= keys and not problem.outside & keys and not any(part.missing(keys) for part in hard)


def every(problem):
    keys = sorted(problem.values)
    subsets = (frozenset(some) for size in range(len(keys) + 1) for some in combinations(keys, size))
    return [some for some in subsets if allowed(problem, some)]


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_possible_choice_is_better_and_none_is_overlooked(problem):
    possible, found = every(problem), choose(problem)
    if not possible:
        assert isinstance(found, Collision)
        return
    assert isinstance(found, Chosen)
    assert found.keys in possible
    assert problem.worth(found.keys) == pytest.approx(max(problem.worth(some) for some in possible), abs=0.01)
    assert all(price.cost >= 0 for price in prices(problem, found))
    turned = Problem(dict(reversed(problem.values.items())), problem.rules, problem.inside, problem.outside)
    assert choose(turned) == found


@settings(max_examples=60, deadline=None)
@given(problems(largest=4))
def test_a_collision_is_one_and_nothing_in_it_could_be_left_out(problem):
    fault = choose(problem)
    if isinstance(fault, Chosen):
        return
    parts = [(rule, part) for rule in fault.rules for part in rule.parts]

    def left(without):
        kept = [Rule(rule.name, (part,)) for rule, part in parts if part is not without]
        sides = [frozenset(key for key in side if key != without) for side in (fault.inside, fault.outside)]
        return every(Problem(problem.values, tuple(kept), *sides))

    assert not left(None)
    assert all(left(part) for _, part in parts)
    assert all(left(key) for key in (*fault.inside, *fault.outside))


def committee(count, places, draws=100, seed=4):
    """Topics with 1 to 4, at most one per organiser, so many places, and draws around the merits."""
    dice = Random(seed)
    values = {key: dice.gauss(50, 15) for key in range(count)}
    topic = {key: dice.randrange(5) for key in values}
    organiser = {key: dice.randrange(count * 2 // 3) for key in values}

    def of(table, name, low, high):
        groups = {one: frozenset(key for key in table if table[key] == one) for one in sorted(set(table.values()))}
        return tuple(Part(f"{name} {one}", members, low, high) for one, members in groups.items())

    rules = (
        Rule("Places", (Part("", frozenset(values), 0, places),), places=True),
        Rule("Topics", of(topic, "topic", 1, max(4, places // 4)), is_target=True),
        Rule("One per organiser", of(organiser, "organiser", 0, 1)),
    )
    drawn = [{key: value + dice.gauss(0, 10) for key, value in values.items()} for _ in range(draws)]
    return Problem({key: max(0.0, value) for key, value in values.items()}, rules), drawn


def test_the_contested_are_between_the_sure_and_the_hopeless_and_lots_decide_among_them_alone():
    problem, draws = committee(40, 12)
    begun = process_time()
    found = contest(problem, draws)
    assert process_time() - begun < 4  # about one on a quiet machine
    assert sorted((*found.always, *found.contested, *found.never)) == sorted(problem.values)
    assert all(found.share[key] > 0.9 for key in found.always)
    assert found.contested
    lots = draw_lots(problem, found, seed=7)
    assert lots == draw_lots(problem, found, seed=7)
    assert allowed(problem, lots.chosen)
    assert set(found.always) <= lots.chosen <= {*found.always, *found.contested}
    assert any(draw_lots(problem, found, seed=seed).chosen != lots.chosen for seed in range(8, 12))


def test_a_lot_drawn_earlier_goes_before_one_drawn_later():
    problem = Problem(dict.fromkeys(range(1, 7), 5.0), (at_most(3, 1, 2, 3, 4, 5, 6),))
    dice = Random(1)
    found = contest(problem, [{key: dice.random() for key in range(1, 7)} for _ in range(40)])
    lots = draw_lots(problem, found, seed=3)
    assert lots.chosen == set(lots.order[:3])
