"""docs/ says what the code says: generated pages are as they would be written now, the others name everything."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.dispatch import Signal

from config.docs import life_cycle, operating
from proposals import signals
from proposals.lifecycle import TABLE
from proposals.rules import CONDITIONS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def first_cells(page: str) -> set[str]:
    """The first cell of every line of every table."""
    return set(re.findall(r"^\| *`?([\w.]+)`? *\|", (DOCS / page).read_text(), re.MULTILINE))


def test_generated_pages_are_what_the_code_says():
    """In a process of its own, since tests make letters that the product has not."""
    command = [sys.executable, "-m", "config.docs", "--check"]
    told = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)  # noqa: S603
    assert (told.returncode, told.stdout.strip()) == (0, ""), told.stdout + told.stderr


def test_the_vocabulary_names_every_table():
    names = {model.__name__ for model in apps.get_models() if model._meta.app_label in settings.FLOORS}
    assert names - first_cells("vocabulary.md") == set()


def test_every_floor_has_its_line():
    assert {*settings.FLOORS, "config"} - first_cells("floors.md") == set()


def test_every_signal_has_its_line():
    names = {name for name, thing in vars(signals).items() if isinstance(thing, Signal)}
    assert names == {"confirmed", "left", "merged", "replaced"}
    assert names - first_cells("floors.md") == set()


def test_the_life_cycle_tells_every_condition_of_the_rules():
    assert set(life_cycle.WHEN) == set(CONDITIONS)


def test_the_picture_has_an_arrow_for_every_verb_and_source():
    arrows = [line for line in life_cycle.diagram().splitlines() if "-->" in line and "[*]" not in line]
    assert len(arrows) == sum(len(row.sources) for row in TABLE)


def test_no_meaning_outlives_its_setting():
    assert set(operating.MEANINGS) == {setting.name for setting in operating.settings()}


def test_a_page_that_lost_its_marks_is_not_written_over():
    with pytest.raises(ValueError, match="has lost the marks"):
        operating.text("# Running Convoke\n")
