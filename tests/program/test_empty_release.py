"""A release in which no session is left: the only one that had a place was cancelled before anybody heard of it."""

import icalendar
from django.urls import reverse

from rendering.calendar_lint import lint
from scheduling.models import Session
from tests.factories.program import make_release


def test_a_release_without_sessions_has_a_feed_of_the_meetings_days(world, client, at):
    Session.objects.filter(pk=world.session.pk).update(cancelled_at=at)
    make_release(world.version, world.cast.olga, at)
    feed = client.get(reverse("release_file", args=["ash-2027", "program.ics"]))
    assert (feed.status_code, lint(feed.content)) == (200, [])
    (event,) = icalendar.Calendar.from_ical(feed.content).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["TRANSP"])) == ("Annual Meeting 2027", "TRANSPARENT")
