"""The benchmark of assignments answers about a set that somebody brings."""

import json

import numpy as np
import pytest

from benchmarks import assignment

pytestmark = pytest.mark.any_database


@pytest.fixture
def given_set(tmp_path):
    path = tmp_path / "set.npz"
    chance = np.random.default_rng(1)
    np.savez(
        path,
        similarity=chance.uniform(-0.2, 1, (6, 5)),
        conflict=chance.random((6, 5)) < 0.1,
        demand=np.full(6, 2),
        load_min=np.full(5, 1),
        load_max=np.full(5, 4),
    )
    return path


def test_one_line_about_a_set(given_set, capsys):
    assert assignment.main(["--input", str(given_set), "--mode", "fair", "--load-min", "2", "--json"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert list(line) == ["total", "worst", "conflicts", "bound", "seconds"]
    assert line["conflicts"] == 0
    assert 0 < line["worst"] <= line["bound"] + 1e-9


def test_a_set_without_an_assignment_says_why(given_set, capsys):
    assert assignment.main(["--input", str(given_set), "--load-min", "0", "--load-max", "1"]) == 1
    assert "together need 12 readers; people without a conflict can give 5." in capsys.readouterr().err


def test_a_missed_bar_is_told(given_set):
    row = assignment.measured("set", "total", assignment.read(given_set), [assignment.at_least("total", 99)])
    assert row.missed == ("total below 99.0000",)
    assert str(row).endswith("total below 99.0000")
