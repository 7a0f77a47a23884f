"""A seat serves from its first day to its last; before and after, its holder is nobody there."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from people.refusal import Refused
from reviews.actions.assigning import assign, members
from reviews.models import Assignment, Stage
from tests.factories.workshops import make_committee, make_meeting, make_seat
from workshops.copying import copy_setup
from workshops.models import Meeting, Seat

ROOT = Path(__file__).parents[2]
DAY = timedelta(days=1)
TERMS = 6
"""Queries of the list of terms."""
WHOLE = {
    "dashboard/checklist.py": "prefetched by the page; looks at each",
    "dashboard/views/setup.py": "prefetched for the checklist",
    "dashboard/sections/running.py": "prefetched for the checklist",
    "workshops/copying.py": "copies those to come as well",
    "workshops/actions/committees.py": "gives a seat its next term",
    "workshops/views/committees.py": "shows past members too",
    "workshops/views/seats.py": "changes terms",
}
"""Who looks at seats whatever their term, and why."""


@pytest.fixture
def end(world, cast):
    """The seat of one of the cast, its term set by days from today."""

    def set_term(person, begins: int | None = None, ends: int | None = None):
        today = timezone.now().date()
        days = {"begins_on": begins, "ends_on": ends}
        terms = {name: None if given is None else today + given * DAY for name, given in days.items()}
        Seat.objects.filter(person=person).update(**terms)

    return set_term


def test_both_days_of_a_term_belong_to_it(world, cast):
    seat = Seat.objects.get(person=cast.rita)
    Seat.objects.filter(pk=seat.pk).update(begins_on=date(2027, 1, 2), ends_on=date(2027, 1, 4))
    days = [date(2027, 1, day) for day in range(1, 6)]
    assert [seat in Seat.objects.serving(day) for day in days] == [False, True, True, True, False]


@pytest.mark.parametrize("term", [{"ends": -2}, {"begins": 2}])
def test_outside_her_term_a_member_is_nobody(world, cast, sign_in, end, at, term):
    here, stage = f"/{world.meeting.slug}", world.stage
    Meeting.objects.filter(pk=world.meeting.pk).update(is_public=False)
    assert sign_in(cast.raj).get(f"{here}/reviews/").status_code == 200
    end(cast.raj, **term)
    assert cast.raj not in members(stage)
    assert not Assignment.objects.of(cast.raj).exists()
    assert not Meeting.objects.visible_to(cast.raj).filter(pk=world.meeting.pk).exists()
    assert sign_in(cast.raj).get(f"{here}/reviews/").status_code == 404
    with pytest.raises(Refused, match="holds no seat"):
        assign(stage, proposal=world.in_review, reviewer=cast.raj, by=cast.olga, at=at)


def test_a_chair_whose_term_is_over_leads_nothing(world, cast, sign_in, end):
    ranking = f"/{world.meeting.slug}/stages/{world.stage.pk}/ranking/"
    end(cast.chen, ends=1)
    assert sign_in(cast.chen).get(ranking).status_code == 200
    end(cast.chen, ends=-2)
    assert sign_in(cast.chen).get(ranking).status_code == 404
    assert not Stage.objects.visible_to(cast.chen).exists()


def test_past_members_stand_apart_and_are_not_named_in_public(world, cast, sign_in, client, end):
    world.committee.is_public = True
    world.committee.save()
    end(cast.rita, ends=-2)
    page = sign_in(cast.olga).get(f"/{world.meeting.slug}/setup/committees/{world.committee.slug}/").content.decode()
    before, after = page.split("Past members")
    assert "Raj Rao" in before
    assert "Rita Romano" in after
    client.logout()
    front = client.get(f"/{world.meeting.slug}/").content.decode()
    assert "Raj Rao" in front
    assert "Rita Romano" not in front


def test_staff_see_which_terms_end(world, cast, sign_in, end):
    end(cast.rita, ends=30)
    end(cast.raj, ends=300)
    olga = sign_in(cast.olga)
    page = olga.get(f"/{world.meeting.slug}/setup/terms/").content.decode()
    assert "Rita Romano" in page
    assert "Raj Rao" not in page
    assert "(1)" in olga.get(f"/{world.meeting.slug}/setup/committees/").content.decode()


def test_a_term_is_given_on_the_page_of_a_seat(world, cast, sign_in):
    address = f"/{world.meeting.slug}/setup/committees/{world.committee.slug}/seats/{cast.rita.code}/"
    typed = {"title": "Member", "rights": ["review"], "begins_on": "2027-07-01", "ends_on": "2027-06-30"}
    olga = sign_in(cast.olga)
    assert "The last day is before the first." in olga.post(address, typed).content.decode()
    olga.post(address, typed | {"ends_on": "2029-06-30"})
    seat = Seat.objects.get(person=cast.rita)
    assert (seat.begins_on, seat.ends_on) == (date(2027, 7, 1), date(2029, 6, 30))


def test_a_copied_meeting_keeps_the_days_and_leaves_out_who_has_served(world, cast, end, at):
    Seat.objects.filter(person=cast.rita).update(ends_on=at.date() - 2 * DAY)
    Seat.objects.filter(person=cast.raj).update(ends_on=at.date() + DAY)
    after = make_meeting(slug="after", name="After")
    copy_setup(world.meeting, after, {"committees", "seats"}, cast.olga, at)
    found = Seat.objects.filter(committee__meeting=after, person__in=[cast.rita, cast.raj])
    assert [(seat.person, seat.ends_on) for seat in found] == [(cast.raj, at.date() + DAY)]


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_terms_asks_as_much_for_one_as_for_three(
    world, cast, sign_in, end, django_assert_num_queries, many
):
    people = [cast.rita, cast.raj, cast.chen][:many]
    for person in people:
        end(person, ends=30)
    make_seat(make_committee(world.meeting, slug="other", name="Other"), cast.stan)
    olga = sign_in(cast.olga)
    with django_assert_num_queries(TERMS):
        olga.get(f"/{world.meeting.slug}/setup/terms/")


def test_whoever_asks_for_seats_asks_for_those_that_serve():
    asks = re.compile(r"\bSeat\.objects\b|\bseats__|\.seats\b|\"[a-z_]+__seats")
    serves = re.compile(r"serving\(|objects\.of\(")
    found = set()
    for path in (path for app in apps.get_app_configs() for path in Path(app.path).rglob("*.py")):
        if not path.is_relative_to(ROOT) or "site-packages" in path.parts or "migrations" in path.parts:
            continue
        name = str(path.relative_to(ROOT))
        lines = path.read_text().splitlines()
        if any(asks.search(line) and not serves.search(line) for line in lines):
            found.add(name)
    assert found - set(WHOLE) == set(), "Begin with Seat.objects.serving() or .of(person), or say here why not."
