import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from program.models import Release
from proposals.models import Requirement
from scheduling.models import Ballot
from tests.factories.cast import make_person
from tests.factories.reviews import make_stage
from tests.factories.scheduling import make_ballot, make_session
from tests.factories.workshops import (
    make_call,
    make_committee,
    make_format,
    make_meeting,
    make_prompt,
    make_seat,
    make_topic,
)
from workshops.models import Extension


@pytest.fixture
def meeting(db):
    return make_meeting()


def front(meeting):
    return reverse("meeting", args=[meeting.slug])


def address(call):
    return reverse("call", args=[call.meeting.slug, call.slug])


def words(response) -> str:
    """The page as a person reads it, on one line."""
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode().partition("<main")[2]).split())


def fill(meeting, times: int):
    """As many calls, committees with seats, formats, topics, prompts, requirements and stages as asked for."""
    now = timezone.now()
    for number in range(times):
        call = make_call(meeting, now, f"call-{number}")
        for each in range(times):
            form = make_format(call, f"format-{each}")
            make_prompt(call, f"prompt-{each}").formats.add(form)
            Requirement.objects.create(call=call, kind="chairs", sentence="Two chairs.").formats.add(form)
        committee = make_committee(meeting, f"committee-{number}", is_public=True)
        for each in range(times):
            make_seat(committee, make_person(f"member-{number}-{each}"))
        make_topic(meeting, f"topic-{number}")
    for each in range(times):
        make_stage(call, committee, now, order=each + 1)
    return call


def test_the_front_page_sorts_calls_by_what_can_be_done_with_them(client, meeting):
    now = timezone.now()
    make_call(meeting, now, "now", name="Call open now")
    make_call(meeting, now, "later", name="Call for later", opens_at=now + timedelta(days=3))
    make_call(meeting, now, "past", name="Call of before", closes_at=now - timedelta(seconds=1))
    make_call(meeting, now, "draft", name="Canary call", is_public=False)
    response = client.get(front(meeting))
    calls = {state: [str(call) for call in calls] for state, calls in response.context["calls"].items()}
    assert calls == {"open": ["Call open now"], "waiting": ["Call for later"], "closed": ["Call of before"]}
    assert "Canary" not in words(response)


def test_a_meeting_without_calls_says_what_will_be_here(client, meeting):
    assert "No call is open" in words(client.get(front(meeting)))


def test_only_public_committees_are_listed_with_their_members(client, meeting, cast):
    make_seat(make_committee(meeting, is_public=True), cast.chen, title="Chair")
    make_seat(make_committee(meeting, "hidden", name="Canary committee"), cast.rita)
    page = words(client.get(front(meeting)))
    assert "Chen Wei Chair Lakeside University" in page
    assert "Canary" not in page
    assert "Rita" not in page


def test_the_program_is_named_once_it_is_released(client, meeting, at):
    release = Release.objects.create(meeting=meeting, number=1, digest="0", frozen_at=at)
    assert "Not released yet" in words(client.get(front(meeting)))
    release.published_at = at
    release.save()
    assert "Released 1 March 2027" in words(client.get(front(meeting)))


def test_votes_are_asked_for_while_they_are_open_and_no_program_is_out(client, meeting):
    now, day = timezone.now(), timedelta(days=1)
    ballot = make_ballot(meeting, opens_at=now + day, closes_at=now + 2 * day)
    asked = "Choose sessions"
    assert asked not in words(client.get(front(meeting)))
    Ballot.objects.update(opens_at=now - day)
    assert asked in words(client.get(front(meeting)))
    assert reverse("votes", args=[meeting.slug]) in client.get(front(meeting)).content.decode()
    release = Release.objects.create(meeting=meeting, number=1, digest="0", frozen_at=now, published_at=now)
    assert asked not in words(client.get(front(meeting)))
    release.delete()
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=now)
    assert asked not in words(client.get(front(meeting)))


def test_who_takes_part_is_offered_her_times(client, meeting, cast, sign_in):
    make_session(meeting).people.create(person=cast.felix, role="speaker", order=1)
    times = reverse("my_times", args=[meeting.slug])
    assert times not in client.get(front(meeting)).content.decode()
    assert times not in sign_in(cast.stan).get(front(meeting)).content.decode()
    assert times in sign_in(cast.felix).get(front(meeting)).content.decode()
    assert client.get(times).status_code == 200


