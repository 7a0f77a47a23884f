"""The assignment engine: examples by hand, properties, and the words when there is no assignment."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.engine.assigning.committee import small
from reviews.engine.assignment import Problem, Shortage, Solution, solve

pytestmark = pytest.mark.any_database

TITLES = ["Marrow", "Platelets", "Iron", "Lymphoma"]
PEOPLE = ["Rita", "Raj", "Chen", "Olga"]


def asked(score, demand=1, loads=(0, 9), blocked=(), **more):
    score = np.array(score, float)
    shape = score.shape
    closed = np.zeros(shape, bool)
    for pair in blocked:
        closed[pair] = True
    loads = np.broadcast_to(np.array(loads), (shape[1], 2))
    return Problem(np.full(shape[0], demand), loads, score, closed, **more)


def words(problem, **how):
    found = solve(problem, **how)
    assert isinstance(found, Shortage)
    return found.sentences(TITLES, PEOPLE)


def test_total_takes_the_best_sum_and_fair_raises_the_worst_first():
    # 0.9 + 0.1 beats 0.5 + 0.45, but leaves the second proposal with next to nothing.
    problem = asked([[0.9, 0.5], [0.45, 0.1]], loads=(1, 1))
    total, fair = solve(problem, mode="total"), solve(problem, mode="fair")
    assert (total.pairs, total.total, total.worst, total.proven) == (((0, 0), (1, 1)), 1.0, 0.1, True)
    assert (fair.pairs, fair.worst, fair.bound, fair.proven) == (((0, 1), (1, 0)), 0.45, 0.45, True)


def test_the_slider_gives_up_some_of_the_worst_for_the_total():
    problem = asked([[0.9, 0.5], [0.45, 0.1]], loads=(1, 1))
    assert solve(problem, mode="fair", floor=0.2).total == 1.0
    assert solve(problem, mode="fair", floor=0.3).total == pytest.approx(0.95)


def test_a_proposal_with_fewer_readers_counts_as_if_it_had_as_many():
    problem = asked([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]], demand=2)
    problem = Problem(np.array([2, 1]), problem.loads, problem.score, problem.blocked)
    assert solve(problem).worst == 1.0


def test_rules_hold_even_where_the_score_pulls_the_other_way():
    score = [[0.9, 0.8, 0.1, 0.2]]
    plain = asked(score, demand=2)
    assert solve(plain).pairs == ((0, 0), (0, 1))
    houses = asked(score, demand=2, institutions=["Leiden", "Leiden", "", ""])
    assert solve(houses).pairs == ((0, 0), (0, 3))
    seniors = asked(score, demand=2, seniors=np.array([[False, False, True, False]]))
    assert solve(seniors).pairs == ((0, 0), (0, 2))
    apart = asked(score, demand=2, apart=[(0, 1)])
    assert solve(apart).pairs == ((0, 0), (0, 3))
    locked = asked(score, demand=2, locked=[(0, 2)], institutions=["Leiden", "", "Leiden", ""])
    assert solve(locked).pairs == ((0, 1), (0, 2))


def test_roles_are_spread_evenly():
    problem = asked(np.ones((6, 3)), demand=3, roles=("primary", "secondary"))
    roles = solve(problem).roles
    for role in ("primary", "secondary"):
        assert sorted(person for (_, person), name in roles.items() if name == role) == [0, 0, 1, 1, 2, 2]


def test_when_somebody_declines_only_her_work_moves():
    score = np.random.default_rng(4).random((12, 6))
    before = solve(asked(score, demand=3, loads=(4, 9)))
    gone = [pair for pair in before.pairs if pair[1] == 2]
    closed = [(proposal, 2) for proposal in range(12)]
    loads = np.array([[4, 9]] * 6)
    loads[2] = 0
    after = solve(asked(score, demand=3, loads=loads, blocked=closed, previous=before.pairs))
    assert set(before.pairs) - set(after.pairs) == set(gone)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            asked(np.ones((3, 3)), demand=3, loads=(0, 2), blocked=[(0, 0), (1, 0)]),
            [
                "“Marrow”, “Platelets” and “Iron” together need 9 readers; people without a conflict can give 5.",
                "Let Raj or Chen read one more.",
                "Waive the conflict between Rita and “Marrow”.",
                "Waive the conflict between Rita and “Platelets”.",
                "Ask for one reader fewer of “Marrow”, “Platelets” or “Iron”.",
            ],
        ),
        (
            asked(np.ones((2, 3)), demand=1, loads=(2, 2)),
            [
                "Rita, Raj and Chen must together read 6 proposals at least, and there are 2 for them to read.",
                "Ask Rita, Raj or Chen to read one fewer at least.",
            ],
        ),
        (
            asked(np.ones((2, 3)), seniors=np.array([[True, False, False]] * 2), loads=(0, 1)),
            [
                "“Marrow” and “Platelets” together need 2 senior or expert readers; "
                "those without a conflict can give 1.",
                "Let Rita read one more.",
                "Give up the rule that every proposal has a senior or expert reader.",
            ],
        ),
        (
            asked(np.ones((1, 3)), demand=2, institutions=["Leiden"] * 3),
            [
                "“Marrow” needs 2 readers, and who may read it comes from 1 institution.",
                "Ask for one reader fewer of “Marrow”.",
                "Give up the rule that a proposal has one reader of an institution at most.",
            ],
        ),
        (
            asked(np.ones((1, 3)), demand=1, locked=[(0, 0), (0, 1)]),
            ["“Marrow” keeps 2 readers and is to have 1.", "Unlock Rita and “Marrow”.", "Unlock Raj and “Marrow”."],
        ),
        (
            asked(np.ones((2, 3)), demand=2, apart=[(0, 1), (1, 2), (0, 2)]),
            [
                "There are readers enough, but no assignment obeys all the rules together.",
                "Give up the rule that keeps some people apart.",
            ],
        ),
    ],
)
def test_a_shortage_says_what_is_short_and_what_would_help(problem, said):
    assert words(problem) == said


def test_a_named_fix_gives_one_reader_more():
    closed = [(0, 0), (1, 0)]
    short = solve(asked(np.ones((3, 3)), demand=3, loads=(0, 2), blocked=closed))
    waived = solve(asked(np.ones((3, 3)), demand=3, loads=(0, 2), blocked=closed[1:]))
    assert waived.gives == short.gives + 1


@st.composite
def problems(draw):
    """Committees that may be short of readers."""
    proposals, people = draw(st.integers(1, 7)), draw(st.integers(2, 6))
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    lows = chance.integers(0, 3, people)
    return Problem(
        demand=chance.integers(0, min(4, people + 1), proposals),
        loads=np.stack([lows, lows + chance.integers(0, 6, people)], axis=1),
        score=chance.random((proposals, people)).round(2),
        blocked=chance.random((proposals, people)) < 0.15,
        seniors=draw(st.sampled_from([None, np.tile(chance.random(people) < 0.6, (proposals, 1))])),
        institutions=draw(st.sampled_from([(), [f"{place % 4}" for place in range(people)]])),
        apart=draw(st.sampled_from([(), ((0, 1),)])),
    )


def obeys(problem, pairs):
    chosen = np.zeros(problem.score.shape, bool)
    for pair in pairs:
        chosen[pair] = True
    load, houses = chosen.sum(0), np.array(problem.institutions)
    return (
        not (chosen & problem.blocked).any()
        and (chosen.sum(1) == problem.demand).all()
        and ((problem.loads[:, 0] <= load) & (load <= problem.loads[:, 1])).all()
        and (problem.seniors is None or (chosen & problem.seniors).any(1)[problem.demand > 0].all())
        and all((chosen[:, houses == house].sum(1) <= 1).all() for house in set(problem.institutions))
        and all(not (chosen[:, one] & chosen[:, other]).any() for one, other in problem.apart)
    )


@settings(max_examples=25, deadline=None)
@given(problems(), st.sampled_from(["total", "fair"]))
def test_an_answer_obeys_every_rule_and_comes_out_the_same_again(problem, mode):
    found = solve(problem, mode=mode, seed=3, seconds=0.2)
    again = solve(problem, mode=mode, seed=3, seconds=0.2)
    if isinstance(found, Shortage):
        assert found == again
        return
    assert obeys(problem, found.pairs)
    assert found.pairs == again.pairs
    assert found.total == pytest.approx(sum(problem.score[pair] for pair in found.pairs))
    assert found.total <= found.ceiling + 1e-6
    assert (found.worst if mode == "fair" else found.total) <= found.bound + 1e-6
    kept = found.pairs[:2]
    locked = solve(Problem(**(vars_of(problem) | {"locked": kept})), mode=mode, seconds=0.2)
    assert isinstance(locked, Solution)
    assert set(kept) <= set(locked.pairs)


def vars_of(problem):
    return {name: getattr(problem, name) for name in Problem.__dataclass_fields__}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_small_questions_are_answered_as_by_trying_everything(number, ruled):
    chance = np.random.default_rng(number)
    seniors = np.tile(chance.random(4) < 0.5, (3, 1)) if ruled else None
    houses = ["Leiden", "Leiden", "Utrecht", ""] if ruled else ()
    score, closed = chance.random((3, 4)).round(2), chance.random((3, 4)) < 0.2
    problem = Problem(np.full(3, 2), np.tile([1, 2], (4, 1)), score, closed, seniors=seniors, institutions=houses)
    assert small(problem.rest)
    readers = list(combinations(range(4), 2))
    every = [[(p, r) for p, both in enumerate(chosen) for r in both] for chosen in product(readers, repeat=3)]
    legal = [pairs for pairs in every if obeys(problem, pairs)]
    total, fair = solve(problem, mode="total"), solve(problem, mode="fair")
    assert isinstance(total, Shortage) == (not legal)
    if legal:
        totals = [sum(score[pair] for pair in pairs) for pairs in legal]
        worsts = [min(sum(score[p, r] for p, r in pairs if p == row) for row in range(3)) for pairs in legal]
        assert total.total == pytest.approx(max(totals), abs=1e-5)
        assert fair.worst == pytest.approx(max(worsts), abs=1e-5)
        best = max(all_of for all_of, worst in zip(totals, worsts, strict=True) if worst >= max(worsts) - 1e-9)
        assert fair.total == pytest.approx(best, abs=1e-4)


def test_the_search_without_proof_is_near_the_proof(monkeypatch):
    problem = Problem(
        np.full(20, 3),
        np.tile([3, 8], (10, 1)),
        np.random.default_rng(2).random((20, 10)),
        np.zeros((20, 10), bool),
        institutions=[f"{place % 6}" for place in range(10)],
        seniors=np.tile(np.arange(10) % 3 == 0, (20, 1)),
    )
    proved = solve(problem)
    monkeypatch.setattr("reviews.engine.assignment.small", lambda rest: False)
    found = solve(problem)
    assert proved.proven
    assert obeys(problem, found.pairs)
    assert found.worst >= 0.97 * proved.worst
    assert found.total >= 0.97 * proved.total


@pytest.mark.parametrize(
    "wrong", [{"institutions": ["Leiden"]}, {"locked": [(0, 0)]}, {"seniors": np.ones((1, 1), bool)}]
)
def test_a_question_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(ValueError, match=r"institution|conflict|shape"):
        asked(np.ones((2, 2)), blocked=[(0, 0)], **wrong)
