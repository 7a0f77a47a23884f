"""How many sessions of each format every day can hold."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from dashboard.actions.cloning import clone_meeting
from scheduling.draft.allotted import unplaced
from scheduling.editor.desk import forget
from tests.factories.scheduling import FRIDAY
from tests.factories.workshops import make_format
from workshops.models import Allotment

FIRST = date(2027, 12, 10)


def address(world, page: str = "slots") -> str:
    return f"/{world.meeting.slug}/setup/calls/{world.call.slug}/{page}/"


def field(form, day: str) -> str:
    return f"slots-{form.pk}-{day}"


@pytest.fixture
def allotted(world):
    return Allotment.objects.create(call=world.call, format=world.format, day=FIRST, slots=4)


@pytest.mark.any_database
def test_staff_write_a_number_for_each_format_and_day_and_empty_takes_it_away(world, sign_in):
    client = sign_in(world.cast.olga)
    short = make_format(world.call, "short", name="Short", minutes=60)
    client.post(address(world), {field(world.format, "2027-12-10"): 4, field(short, "2027-12-11"): 2})
    client.post(address(world), {field(world.format, "2027-12-10"): 3, field(short, "2027-12-11"): ""})
    assert list(Allotment.objects.values_list("format__slug", "day", "slots")) == [("workshop", FIRST, 3)]
    assert Entry.objects.filter(verb="allot").count() == 2
    page = client.get(address(world)).content.decode()
    assert 'value="3"' in page
    assert "Fri, 10 Dec" in page


@pytest.mark.any_database
def test_a_wrong_number_is_told_beside_its_field_and_nothing_is_kept(world, sign_in):
    answer = sign_in(world.cast.olga).post(
        address(world), {field(world.format, "2027-12-10"): "-2", field(world.format, "2027-12-11"): 1}
    )
    assert answer.status_code == 422
    assert "Friday Scientific Workshop, 10 December: Ensure this value is greater" in answer.content.decode()
    assert 'value="-2"' in answer.content.decode()
    assert not Allotment.objects.exists()


def test_the_database_refuses_a_second_row_and_a_day_without_slots(world, allotted):
    for slots in (2, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            Allotment.objects.create(call=world.call, format=world.format, day=FIRST, slots=slots)
        Allotment.objects.all().delete()


@pytest.mark.any_database
def test_a_clone_has_the_slots_on_the_days_that_moved_with_it(world, cast, allotted, at):
    target = clone_meeting(
        world.meeting, slug="ash-2028", name="2028", starts_on=date(2028, 12, 8), by=cast.olga, at=at
    )
    row = Allotment.objects.get(call__meeting=target)
    assert (row.format.call, row.day, row.slots) == (row.call, date(2028, 12, 8), 4)


@pytest.mark.any_database
def test_removing_a_format_says_that_its_slots_go(world, sign_in, allotted):
    spare = make_format(world.call, "spare", name="Spare")
    Allotment.objects.create(call=world.call, format=spare, day=FIRST, slots=2)
    page = sign_in(world.cast.olga).get(address(world, "formats/spare/remove"))
    assert "Its slots (2), which undoing does not bring back" in page.content.decode()


@pytest.mark.any_database
def test_the_schedule_warns_where_blocks_hold_fewer_than_are_allotted(world, sign_in, allotted):
    assert FRIDAY.date() == FIRST
    client = sign_in(world.cast.olga)
    Allotment.objects.create(call=world.call, format=world.format, day=date(2027, 12, 12), slots=1)
    address = f"/{world.meeting.slug}/schedule/"
    assert client.get(address).context["general"] == [
        "Friday, 10 December: 4 slots are allotted, and the blocks of time have no room for "
        "1 × Friday Scientific Workshop.",
        "Sunday, 12 December: 1 slot is allotted, and no block of time holds sessions that day.",
    ]
    Allotment.objects.exclude(pk=allotted.pk).delete()
    Allotment.objects.update(slots=3)
    forget()  # no verb of a person's, so the editor does not look again
    assert client.get(address).context["general"] == []


def test_the_longest_is_placed_first_where_least_is_left():
    assert unplaced([(60, "short"), (180, "long"), (120, "middle")], [180, 180]) == []
    assert unplaced([(180, "long"), (180, "long"), (60, "short")], [200, 170, 60]) == ["long"]
