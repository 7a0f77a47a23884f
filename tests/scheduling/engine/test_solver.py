"""The planner answers always, obeys hard rules and locks, and never claims more than it proved."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduling.engine.check import check
from scheduling.engine.index import Index
from scheduling.engine.problem import Block, Lock, Person, Published, Room, Similar, Topic, Walk
from scheduling.engine.solver import plan
from scheduling.engine.weights import HARD, Rule, soft

from .stage import HALL, MORNING, NOOK, NOON, at, item, only, problem, problems


def planned(made, start=None, **more):
    return plan(made, start, **{"seconds": 10} | more)


def test_two_talks_of_one_speaker_do_not_overlap():
    made = problem(item("a", 60, people=("rita",)), item("b", 60, people=("rita",)))
    result = planned(made)
    assert (result.status, result.value, result.unplaced) == ("optimal", 0, ())
    assert {place.start for place in result.plan.values()} == {0, 90}


def test_a_locked_item_stays_where_it_is_locked_even_off_the_grid():
    made = problem(item("a"), item("b"), locks=(Lock("a", room="nook", start=105), Lock("b", start=105)))
    result = planned(made)
    assert result.plan == {"a": at("nook", 105), "b": at("hall", 105)}


def test_a_crowd_gets_the_room_that_holds_it():
    made = problem(item("a", 60, audience=150), item("b", 60, audience=10), blocks=(MORNING,))
    assert planned(made).plan == {"a": at("hall", 0), "b": at("nook", 0)}


def test_when_no_room_holds_the_crowd_the_missing_seats_are_the_proved_value():
    made = problem(item("a", 60, audience=150), item("b", 60, audience=60), blocks=(MORNING,))
    result = planned(made)
    assert (result.status, result.value, result.bound, result.gap) == ("optimal", 40, 40, 0.0)


def test_a_closed_room_is_not_used():
    made = problem(item("a", 60), item("b", 60), rooms=(replace(HALL, closed=((50, 100),)), NOOK))
    assert sorted(place.room for place in planned(made).plan.values()) == ["nook", "nook"]


def test_a_block_open_for_one_room_only_is_not_used_for_another():
    made = problem(item("a", 60), item("b", 60), blocks=(MORNING, replace(NOON, rooms=("nook",))))
    result = planned(replace(made, locks=(Lock("a", room="hall"), Lock("b", room="hall"))))
    assert (result.status, len(result.plan)) == ("infeasible", 1)


def test_an_absent_person_is_not_asked_to_come():
    away = (Person("rita", "Rita Sato", absent=((0, 60),)),)
    assert planned(problem(item("a", people=("rita",)), people=away)).plan["a"].start >= 90


def test_similar_topics_do_not_run_in_parallel():
    made = problem(
        item("a", 60, topic="red"),
        item("b", 60, topic="blue"),
        topics=(Topic("red", "Red"), Topic("blue", "Blue")),
        similar=(Similar("red", "blue"),),
    )
    result = planned(made)
    assert (result.value, {place.start for place in result.plan.values()}) == (0, {0, 90})


def test_a_published_plan_changes_only_where_it_must():
    told = (Published("a", "hall", 0), Published("b", "hall", 30), Published("c", "nook", 0))
    made = problem(item("a"), item("b"), item("c"), published=told)
    closed = replace(made, rooms=(replace(HALL, closed=((30, 60),)), NOOK))
    result = planned(closed)
    assert result.plan == {"a": at("hall", 0), "b": at("nook", 30), "c": at("nook", 0)}
    assert (result.status, result.value) == ("optimal", 5)


def test_when_two_items_want_the_last_place_the_one_left_out_is_told_why():
    made = problem(item("a", 60), item("b", 60), rooms=(HALL,), blocks=(MORNING,))
    result = planned(made)
    assert (result.status, list(result.plan)) == ("infeasible", ["a"])
    assert result.unplaced == (("b", "B has no place left: A and B are in Hall at the same time (1 of 1 places)"),)
    assert result.value == result.bound == 1_000_000


def test_an_item_that_fits_nowhere_names_its_hard_rules_and_the_others_are_planned():
    away = (Person("rita", "Rita Sato", absent=((0, 60),)),)
    made = problem(
        item("a", 60, people=("rita",), needs=("stage",)),
        item("b", 60),
        item("c", 90),
        people=away,
        rooms=(replace(HALL, closed=((90, 100),)), NOOK),
    )
    result = planned(made)
    assert list(result.plan) == ["b"]
    assert dict(result.unplaced) == {
        "a": "A has no place left: Rita Sato is away during A (2 of 4 places); "
        "Hall is closed while A is in it (1 of 4 places); "
        "A needs stage, which Nook does not have (1 of 4 places)",
        "c": "C lasts 90 minutes, which is longer than any block open for a room",
    }


def test_a_person_is_given_the_walk_between_two_rooms():
    made = problem(
        item("a", people=("rita",), needs=("stage",)),
        item("b", people=("rita",)),
        walks=(Walk("hall", "nook", 20),),
        locks=(Lock("b", room="nook"),),
        blocks=(MORNING, Block("late", "Late", 80, 110, grid=30)),
        rules=replace(problem().rules, person_break=HARD),
    )
    starts = sorted(place.start for place in planned(made).plan.values())
    assert starts[1] - starts[0] >= 50


def busy_problem(count=14):
    """Two similar topics, three rooms, wishes for seats: not solved by the first plan."""
    topics = (Topic("red", "Red"), Topic("blue", "Blue"))
    return problem(
        *(
            item(
                f"i{n}",
                topic=("red", "blue")[n % 2],
                audience=10 * n,
                people=(("rita", "raj")[n % 2],) * (n < 6),
            )
            for n in range(count)
        ),
        topics=topics,
        similar=(Similar("red", "blue"), Similar("red", "red")),
        rooms=(HALL, NOOK, Room("loft", "Loft", capacity=60)),
        blocks=(MORNING, NOON, Block("late", "Late", 180, 240, grid=15)),
        rules=replace(problem().rules, topic_rooms=soft(3), room_small=soft(1)),
    )


def test_one_worker_and_one_seed_give_the_same_plan_again():
    first, second = (planned(busy_problem(), seconds=60, work=0.3, seed=7) for _ in range(2))
    assert (first.plan, first.value, first.bound) == (second.plan, second.value, second.bound)
    assert first.reproducible


def test_a_search_cut_by_the_clock_does_not_claim_to_be_reproducible():
    assert not planned(busy_problem(), seconds=1).reproducible


def test_progress_ends_in_the_result_and_only_ever_improves():
    seen = []
    result = planned(busy_problem(), seconds=2, on_progress=lambda *news: seen.append(news))
    values, bounds, times = zip(*seen, strict=True)
    assert values[-1] == result.value
    assert list(values) == sorted(values, reverse=True)
    assert (list(bounds), list(times)) == (sorted(bounds), sorted(times))
    assert bounds[-1] == result.bound <= result.value


def test_a_stopped_search_keeps_the_best_plan_so_far():
    made = busy_problem(18)
    seen = []
    result = planned(
        made, seconds=60, on_progress=lambda *news: seen.append(news), should_stop=lambda: len(seen) >= 2
    )
    assert result.seconds < 20
    assert (len(result.plan), result.report.hard) == (18, 0)


def test_a_given_plan_is_never_made_worse():
    made = busy_problem()
    first = planned(made, seconds=1, seed=1)
    again = planned(made, first.plan, seconds=1, seed=2)
    assert again.value <= first.value


def test_a_harder_newcomer_takes_only_what_the_given_plan_leaves():
    made = problem(item("a", 30), item("b", 60, people=("rita",)), rooms=(HALL,))
    assert planned(made, {"a": at("hall", 30)}).plan == {"a": at("hall", 30), "b": at("hall", 90)}


def test_no_items_is_a_plan():
    assert planned(problem()).status == "optimal"


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_any_result_obeys_the_checker_the_locks_and_its_own_bound(data):
    made = data.draw(problems(most=5))
    result = planned(made, seconds=2)
    report = check(made, result.plan)
    assert report == result.report
    assert set(report.broken) <= {"unplaced"}
    assert result.bound <= result.value == report.value
    locked = Index(made).locked_room
    assert all(place.room == locked.get(name, place.room) for name, place in result.plan.items())
    assert report.complete == (result.status in ("optimal", "feasible"))
    assert [name for name, _ in result.unplaced] == [e.id for e in made.items if e.id not in result.plan]
    if result.status == "optimal":
        assert result.bound == result.value


def test_leaving_an_item_out_is_cheaper_only_in_its_own_weight():
    rules = only(unplaced=Rule(hard=True, weight=5), room_small=soft(1))
    made = problem(item("a", audience=100), rooms=(NOOK,), rules=rules)
    result = planned(made)
    assert (result.status, result.value) == ("optimal", 80)  # complete comes first
