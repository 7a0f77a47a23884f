"""What a session concluded is found from the front page of its meeting."""

import pytest

from outcomes.actions.publishing import publish
from tests.factories.outcomes import make_exercise, make_round

pytestmark = pytest.mark.django_db


def test_the_front_page_leads_to_published_agendas(world, client, at):
    exercise = make_exercise(world.meeting, at, link="")
    round_ = make_round(exercise, at, closed_at=at)
    assert "Research agendas" not in client.get(f"/{world.meeting.slug}/").content.decode()
    made = publish(
        exercise, round_, title="What to do first", editors=[], summary="", doi="", by=world.cast.olga, at=at
    )
    page = client.get(f"/{world.meeting.slug}/").content.decode()
    assert f'href="/{world.meeting.slug}/agendas/{made.code}/">What to do first</a>' in page
