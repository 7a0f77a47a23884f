"""Planning where a topic owns its cells: the shape, the model against the checker, bounds and their scope."""

from dataclasses import replace
from random import Random
from threading import Timer

import pytest

from benchmarks.cosplib.agreement import random_plan
from scheduling.engine.cells import arrange
from scheduling.engine.cells.costs import add_costs
from scheduling.engine.cells.greedy import construct
from scheduling.engine.cells.model import CellModel, kinds_of, pool_of, rooms_of
from scheduling.engine.cells.packing import packing_of
from scheduling.engine.cells.running import Budget, complete, solve_model
from scheduling.engine.cells.search import Search
from scheduling.engine.cells.shape import shape_of
from scheduling.engine.check import check
from scheduling.engine.index import Index
from scheduling.engine.problem import Before, Block, Lock, Published, Walk
from scheduling.engine.solver import plan
from scheduling.engine.weights import HARD, soft
from tests.scheduling.cosplib.sample import sample

GENEROUS = 60.0


def shaped(problem):
    shape = shape_of(Index(problem))
    assert shape is not None
    return shape


def model_of(shape, copies, groups=None):
    model = CellModel(shape, copies, groups)
    add_costs(model)
    model.finish()
    return model


def solved(model):
    return solve_model(model, Budget(GENEROUS, None), GENEROUS, seed=1)


def all_copies(shape):
    return [len(shape.rooms)] * len(shape.topics)


def whole_plans(problem, count, seed=1):
    """Complete random plans, packed from the beginning of each block as the planner's are."""
    shape, chance, found = shaped(problem), Random(seed), []
    while len(found) < count:
        made = random_plan(problem, chance)
        if len(made) == len(problem.items):
            cells = arrange.cells_of_plan(shape, made)
            found.append((cells, arrange.plan_of(shape, cells)))
    return found


def test_a_conference_of_the_library_has_the_shape():
    shape = shaped(sample().problem)
    assert (shape.unit, shape.slots, len(shape.members)) == (10, (3, 2, 3, 2), 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: {"rules": replace(p.rules, cell_topic=soft(5))},
        lambda p: {"rules": replace(p.rules, person_overlap=HARD)},
        lambda p: {"items": (replace(p.items[0], topic=None), *p.items[1:])},
        lambda p: {"items": (replace(p.items[0], minutes=15), *p.items[1:])},
        lambda p: {"blocks": (replace(p.blocks[0], grid=5), *p.blocks[1:])},
        lambda p: {"overlap_unit": 0},
        lambda p: {"locks": (Lock("t0", room="Hall"),)},
        lambda p: {"before": (Before("t0", "t1"),)},
        lambda p: {"published": (Published("t0", "Hall", 0),), "rules": replace(p.rules, moved_room=soft(1))},
        lambda p: {"walks": (Walk("Hall", "Nook", 5),), "rules": replace(p.rules, person_break=soft(1))},
        lambda p: {"people": (replace(p.people[0], absent=((0, 10),)), *p.people[1:]), "rules": absent(p)},
        lambda p: {"rooms": (replace(p.rooms[0], closed=((5, 15),)), p.rooms[1]), "rules": closed(p)},
    ],
)
def test_a_problem_that_ties_items_otherwise_has_not(change):
    problem = sample().problem
    assert shape_of(Index(problem)) is not None
    assert shape_of(Index(replace(problem, **change(problem)))) is None


def absent(problem):
    return replace(problem.rules, absent=HARD)


def closed(problem):
    return replace(problem.rules, room_closed=HARD)


def conference(seed, talks=9):
    return sample(seed, talks).problem


@pytest.mark.parametrize("seed", range(4))
def test_a_fixed_plan_costs_in_the_model_what_the_checker_says_but_for_what_it_leaves_out(seed):
    problem = conference(seed)
    left_out = {"person_overlap": soft(0), "wish_overlap": soft(0), "order": soft(0), "item_room": soft(0)}
    problem = replace(problem, rules=replace(problem.rules, **left_out))
    shape = shaped(problem)
    for cells, made in whole_plans(problem, 8, seed):
        model = model_of(shape, all_copies(shape))
        model.hint(arrange.blocks_of(shape, cells), cells)
        assert complete(model, Budget(GENEROUS, None), GENEROUS, seed=1) is not None
        assert cost_of(model) == check(problem, made).value


def cost_of(model):
    """The least cost with the main variables as hinted."""
    for each, value in zip(model.model.proto.solution_hint.vars, model.model.proto.solution_hint.values, strict=True):
        if any(each == variable.index for some in (model.x, model.z, model.y) for variable in some.values()):
            variable = model.model.get_int_var_from_proto_index(each)
            model.model.add(variable == value)
    run = solved(model)
    assert run.proof == "optimal"
    return run.value


@pytest.mark.parametrize("seed", range(4))
def test_no_model_says_more_than_the_checker(seed):
    """Relaxations, and the model of few copies within its own plans, bound every plan from below."""
    problem = conference(seed)
    shape = shaped(problem)
    least = min(check(problem, made).value for _, made in whole_plans(problem, 60, seed))
    for copies, groups in ((None, pool_of), (None, kinds_of), (None, rooms_of), (all_copies(shape), rooms_of)):
        run = solved(model_of(shape, copies, groups(shape)))
        assert run.proof == "optimal"
        assert run.value <= least


@pytest.mark.parametrize("seed", range(4))
def test_an_answer_of_the_model_is_a_plan(seed):
    problem = conference(seed, talks=10)
    shape = shaped(problem)
    run = solved(model_of(shape, all_copies(shape)))
    cells = arrange.cells_of(shape, run.answer)
    report = check(problem, arrange.plan_of(shape, cells))
    assert (report.hard, report.complete) == (0, True)
    assert report.value >= run.value


