"""The benchmark plans a workbook, writes the schedule, and believes only what it reads back."""

import json
import sys

import pytest

from benchmarks.cosplib import __main__ as benchmark
from scheduling.cosplib.solution import read_solution
from scheduling.engine.check import check

from .sample import file_of, sample


def run(monkeypatch, capsys, *words):
    monkeypatch.setattr(sys, "argv", ["cosplib", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        benchmark.main()
    return ended.value.code, capsys.readouterr().out


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "SMALL.xlsx").write_bytes(file_of(sample()).getvalue())
    (tmp_path / "reference.json").write_text(json.dumps({"SMALL": {"reference": 7, "shipped": None}}))
    return tmp_path


def test_one_instance_gives_one_line_with_the_value_of_the_file_it_wrote(folder, monkeypatch, capsys):
    out = folder / "schedule.xlsx"
    code, told = run(monkeypatch, capsys, folder / "SMALL.xlsx", "--seconds", 2, "--out", out, "--json")
    row = json.loads(told)
    problem = sample().problem
    assert not code
    assert row["value"] == row["said"] == check(problem, read_solution(problem, out)).value
    assert row["global_bound"] <= row["bound"] <= row["value"]
    assert row["faults"] == []
    assert {"status", "seconds", "scope"} <= set(row)


def test_a_folder_gives_a_table_beside_the_references(folder, monkeypatch, capsys):
    code, told = run(monkeypatch, capsys, "--data", folder, "--seconds", 2)
    head, row = (line.split() for line in told.splitlines())
    assert not code
    cells = dict(zip(head, row, strict=True))
    assert (cells["instance"], cells["shipped"], cells["reference"]) == ("SMALL", "-", "7")


def test_a_folder_without_workbooks_is_said(tmp_path, monkeypatch, capsys):
    code, _ = run(monkeypatch, capsys, "--data", tmp_path)
    assert code == "No workbooks there. Give --data FOLDER with the library's .xlsx files."
