"""The pages of the set-up, as Olga uses them and as nobody else may."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from people.models import Person
from proposals.models import Requirement
from tests.factories.cast import make_person
from tests.factories.reviews import make_stage
from tests.factories.workshops import (
    make_call,
    make_committee,
    make_format,
    make_meeting,
    make_prompt,
    make_seat,
    make_topic,
)
from workshops.models import Extension, Meeting


@pytest.fixture
def olga(sign_in, cast):
    return sign_in(cast.olga)


@pytest.fixture
def meeting(db):
    return make_meeting()


@pytest.fixture
def call(meeting):
    return make_call(meeting, timezone.now())


def words(response) -> str:
    """The page as a person reads it, on one line."""
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode().partition("<main")[2]).split())


def said(response) -> list[str]:
    """The page the answer leads to, with its messages."""
    return [str(message) for message in response.context["messages"]]


def of(name, *things) -> str:
    return reverse(name, args=[thing.slug for thing in things])


def test_a_meeting_is_started_and_then_lacks_everything(olga):
    typed = {"name": "Annual Meeting 2028", "slug": "ash-2028", "zone": "America/New_York"}
    typed |= {"starts_on": "2028-12-08", "ends_on": "2028-12-11", "series": "Annual Meeting"}
    page = olga.post(reverse("meeting_new"), typed, follow=True)
    assert Meeting.objects.get().series.name == "Annual Meeting"
    assert "No call yet" in words(page)
    assert "It has no topics yet" in words(page)


def test_a_name_too_long_is_said_beside_it_and_the_rest_is_kept(olga, meeting):
    typed = {"name": "x" * 161, "zone": "UTC", "starts_on": "2027-12-10", "ends_on": "2027-12-13", "city": "Typed"}
    page = olga.post(of("meeting_facts", meeting), typed)
    assert "Ensure this value has at most 160 characters (it has 161)." in words(page)
    assert 'value="Typed"' in page.content.decode()
    assert Meeting.objects.get().name == "Annual Meeting 2027"


def test_the_checklist_names_what_is_missing_with_the_way_to_mend_it(olga, meeting, call):
    page = olga.get(of("meeting_edit", meeting))
    assert "Needed: Nothing can be proposed yet" in words(page)
    assert f'<a href="{of("format_list", meeting, call)}">Nothing can be proposed yet</a>' in page.content.decode()


def test_the_checklist_is_done_when_nothing_is_missing(olga, meeting, call, cast):
    call.description = "For workshops."
    call.save()
    make_prompt(call).formats.add(make_format(call))
    Requirement.objects.create(call=call, kind="chairs", sentence="Two chairs.")
    committee = make_committee(meeting)
    make_stage(call, committee, timezone.now())
    assert "has nobody who may assign" in words(olga.get(of("meeting_edit", meeting)))
    make_seat(committee, cast.chen, "assign")
    assert "Nothing is missing" in words(olga.get(of("meeting_edit", meeting)))


def test_showing_and_hiding_a_meeting(olga, client, meeting):
    olga.post(of("meeting_hide", meeting))
    assert not Meeting.objects.get().is_public
    olga.post(of("meeting_publish", meeting))
    assert Meeting.objects.get().is_public


def test_a_call_without_formats_is_not_published_and_the_page_says_why(olga, meeting, call):
    call.is_public = False
    call.save()
    page = olga.post(of("call_publish", meeting, call))
    assert (page.status_code, "Nothing can be proposed in this call yet." in words(page)) == (403, True)
    make_format(call)
    page = olga.post(of("call_publish", meeting, call), follow=True)
    assert said(page) == ["Call for workshops is published."]


def test_a_get_changes_nothing(olga, meeting, call):
    prompt = make_prompt(call)
    for name, things in (
        ("meeting_publish", [meeting]),
        ("meeting_hide", [meeting]),
        ("call_publish", [meeting, call]),
        ("call_hide", [meeting, call]),
        ("prompt_move", [meeting, call, prompt]),
    ):
        assert olga.get(of(name, *things)).status_code == 405


def test_removing_asks_with_the_name_of_what_is_lost(olga, meeting, call):
    make_format(call)
    make_prompt(call)
    page = words(olga.get(of("call_remove", meeting, call)))
    assert "Remove “Call for workshops”? This will be lost: 1 format 1 prompt This cannot be undone." in page
    olga.post(of("call_remove", meeting, call))
    assert not meeting.calls.exists()


def test_a_removed_question_can_be_put_back_at_once_and_only_by_who_removed_it(olga, sign_in, meeting, call):
    prompt = make_prompt(call, label="Why this year?")
    page = olga.post(of("prompt_remove", meeting, call, prompt), follow=True)
    undo = page.context["undo"]
    other = sign_in(make_person("omar", is_staff=True))
    assert other.get(page.redirect_chain[-1][0]).context["undo"] is None
    assert other.post(undo["url"]).status_code == 404
    olga = sign_in(Person.objects.get(email="olga@example.org"))
    page = olga.post(undo["url"], {"back": undo["back"]}, follow=True)
    assert page.redirect_chain[-1][0] == of("prompt_list", meeting, call)
    assert said(page) == ["Why this year?: back where it was."]
    assert call.prompts.get().label == "Why this year?"


def test_an_undo_never_leads_out_of_the_set_up(olga, meeting):
    topic = make_topic(meeting)
    page = olga.post(of("topic_remove", meeting, topic), follow=True)
    answer = olga.post(page.context["undo"]["url"], {"back": "//evil.example/"})
    assert answer["Location"] == of("meeting_edit", meeting)


@pytest.mark.parametrize("undo", ["x", "0", "-1", "9" * 30, "1e3", "²"])
def test_an_undo_that_names_nothing_offers_nothing(olga, meeting, undo):
    assert olga.get(of("topic_list", meeting), {"undo": undo}).context["undo"] is None


def test_questions_move_by_buttons_and_the_page_returns_to_the_line(olga, meeting, call):
    for order, slug in enumerate(["one", "two", "three"]):
        make_prompt(call, slug, order=order)
    answer = olga.post(of("prompt_move", meeting, call, call.prompts.get(slug="three")), {"way": "up"})
    moved = Entry.objects.filter(verb="move_prompt").get()
    assert answer["Location"] == f"{of('prompt_list', meeting, call)}?moved={moved.pk}&way=up"
    assert [each.slug for each in call.prompts.all()] == ["one", "three", "two"]


def test_the_preview_shows_the_questions_of_the_format_chosen(olga, meeting, call):
    workshop, agenda = make_format(call), make_format(call, "agenda", name="Agenda-setting session", order=1)
    make_prompt(call, "both", label="For both")
    make_prompt(call, "one", label="Workshop only").formats.add(workshop)
    make_prompt(call, "two", label="Agenda only").formats.add(agenda)
    page = words(olga.get(of("prompt_preview", meeting, call), {"format": "agenda"}))
    assert ("For both" in page, "Agenda only" in page, "Workshop only" in page) == (True, True, False)
    page = words(olga.get(of("prompt_preview", meeting, call), {"format": "nonsense"}))
    assert "Workshop only" in page


def test_topics_are_pasted(olga, meeting):
    make_topic(meeting, name="Red cells")
    page = olga.post(of("topic_list", meeting), {"topics": "322 Coagulation\r\n\r\nred cells\r\n"}, follow=True)
    assert said(page) == ["Added: 1. 1 were here already."]
    assert [(topic.code, topic.name) for topic in meeting.topics.all()] == [("", "Red cells"), ("322", "Coagulation")]


def test_a_topic_in_use_is_not_removed_and_the_page_says_so(olga, world):
    world.submitted.topics.add(world.topic)
    page = olga.get(of("topic_remove", world.meeting, world.topic))
    assert page.status_code == 403
    assert "“Coagulation” is in use: 1 " in words(page)


def test_somebody_is_found_by_part_of_her_name_and_seated_with_rights(olga, meeting, cast):
    committee = make_committee(meeting)
    page = olga.get(of("seat_new", meeting, committee), {"q": "chen w"})
    ((person, address),) = page.context["rows"]
    assert person == cast.chen
    olga.post(address, {"title": "Chair", "rights": ["assign", "recommend"]})
    shown = words(olga.get(of("committee", meeting, committee)))
    assert (
        "Chen Wei Chair Lakeside University Assign reviewers, see the ranking, lead the meeting "
        "Recommend decisions to the next committee" in shown
    )


def test_a_search_for_nobody_says_so_and_offers_an_invitation_with_the_address_typed(olga, meeting):
    committee = make_committee(meeting)
    page = olga.get(of("seat_new", meeting, committee), {"q": "nia+x&y@example.org"})
    assert "Nobody here is called “nia+x&amp;y@example.org”." in words(page)
    assert page.context["invite"] == of("seat_invite", meeting, committee) + "?email=nia%2Bx%26y%40example.org"


def test_somebody_new_is_seated_by_address(olga, meeting):
    committee = make_committee(meeting)
    typed = {"email": "nia@example.org", "given_name": "Nia", "family_name": "New", "title": "Member"}
    page = olga.post(of("seat_invite", meeting, committee), typed | {"rights": ["review"]}, follow=True)
    assert said(page) == [
        "Nia New sits in Committee on Scientific Affairs. She signs in by a code sent to nia@example.org."
    ]
    assert committee.seats.get().may_review


def test_an_unknown_right_is_refused(olga, meeting, cast):
    committee = make_committee(meeting)
    address = reverse("seat_edit", args=[meeting.slug, committee.slug, cast.chen.code])
    assert olga.post(address, {"title": "Chair", "rights": ["is_staff"]}).status_code == 200
    assert not committee.seats.exists()


def test_an_extension_is_given_changed_and_ended(olga, meeting, call, cast):
    address = reverse("extension_edit", args=[meeting.slug, call.slug, cast.paula.code])
    late = (call.closes_at + timedelta(days=5)).date().isoformat()
    early = (call.closes_at - timedelta(days=5)).date().isoformat()
    typed = {"until_day": early, "until_clock": "12:00", "reason": "Ill in the last week"}
    page = olga.post(address, typed)
    assert "An extension ends later than the call." in words(page)
    assert 'value="Ill in the last week"' in page.content.decode()
    olga.post(address, typed | {"until_day": late})
    assert "Paula Perez Until" in words(olga.get(of("extension_list", meeting, call)))
    olga.post(reverse("extension_end", args=[meeting.slug, call.slug, cast.paula.code]))
    assert not Extension.objects.exists()


def test_what_belongs_to_another_meeting_is_not_found_under_this_one(olga, meeting, call):
    other = make_meeting("other-2027")
    for name, things in (
        ("call_edit", [other, call]),
        ("topic_edit", [other, make_topic(meeting)]),
        ("committee", [other, make_committee(meeting)]),
        ("format_edit", [make_meeting("third-2027"), call, make_format(call)]),
    ):
        assert olga.get(of(name, *things)).status_code == 404


@pytest.mark.parametrize("column", ["chen", "paula"])
def test_the_set_up_looks_to_others_as_if_it_were_not(sign_in, cast, meeting, column, django_assert_num_queries):
    client = sign_in(getattr(cast, column))
    shown = []
    for address in ("/absent/setup/", of("meeting_edit", meeting), of("topic_list", meeting)):
        with django_assert_num_queries(3):
            shown.append(client.get(address))
    assert [each.status_code for each in shown] == [404] * 3
    assert [words(each) for each in shown] == [words(shown[0])] * 3


def test_a_stranger_is_sent_to_sign_in_whether_it_exists_or_not(client, meeting):
    for address in ("/absent/setup/", of("meeting_edit", meeting)):
        assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def fill(meeting, call, times: int):
    """As many rows as asked for on every list of the set-up."""
    committee = make_committee(meeting, "filled")
    for number in range(times):
        make_meeting(f"meeting-{number}")
        another = make_call(meeting, timezone.now(), f"call-{number}")
        make_stage(another, committee, timezone.now())
        Requirement.objects.create(call=another, kind="chairs", sentence="Two chairs.")
        form = make_format(call, f"format-{number}")
        make_format(another)
        make_prompt(another)
        make_prompt(call, f"prompt-{number}").formats.add(form)
        make_topic(meeting, f"topic-{number}")
        make_committee(meeting, f"committee-{number}")
        member = make_person(f"member-{number}")
        make_seat(committee, member)
        Extension.objects.create(call=call, person=member, until=call.closes_at, reason="Ill", by=member)
    return committee


QUERIES = {
    "meeting_list": 5,
    "meeting_edit": 16,
    "topic_list": 5,
    "committee_list": 7,
    "committee": 7,
    "format_list": 6,
    "prompt_list": 8,
    "prompt_preview": 7,
    "extension_list": 6,
    "seat_new": 6,
}


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("name", QUERIES)
def test_lists_ask_the_same_number_of_queries_at_any_length(
    olga, meeting, call, name, times, django_assert_num_queries
):
    committee = fill(meeting, call, times)
    things = {"meeting_list": [], "committee": [meeting, committee], "seat_new": [meeting, committee]}
    of_call = {"format_list", "prompt_list", "prompt_preview", "extension_list"}
    things = things.get(name, [meeting, call] if name in of_call else [meeting])
    with django_assert_num_queries(QUERIES[name]):
        olga.get(of(name, *things), {"q": "member"})
