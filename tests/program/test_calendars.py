"""What a feed of a program says: of each session in words and in HTML, and where there is none, of the meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from program.actions.releasing import setting_of
from program.rendition.calendars import Calendars, Feed, feeds_of
from program.rendition.setting import Setting
from program.snapshot import FrozenItem, FrozenSession
from rendering.calendar_lint import lint
from tests.program.synthetic import synthetic_program
from tests.program.tricky import tricky_program
from tests.rendering.readers import READERS, home_assistants_events
from workshops.models import Society

pytestmark = pytest.mark.any_database
SETTING = Setting("https://convoke.example/synthetic/", "Society", "#003366", "Office", "office@convoke.example")


def events_of(body: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(body).walk("VEVENT")


def test_a_program_without_sessions_is_the_days_of_the_meeting_in_which_one_is_free():
    program = replace(synthetic_program(1), sessions=())
    body = Calendars(program, SETTING).write(Feed("program.ics", ()))
    assert lint(body) == []
    (event,) = events_of(body)
    assert (str(event["SUMMARY"]), str(event["TRANSP"])) == ("Synthetic Meeting", "TRANSPARENT")
    last = program.meeting.ends_on
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 12, 10), last + timedelta(days=1))


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_the_days_of_the_meeting(reader):
    body = Calendars(replace(synthetic_program(1), sessions=()), SETTING).write(Feed("program.ics", ()))
    assert [words[0] for words in READERS[reader](body).values()] == ["Synthetic Meeting"]


def test_the_days_give_way_to_the_first_session():
    program = synthetic_program(1)
    body = Calendars(program, SETTING).write(Feed("program.ics", program.sessions))
    assert [str(event["UID"]) for event in events_of(body)] == ["uid-0"]


def test_what_is_markdown_is_drawn_in_the_html_and_what_is_hostile_is_not():
    session = replace(
        synthetic_program(1).sessions[0], abstract="How **iron** works. <script>x</script>", title="<b>Iron</b>"
    )
    (event,) = events_of(written(session))
    html = str(event["X-ALT-DESC"]).replace("\\;", ";")  # the library leaves what it does not know escaped
    assert "<p>How <strong>iron</strong> works. &lt;script&gt;x&lt;/script&gt;</p>" in html
    assert "<li>Speaker: Given0 Family0</li>" in html
    assert event["DESCRIPTION"].params["ALTREP"].startswith("data:text/html,%3Cp%3E")
    assert "How **iron** works. <script>x</script>" in str(event["DESCRIPTION"])


def written(session: FrozenSession) -> bytes:
    program = replace(synthetic_program(1), sessions=(session,))
    return Calendars(program, SETTING).write(Feed("program.ics", program.sessions))


def test_every_feed_of_a_tricky_program_is_without_a_fault():
    program = tricky_program()
    calendars = Calendars(program, SETTING)
    faults = {feed.path: lint(calendars.write(feed)) for feed in feeds_of(program)}
    assert {path: found for path, found in faults.items() if found} == {}


def test_a_session_in_which_clocks_go_back_is_as_long_as_it_is():
    program = synthetic_program(1)
    before, after = datetime(2027, 11, 7, 5, 30, tzinfo=UTC), datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
    items = (FrozenItem("talk", "First", 60, before), FrozenItem("talk", "Second", 60, after))
    session = replace(program.sessions[0], starts_at=before, ends_at=after + timedelta(hours=1), items=items)
    (event,) = events_of(written(session))
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=2)
    assert event["DTSTART"].dt == before
    assert "01:30 EDT First\n01:30 EST Second" in str(event["DESCRIPTION"])
    (read,) = home_assistants_events(written(session))
    assert read.dtend - read.dtstart == timedelta(hours=2)


def test_a_feed_shows_the_societys_logo_where_others_can_fetch_it():
    logo = "https://convoke.example/society/logo-1.png"
    feed = next(feeds_of(synthetic_program(3)))
    body = Calendars(synthetic_program(3), replace(SETTING, logo=logo)).write(feed)
    assert lint(body) == []
    image = icalendar.Calendar.from_ical(body)["IMAGE"]
    assert (str(image), dict(image.params)) == (
        logo,
        {"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/png"},
    )
    assert b"IMAGE" not in Calendars(synthetic_program(3), SETTING).write(feed)


@pytest.mark.parametrize(
    ("site", "logo"),
    [("https://meetings.example", "https://meetings.example/society/logo-1.png"), ("http://127.0.0.1:8000", "")],
)
def test_a_logo_has_an_address_only_where_the_site_has_a_name(world, settings, site, logo):
    settings.SITE_ADDRESS = site
    society = Society.current()
    society.logo = "society/logo-1.png"
    society.save()
    assert setting_of(world.meeting).logo == logo
