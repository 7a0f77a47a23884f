"""The house stands: imports and relations point down, files keep their budgets, packages are ours."""

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
BUDGETS = {".py": 400, ".html": 150, ".css": 400, ".js": 200}


def tracked(*suffixes: str) -> list[Path]:
    """Files of ours, without migrations."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607
    paths = [ROOT / line for line in listed.splitlines() if line.endswith(suffixes) and "/migrations/" not in line]
    return [path for path in paths if path.exists()]


def test_relations_point_down():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in LAYERS
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and field.related_model._meta.app_label in LAYERS
        and LAYERS.index(field.related_model._meta.app_label) < LAYERS.index(model._meta.app_label)
    ]
    assert upward == []


def test_every_floor_says_what_it_is_for():
    silent = [name for name in LAYERS if not importlib.import_module(name).__doc__]
    assert silent == []


@pytest.mark.parametrize("name", [*LAYERS, "tests"])
def test_packages_are_inside_the_clone(name):
    assert Path(importlib.import_module(name).__file__).is_relative_to(ROOT)


def test_files_keep_their_budgets():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked(*BUDGETS)
        if (lines := len(path.read_text().splitlines())) > BUDGETS[path.suffix]
    }
    assert long == {}


def test_rooms_without_a_name_do_not_exist():
    names = {"core", "common", "utils", "helpers", "misc"}
    ours = [path.relative_to(ROOT) for path in tracked(".py")]
    assert [path for path in ours if path.stem in names or names & set(path.parts)] == []


@pytest.mark.django_db
def test_no_migration_is_pending():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_template_parses():
    for path in (ROOT / "templates").rglob("*.html"):
        engines["django"].get_template(str(path.relative_to(ROOT / "templates")))


def test_templates_have_no_inline_style_or_script():
    guilty = [
        str(path.relative_to(ROOT))
        for path in tracked(".html")
        if "/print/" not in str(path)
        and "/mail/" not in str(path)
        and any(mark in path.read_text() for mark in ('style="', "onclick=", "<script>", "<style"))
    ]
    assert guilty == []


def test_heavy_libraries_are_not_imported_at_start():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.tests'; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "print(sorted({'ortools', 'pandas', 'weasyprint', 'numpy', 'sklearn', 'openpyxl'} & set(sys.modules)))"
    )
    seen = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert seen.stdout.strip() == "[]"
