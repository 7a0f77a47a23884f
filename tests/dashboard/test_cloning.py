from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from audit.models import Entry
from dashboard.actions.cloning import all_parts, clone_meeting
from people.refusal import Refused
from tests.factories.workshops import make_call, make_committee, make_format, make_meeting, make_prompt, make_seat
from workshops.models import Extension, Meeting
from workshops.zones import zone_of

OWN = {"calls", "formats", "prompts", "topics", "committees", "seats"}
NEXT = {"slug": "ash-2028", "name": "Annual Meeting 2028", "starts_on": date(2028, 12, 8)}


@pytest.fixture
def source(world):
    call = world.call
    call.closes_at = datetime(2027, 5, 14, 6, 59, tzinfo=UTC)  # 13 May 2027, 23:59 in Los Angeles
    call.opens_at = datetime(2027, 3, 11, 17, 0, tzinfo=UTC)  # 9:00, before the clocks go forward
    call.letter_by_on, call.confirm_by_on = date(2027, 7, 1), date(2027, 8, 1)
    call.save()
    agenda = make_format(call, "agenda", name="Agenda-setting session", sets_agenda=True, order=2)
    make_prompt(call, "gaps", label="Which gaps?", kind="choice", choices=["Few", "Many"]).formats.add(agenda)
    Extension.objects.create(
        call=call, person=world.cast.paula, until=call.closes_at + timedelta(days=1), reason="Ill"
    )
    return world.meeting


def told(meeting) -> dict:
    """Everything of a set-up that a copy must have, in plain values."""
    calls = [
        {
            "call": (call.slug, call.name, call.description, call.zone, call.grace_minutes),
            "formats": list(call.formats.values_list("slug", "name", "minutes", "sets_agenda", "order")),
            "prompts": [
                (
                    each.slug,
                    each.label,
                    each.kind,
                    each.choices,
                    each.order,
                    [form.slug for form in each.formats.all()],
                )
                for each in call.prompts.all()
            ],
        }
        for call in meeting.calls.all()
    ]
    seats = [
        (seat.committee.slug, seat.person.code, seat.title, seat.may_review, seat.may_assign, seat.may_approve)
        for committee in meeting.committees.all()
        for seat in committee.seats.all()
    ]
    return {
        "calls": calls,
        "topics": list(meeting.topics.values_list("slug", "code", "name", "hue", "order")),
        "committees": list(meeting.committees.values_list("slug", "name", "description", "order", "is_public")),
        "seats": seats,
        "about": (meeting.zone, meeting.letter_set_id, meeting.series_id, meeting.description),
    }


def test_a_clone_equals_its_source_and_leaves_it_alone(source, cast, at):
    before = told(source)
    target = clone_meeting(source, **NEXT, by=cast.olga, at=at)
    assert told(target) == before == told(source)
    assert not source.calls.get().formats.filter(call__meeting=target).exists()


def test_a_clone_is_hidden_and_so_are_its_calls(source, cast, at):
    target = clone_meeting(source, **NEXT, by=cast.olga, at=at)
    assert not target.is_public
    assert not target.calls.filter(is_public=True).exists()


def test_dates_move_by_the_days_the_meeting_moves_and_clock_times_stay(source, cast, at):
    target = clone_meeting(source, **NEXT, by=cast.olga, at=at)
    call = target.calls.get()
    los_angeles = zone_of("America/Los_Angeles")
    assert (target.starts_on, target.ends_on) == (date(2028, 12, 8), date(2028, 12, 11))
    assert call.closes_at.astimezone(los_angeles).replace(tzinfo=None) == datetime.fromisoformat("2028-05-11 23:59")
    assert call.opens_at.astimezone(los_angeles).replace(tzinfo=None) == datetime.fromisoformat("2028-03-09 09:00")
    assert (call.letter_by_on, call.confirm_by_on) == (date(2028, 6, 29), date(2028, 7, 30))


