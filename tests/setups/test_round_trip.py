"""Out into a file and in again: equal to the byte, and hidden from the public."""

from datetime import date, datetime

import pytest

from audit.models import Entry
from dashboard.actions.setups import export_setup, import_setup, preview_setup
from dashboard.setup_file.faults import Unfit
from dashboard.setup_file.toml import HEAD
from letters.models import LetterSet
from people.refusal import Refused
from tests.factories.workshops import make_committee
from tests.house.test_setup_file import EVERYTHING
from workshops.models import Meeting
from workshops.zones import zone_of

BODY = EVERYTHING.read_bytes()


@pytest.fixture
def made(cast, at):
    return import_setup(BODY, by=cast.olga, at=at)[0]


def local(moment) -> str:
    """As the clocks of Los Angeles show it."""
    return f"{moment.astimezone(zone_of('America/Los_Angeles')):%Y-%m-%d %H:%M}"


def test_a_file_of_everything_comes_back_equal(made, cast):
    assert export_setup(made, by=cast.olga).decode().split("\n") == f"{HEAD}\n{BODY.decode()}".split("\n")


def test_a_meeting_from_an_empty_installation_gives_the_same_bytes(world, cast, at):
    """What the pages made is written, read where nothing else is, and written again."""
    first = export_setup(world.meeting, by=cast.olga)
    Meeting.objects.filter(pk=world.meeting.pk).update(slug="elsewhere")
    LetterSet.objects.update(name="Others")
    again = import_setup(first, by=cast.olga, at=at)[0]
    assert again.pk != world.meeting.pk
    assert export_setup(again, by=cast.olga) == first


def test_the_public_sees_neither_the_meeting_nor_its_calls(made):
    assert (made.is_public, [call.is_public for call in made.calls.all()]) == (False, [False])


def test_another_first_day_moves_every_date_and_keeps_clock_times(cast, at):
    meeting, _ = import_setup(BODY, slug="annual-2032", starts_on=date(2032, 12, 3), by=cast.olga, at=at)
    call = meeting.calls.get()
    assert (meeting.slug, meeting.starts_on, meeting.ends_on) == ("annual-2032", date(2032, 12, 3), date(2032, 12, 7))
    assert local(call.opens_at) == "2032-01-31 09:00"
    assert local(call.closes_at) == "2032-05-11 23:59"
    assert (call.letter_by_on, call.confirm_by_on) == (date(2032, 6, 29), date(2032, 7, 30))
    assert local(call.stages.first().reviews_due_at) == "2032-06-08 18:00"


def test_an_hour_that_clocks_show_twice_keeps_its_offset(made, cast, at):
    """1:30 on the night of 2 November 2031 in Los Angeles is two moments."""
    call = made.calls.get()
    call.letter_by_on = call.confirm_by_on = None
    call.closes_at = datetime.fromisoformat("2031-11-02T01:30:00-08:00")
    call.save()
    body = export_setup(made, by=cast.olga)
    assert b"closes_at = 2031-11-02 01:30:00-08:00" in body
    assert import_setup(body, slug="annual-2032", by=cast.olga, at=at)[0].calls.get().closes_at == call.closes_at


def test_a_letter_set_that_says_the_same_is_shared(made, cast, at):
    twin, _ = import_setup(BODY, slug="annual-2032", by=cast.olga, at=at)
    assert twin.letter_set == made.letter_set


def test_a_letter_set_that_says_other_words_is_left_alone(made, cast, at):
    made.letter_set.templates.update(body="Other words.")
    twin, _ = import_setup(BODY, slug="annual-2032", by=cast.olga, at=at)
    assert twin.letter_set.name == "Letters of the Society for annual-2032"
    assert {each.body for each in made.letter_set.templates.all()} == {"Other words."}
    assert LetterSet.objects.count() == 2


def test_a_preview_tells_what_would_be_made_and_keeps_nothing(cast, at):
    seen = preview_setup(BODY, by=cast.olga, at=at)
    assert (seen.meeting.name, [call.name for call in seen.calls]) == ("Annual Meeting 2031", ["Workshops"])
    assert seen.counts["prompts"] == BODY.count(b"[[calls.prompts]]") > 1
    assert (seen.counts["committees"], seen.counts["stages"], seen.counts["templates"]) == (2, 2, 2)
    assert not Meeting.objects.exists()
    assert not LetterSet.objects.exists()


def test_only_staff_bring_files_in_and_out(made, cast, at):
    with pytest.raises(Refused, match="Only program staff"):
        import_setup(BODY, slug="another", by=cast.chen, at=at)
    with pytest.raises(Refused, match="Only program staff"):
        export_setup(made, by=cast.chen)


def test_the_audit_tells_the_import_with_its_counts(made):
    entry = Entry.objects.about(made).get(verb="import_setup")
    assert (entry.by_name, entry.detail["rows"]["stages"]) == ("Olga Okafor", 2)


def test_two_rubrics_of_one_name_are_told_and_not_written(made, cast):
    call = made.calls.get()
    call.rubrics.create(name="Three criteria")
    with pytest.raises(Unfit, match="rubrics: Two are called “Three criteria”"):
        export_setup(made, by=cast.olga)


def test_a_question_may_hang_on_one_that_stands_after_it(made, cast, at):
    made.calls.get().prompts.filter(slug="focus").update(order=9)
    body = export_setup(made, by=cast.olga)
    again, _ = import_setup(body.replace(b"annual-2031", b"annual-2032"), by=cast.olga, at=at)
    assert [prompt.slug for prompt in again.calls.get().prompts.all()] == ["why-now", "people", "focus"]


def test_an_archived_question_stays_behind(made, cast, at):
    made.calls.get().prompts.filter(slug="people").update(archived_at=at)
    assert b"How many people?" not in export_setup(made, by=cast.olga)


def test_people_are_not_in_a_file(world, cast):
    body = export_setup(world.meeting, by=cast.olga).decode()
    make_committee(world.meeting, "second")
    for word in ("Chen", "Rita", "Paula", "Canary", "example.org"):
        assert word not in body