@pytest.mark.parametrize("seed", range(3))
def test_the_planner_finds_the_best_and_proves_no_more_than_it_has(seed):
    problem = conference(seed)
    result = plan(problem, seconds=4, seed=seed)
    assert result.report == check(problem, result.plan)
    assert result.report.hard == 0
    assert result.bound <= result.value
    assert result.narrow_bound <= result.value
    assert bool(result.narrow_scope) == bool(result.narrow_bound)
    assert (result.status == "optimal") == (result.bound == result.value)


def test_one_worker_with_a_limit_of_work_plans_the_same_again():
    problem = conference(seed=2)
    one, two = (plan(problem, seconds=10 * GENEROUS, work=0.2, workers=1, seed=5) for _ in range(2))
    assert (one.plan, one.value, one.bound) == (two.plan, two.value, two.bound)
    assert one.reproducible
    assert not plan(problem, seconds=3, workers=1).reproducible


def test_a_stop_ends_the_search_and_keeps_the_best():
    stopped = []
    Timer(1.0, lambda: stopped.append(True)).start()
    news = []
    result = plan(
        conference(seed=0, talks=12),
        seconds=GENEROUS,
        on_progress=lambda *each: news.append(each),
        should_stop=lambda: bool(stopped),
    )
    assert result.seconds < 10 or result.status == "optimal"
    assert all(bound <= value for value, bound, _ in news)


def test_a_given_plan_is_not_made_worse():
    problem = conference(seed=1)
    best = plan(problem, seconds=4)
    again = plan(problem, best.plan, seconds=1)
    assert again.value <= best.value


def test_forbidden_places_and_an_aim_of_ones_own():
    """As a repair uses the model: stay close to a plan, though one item and one room must move."""
    problem = conference(seed=3)
    shape = shaped(problem)
    cells = whole_plans(problem, 1, seed=3)[0][0]
    was = arrange.blocks_of(shape, cells)
    model = CellModel(shape.without({(0, was[0])}, {(0, 0)}), all_copies(shape))
    add_costs(model)
    moved = [1 - model.x[i, was[i]] for i in range(1, len(was)) if (i, was[i]) in model.x]
    model.model.minimize(sum(moved))
    run = solved(model)
    report = check(problem, arrange.plan_of(shape, arrange.cells_of(shape, run.answer)))
    assert run.proof == "optimal"
    assert report.hard == 0
    assert run.answer.blocks[0] != was[0]
    assert all(0 not in rooms for (_, s), rooms in run.answer.rooms.items() if s == 0)
    moves = sum(now != before for now, before in zip(run.answer.blocks, was, strict=True))
    assert moves == run.value + 1


def test_whole_absences_and_closings_forbid_blocks_and_cells():
    problem = conference(seed=1)
    first = problem.blocks[0]
    who = next(each for each in problem.people if any(each.id in item.people for item in problem.items))
    away = replace(who, absent=((first.starts, first.ends),))
    problem = replace(
        problem,
        people=tuple(away if each.id == who.id else each for each in problem.people),
        rooms=(replace(problem.rooms[0], closed=((first.starts, first.ends),)), *problem.rooms[1:]),
        rules=replace(problem.rules, absent=HARD, room_closed=HARD),
    )
    result = plan(problem, seconds=4)
    assert result.report.hard == 0
    assert len(result.plan) == len(problem.items)


def test_when_nothing_fits_the_best_partial_plan_is_told_with_reasons():
    problem = conference(seed=1)
    tight = replace(problem, blocks=problem.blocks[:1], penalties=replace(problem.penalties, **empty()))
    result = plan(tight, seconds=6)
    assert result.status in ("infeasible", "none")
    assert len(result.unplaced) == len(problem.items) - len(result.plan)
    assert result.unplaced


def empty():
    return dict.fromkeys(("topic_block", "block_room", "item_block", "item_hours"), ())


@pytest.mark.parametrize(
    ("lengths", "slots", "least"),
    [((1,) * 6, (3, 2), 2), ((2, 2, 2), (3, 2), 2), ((3, 1, 1), (3, 2), 1), ((1, 1), (3, 2), 1)],
)
def test_the_fewest_parallel_cells_are_those_in_which_the_items_fit(lengths, slots, least):
    problem = conference(seed=1, talks=len(lengths) * 3)
    items = tuple(
        replace(each, topic="Cells" if at < len(lengths) else "Genes", minutes=10 * (lengths + (1,) * 99)[at])
        for at, each in enumerate(problem.items)
    )
    blocks = tuple(Block(f"b{at}", "", 100 * at, 100 * at + 10 * size, grid=10) for at, size in enumerate(slots))
    made = replace(problem, items=items, blocks=blocks, penalties=replace(problem.penalties, **empty()))
    assert packing_of(shaped(made), 0).least_copies == least


def test_a_search_hands_on_the_errors_of_its_workers(monkeypatch):
    shape = shaped(conference(seed=1))
    search = Search(shape, Budget(5, None), workers=1, seed=1)
    monkeypatch.setattr(search, "_first_plan", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        search.run()


@pytest.mark.parametrize("seed", range(6))
def test_a_first_plan_by_hand_rules_is_whole_and_breaks_no_hard_rule(seed):
    problem = conference(seed)
    shape = shaped(problem)
    cells = construct(shape, seed)
    assert cells == construct(shape, seed)
    report = check(problem, arrange.plan_of(shape, cells))
    assert (report.hard, report.complete) == (0, True)
