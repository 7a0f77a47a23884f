"""The act of priorities, told alone: what a newcomer finds of it."""

import pytest
from django.utils import timezone

from demo.acts import priorities
from demo.dates import last_years
from demo.telling import Story
from letters.models import Letter
from outcomes.models import Exercise, Item, Merge, Rating, Round
from outcomes.progress import progress_of
from outcomes.results import result_of
from tests.factories.workshops import make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def told(cast):
    now = timezone.now()
    make_meeting(slug=last_years(now).slug)
    priorities.tell(Story(now, {key: getattr(cast, key) for key in ("olga", "chen", "rita")}))
    return Exercise.objects.get(method="delphi")


def test_forty_eight_items_become_thirty_in_two_rounds_and_another_exercise_is_open(told):
    assert (told.items.count(), Item.objects.living().filter(exercise=told).count()) == (48, 30)
    assert Merge.objects.filter(into__exercise=told).count() == 18
    first, second = told.rounds.all()
    assert [each.state for each in (first, second)] == ["closed", "closed"]
    assert Rating.objects.filter(asked__round=first).count() == 24 * 30 - 1
    result = result_of(second)
    assert (result.voters, result.people) == (22, 24)
    assert {each.verdict for each in result.standings} >= {"in", "none"}
    assert (result.attrition[-1].left, len(result.stability)) == (2, 30)
    assert Letter.objects.filter(kind="outcomes.asked").count() == 24
    agenda = told.agendas.get()
    assert (len(agenda.body["priorities"]), agenda.body["is_ranked"]) == (30, True)
    assert 0 < len(agenda.body["people"]) < 24
    opened = Round.objects.running().get()
    now = progress_of(opened)
    assert (now.people, now.begun, now.done) == (8, 4, 3)
    assert Rating.objects.filter(asked__round=opened).count() == 0