def test_proposals_and_extensions_are_not_taken_along(source, cast, at):
    call = clone_meeting(source, **NEXT, by=cast.olga, at=at).calls.get()
    assert not call.extensions.exists()
    assert not call.proposals.exists()


@pytest.mark.parametrize(
    ("parts", "empty"),
    [
        (set(), {"calls", "topics", "committees", "seats"}),
        ({"topics"}, {"calls", "committees", "seats"}),
        ({"committees"}, {"calls", "topics", "seats"}),
        ({"calls", "formats", "prompts"}, {"topics", "committees", "seats"}),
    ],
)
def test_only_the_parts_chosen_are_copied(source, cast, at, parts, empty):
    target = clone_meeting(source, **NEXT, parts=parts, by=cast.olga, at=at)
    assert {name for name, value in told(target).items() if not value} == empty


def test_questions_without_their_formats_are_asked_for_every_format(source, cast, at):
    target = clone_meeting(source, **NEXT, parts={"calls", "prompts"}, by=cast.olga, at=at)
    asked = list(target.calls.get().prompts.all())
    assert [(each.slug, list(each.formats.all())) for each in asked] == [
        (each.slug, []) for each in source.calls.get().prompts.all()
    ]


def test_a_part_that_hangs_on_another_is_refused_without_it_and_nothing_is_made(source, cast, at):
    with pytest.raises(Refused, match="cannot be copied without “Committees”"):
        clone_meeting(source, **NEXT, parts={"seats"}, by=cast.olga, at=at)
    with pytest.raises(Refused, match="There is no part called money"):
        clone_meeting(source, **NEXT, parts={"money"}, by=cast.olga, at=at)
    assert not Meeting.objects.filter(slug="ash-2028").exists()


def test_only_staff_clone(source, cast, at):
    with pytest.raises(Refused, match="Only program staff"):
        clone_meeting(source, **NEXT, by=cast.chen, at=at)


def test_the_audit_names_the_source_and_the_parts(source, cast, at):
    target = clone_meeting(source, **NEXT, parts={"topics"}, by=cast.olga, at=at)
    entry = Entry.objects.about(target).get(verb="copy_setup", detail__parts=["topics"])
    assert (entry.by_name, entry.detail["source"]) == ("Olga Okafor", "ash-2027")


def test_the_page_offers_the_same_weekday_a_year_on_and_every_part(source, sign_in, cast):
    page = sign_in(cast.olga).get(reverse("meeting_clone", args=["ash-2027"]))
    form = page.context["form"]
    assert form.initial["starts_on"] == date(2028, 12, 8)
    assert set(form.initial["parts"]) == {part.key for part in all_parts()} >= OWN


def test_the_page_starts_the_meeting_or_says_why_not(source, sign_in, cast):
    client = sign_in(cast.olga)
    address = reverse("meeting_clone", args=["ash-2027"])
    typed = {"name": "Annual Meeting 2028", "slug": "ash-2028", "starts_on": "2028-12-08", "parts": ["seats"]}
    refused = client.post(address, typed)
    assert "cannot be copied without “Committees”" in refused.content.decode()
    assert 'value="Annual Meeting 2028"' in refused.content.decode()
    taken = client.post(address, typed | {"slug": "ash-2027", "parts": []})
    assert taken.context["form"].errors == {"slug": ["Another meeting has this address."]}
    done = client.post(address, typed | {"parts": ["topics"]})
    assert done["Location"] == reverse("meeting_edit", args=["ash-2028"])


def test_two_committees_keep_their_order(cast, at):
    source = make_meeting("two", is_public=False)
    for order, slug in enumerate(["recommends", "approves"]):
        make_seat(make_committee(source, slug, order=order), cast.chen)
    make_call(source, at)
    target = clone_meeting(source, **NEXT, by=cast.olga, at=at)
    assert [committee.slug for committee in target.committees.all()] == ["recommends", "approves"]
