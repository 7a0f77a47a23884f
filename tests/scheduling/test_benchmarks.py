"""The measures of grids, repairs and contradictions run, and their exit tells whether the bars were met."""

import json

from benchmarks import conflict, grid, repair
from benchmarks.festival import festival


def rows(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_small_grids_are_planned_from_nothing_and_from_a_shuffled_plan(capsys):
    assert grid.main(["--seconds", "2", "--seeds", "1", "--rooms", "3", "--days", "1", "--json"]) == 0
    told = [(row["start"], row["placed"] == row["sessions"], row["hard"], row["away"]) for row in rows(capsys)]
    assert told == [("empty", True, 0, 0), ("shuffled", True, 0, 0)]


def test_a_grid_without_a_plan_fails_the_bars(capsys, monkeypatch):
    made = grid.plan
    monkeypatch.setattr(grid, "plan", lambda problem, *args, **more: made(problem, seconds=0))
    monkeypatch.setattr("scheduling.engine.solver.construct", lambda *args: {})
    assert grid.main(["--seconds", "1", "--seeds", "1", "--rooms", "2", "--days", "1", "--json"]) == 1
    assert {row["placed"] for row in rows(capsys)} == {0}


def test_repairs_are_measured_on_grids_where_there_are_no_workbooks(capsys, monkeypatch):
    monkeypatch.setattr(repair, "folder", lambda name: None)
    monkeypatch.setattr(repair, "festival", lambda seed: festival(seed=seed, rooms=7, days=1))
    assert repair.main(["--seconds", "4", "--json"]) == 0
    told = rows(capsys)
    assert [row["case"] for row in told] == ["grid 1", "grid 2"]
    assert all(row["least"] <= row["moves"] for row in told if row["status"] == "repaired")


def test_contradictions_planted_in_grids_are_named_exactly(capsys, monkeypatch):
    monkeypatch.setattr(conflict, "folder", lambda name: None)
    monkeypatch.setattr(conflict, "festival", lambda seed: festival(seed=seed, rooms=7, days=1))
    monkeypatch.setattr(conflict, "LIMIT", 60)
    assert conflict.main(["--seconds", "30", "--json"]) == 0
    assert {(row["named"], row["minimal"]) for row in rows(capsys)} == {("exactly", True)}
    monkeypatch.setattr(conflict, "LIMIT", 0)
    assert conflict.main(["--seconds", "30", "--json"]) == 1
