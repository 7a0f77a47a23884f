"""Nothing but what has to touches the answers of an open round (docs/adr/0050-priorities.md)."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin

from outcomes.models import Rating, RatingChange

FLOOR = Path(apps.get_app_config("outcomes").path)
MAY = {"actions/rating.py", "models/round.py", "progress.py", "sheet.py"}


def test_only_saving_ones_own_page_and_sums_read_the_answers_themselves():
    ways = re.compile(r"(Rating|RatingChange|ratings|changes)\.(ballots|_base_manager)|manager=.ballots")
    found = {str(path.relative_to(FLOOR)) for path in FLOOR.rglob("*.py") if ways.search(path.read_text())}
    assert found <= MAY


def test_no_other_floor_names_them():
    floors = [Path(each.path) for each in apps.get_app_configs() if Path(each.path).parent == FLOOR.parent]
    others = [path for floor in floors if floor != FLOOR for path in floor.rglob("*.py")]
    assert len(others) > 500
    assert [path for path in others if "Rating.ballots" in path.read_text()] == []


@pytest.mark.parametrize("model", [Rating, RatingChange])
def test_the_usual_way_has_closed_rounds_only_and_no_admin_shows_them(model):
    assert model._default_manager.name == "objects"
    assert "closed_at" in str(model.objects.all().query).partition("WHERE")[2]
    assert not admin.site.is_registered(model)