@pytest.mark.parametrize("column", ["nobody", "stan", "paula"])
def test_a_hidden_meeting_looks_like_none_at_all(client, sign_in, cast, column, django_assert_num_queries):
    hidden = make_meeting("hidden", is_public=False)
    call = make_call(hidden, timezone.now())
    if column != "nobody":
        sign_in(getattr(cast, column))
    for there, not_there in (
        (front(hidden), "/absent/"),
        (address(call), "/absent/calls/workshops/"),
        (reverse("call", args=["hidden", "workshopz"]), "/absent/calls/workshops/"),
    ):
        shown = []
        with django_assert_num_queries(2 if column == "nobody" else 4):
            shown.append(client.get(not_there))
        with django_assert_num_queries(2 if column == "nobody" else 4):
            shown.append(client.get(there))
        assert [each.status_code for each in shown] == [404, 404]
        assert [words(each) for each in shown] == [words(shown[0])] * 2


def test_a_draft_call_of_a_public_meeting_is_for_staff_only_and_says_so(client, sign_in, cast, meeting):
    call = make_call(meeting, timezone.now(), is_public=False)
    make_seat(make_committee(meeting), cast.chen, "assign")
    assert client.get(address(call)).status_code == 404
    assert sign_in(cast.chen).get(address(call)).status_code == 404
    assert "Not public yet" in words(sign_in(cast.olga).get(address(call)))


def test_a_committee_member_reads_her_meeting_before_it_is_public(sign_in, cast):
    hidden = make_meeting("hidden", is_public=False)
    make_seat(make_committee(hidden), cast.rita)
    assert "Not public yet" in words(sign_in(cast.rita).get(front(hidden)))


def test_a_call_tells_everything_before_sign_in(client, meeting):
    call = make_call(meeting, timezone.now(), description="Bring *new* data.", letter_by_on=meeting.starts_on)
    make_format(call, minutes=150)
    make_topic(meeting)
    make_prompt(call, help="What changed lately?", word_limit=200, audience="public")
    make_prompt(call, "kind", label="Focus", kind="choice", choices=["Basic", "Translational"], is_required=False)
    Requirement.objects.create(call=call, kind="chairs", sentence="Two to four chairs.")
    stage = make_stage(call, make_committee(meeting), timezone.now(), name="Scientific reading")
    stage.rubric.criteria.filter(label="Novelty").update(anchors={"5": "Unheard of", "1": "Well known"})
    page = words(client.get(address(call)))
    for sentence in (
        "Bring new data.",
        "Friday Scientific Workshop 150 minutes",
        "Coagulation",
        "Two to four chairs. Blocks submission",
        "Why now? What changed lately? Required Text, at most 200 words Printed in the program",
        "Focus Basic Translational Optional One of these",
        "Scientific reading Committee on Scientific Affairs Recommends to the next stage",
        "Novelty 67 % 1 to 5 1: Well known 5: Unheard of",
        "Completeness 33 % 1 to 5",
        "which is by 10 December 2027",
    ):
        assert sentence in page


def test_a_call_does_not_tell_how_far_its_committees_are(client, meeting):
    call = make_call(meeting, timezone.now())
    stage = make_stage(call, make_committee(meeting), timezone.now())
    before = words(client.get(address(call)))
    stage.closed_at = timezone.now()
    stage.save()
    assert words(client.get(address(call))) == before


def test_the_deadline_stands_in_the_calls_zone(client, meeting):
    call = make_call(meeting, timezone.now(), closes_at=datetime(2055, 5, 14, 6, 59, tzinfo=UTC))
    assert "Closes Thursday, 13 May 2055, 23:59 PDT, America/Los Angeles" in words(client.get(address(call)))
    call.zone = "AoE"
    call.save()
    assert "Closes Thursday, 13 May 2055, 18:59 anywhere on Earth (AoE)" in words(client.get(address(call)))


def test_an_extension_is_read_by_its_owner_alone(sign_in, cast, meeting):
    now = timezone.now()
    call = make_call(meeting, now, closes_at=now - timedelta(hours=1))
    Extension.objects.create(call=call, person=cast.paula, until=now + timedelta(days=1), reason="Canary")
    hers, his = sign_in(cast.paula).get(address(call)), sign_in(cast.stan).get(address(call))
    assert (hers.context["may_propose"], his.context["may_propose"]) == (True, False)
    assert "by an extension only you" in words(hers)
    assert "extension" not in words(his)
    assert "Canary" not in words(hers)


def test_script_in_what_people_typed_is_shown_as_text(client, meeting):
    call = make_call(meeting, timezone.now(), name="<script>x</script>", description="<script>x</script>")
    make_prompt(call, label="<img src=x onerror=x>", help="<b>x</b>")
    page = client.get(address(call)).content.decode()
    assert "<script>x" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("times", [1, 3])
def test_the_front_page_asks_the_same_number_of_queries(client, meeting, times, django_assert_num_queries):
    fill(meeting, times)
    with django_assert_num_queries(8):
        client.get(front(meeting))


@pytest.mark.parametrize("times", [1, 3])
def test_the_call_page_asks_the_same_number_of_queries(client, meeting, times, django_assert_num_queries):
    call = fill(meeting, times)
    with django_assert_num_queries(10):
        client.get(address(call))
