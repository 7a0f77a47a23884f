from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.factories.workshops import make_call, make_format, make_meeting
from workshops.forms.call import CallForm, ExtensionForm
from workshops.forms.meeting import MeetingForm
from workshops.forms.people import TopicLinesForm, code_and_name
from workshops.forms.prompts import PromptForm

CALL = {
    "name": "Call for workshops",
    "slug": "workshops",
    "opens_at_day": "2027-03-01",
    "opens_at_clock": "09:00",
    "closes_at_day": "2027-05-13",
    "closes_at_clock": "23:59",
    "zone": "America/Los_Angeles",
    "grace_minutes": "5",
    "editors": "lead",
    "answer_days": "14",
    "remind_days": "3",
    "file_megabytes": "10",
    "files_megabytes": "100",
}
MEETING = {
    "name": "Annual Meeting 2028",
    "slug": "ash-2028",
    "starts_on": "2028-12-08",
    "ends_on": "2028-12-11",
    "zone": "America/New_York",
}


@pytest.fixture
def meeting(db):
    return make_meeting()


def call_form(meeting, **changes) -> CallForm:
    return CallForm(CALL | changes, meeting=meeting)


def test_clock_times_are_read_in_the_zone_typed_beside_them(meeting):
    form = call_form(meeting)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["closes_at"] == datetime(2027, 5, 14, 6, 59, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["AoE", "aoe"])
def test_a_deadline_can_be_anywhere_on_earth(meeting, zone):
    form = call_form(meeting, zone=zone)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["zone"], form.cleaned_data["closes_at"]) == (
        "AoE",
        datetime(2027, 5, 14, 11, 59, tzinfo=UTC),
    )


def test_a_zone_may_be_typed_with_a_blank(meeting):
    form = call_form(meeting, zone="America/Los Angeles")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["closes_at"] == datetime(2027, 5, 14, 6, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"zone": "Pacific time"},
            {
                "zone": [
                    "“Pacific_time” is not a time zone we know. "
                    "Choose one from the list, as America/New_York, or AoE for anywhere on Earth."
                ]
            },
        ),
        ({"closes_at_clock": ""}, {"closes_at": ["Give both the day and the clock time."]}),
        ({"closes_at_clock": "noon"}, {"closes_at": ["Write the clock time as 23:59."]}),
        ({"closes_at_day": "13 May"}, {"closes_at": ["Write the day as 2027-05-13."]}),
        ({"closes_at_day": "2027-02-01"}, {"closes_at": ["The call closes before it opens."]}),
        (
            {"slug": "two words"},
            {"slug": ["Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."]},
        ),
        ({"letter_by_on": "2027-05-01"}, {"letter_by_on": ["Decisions cannot be sent before the call closes."]}),
        (
            {"letter_by_on": "2027-07-01", "confirm_by_on": "2027-06-30"},
            {"confirm_by_on": ["Chairs cannot confirm before they have their letters."]},
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(meeting, changes, errors):
    assert call_form(meeting, **changes).errors == errors


def test_a_clock_time_that_the_night_of_the_change_skips_is_refused(meeting):
    form = call_form(meeting, opens_at_day="2027-03-14", opens_at_clock="02:30")
    assert form.errors["opens_at"] == [
        "On Sunday 14 March 2027 the clocks of America/Los Angeles go forward and 02:30 does not exist there. "
        "Choose 01:30 or 03:30, or an earlier or later hour."
    ]


def test_a_clock_time_that_comes_twice_is_refused(meeting):
    form = call_form(meeting, closes_at_day="2027-11-07", closes_at_clock="01:30")
    assert "show 01:30 twice" in form.errors["closes_at"][0]


def test_two_calls_of_a_meeting_differ_in_address(meeting, at):
    make_call(meeting, at)
    assert call_form(meeting).errors == {"slug": ["Another call of this meeting has this address."]}


def test_a_stored_moment_is_shown_in_the_calls_zone(meeting, at):
    call = make_call(meeting, at, closes_at=datetime(2027, 5, 14, 6, 59, tzinfo=UTC))
    page = CallForm(instance=call, meeting=meeting).as_p()
    assert 'value="2027-05-13"' in page
    assert 'value="23:59"' in page


def test_what_was_typed_stays_beside_the_error(meeting):
    page = call_form(meeting, closes_at_clock="noon", description="Typed words").as_p()
    assert 'value="noon"' in page
    assert "Typed words" in page


def test_an_extension_is_read_in_the_calls_zone(meeting, at):
    call = make_call(meeting, at, zone="AoE")
    form = ExtensionForm({"until_day": "2027-05-13", "until_clock": "12:00", "reason": "Ill"}, call=call)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["until"] == datetime(2027, 5, 14, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({}, {}),
        (
            {"slug": "people"},
            {
                "slug": [
                    "The site itself uses /people/, so no meeting can have that address. "
                    "Add the year, for example people-2027."
                ]
            },
        ),
        ({"slug": "ash-2027"}, {"slug": ["Another meeting has this address."]}),
        ({"ends_on": "2028-12-01"}, {"ends_on": ["The meeting ends before it starts."]}),
        (
            {"zone": "AoE"},
            {"zone": ["“AoE” is not a time zone we know. Choose one from the list, as America/New_York."]},
        ),
    ],
)
def test_a_meeting_is_judged_field_by_field(meeting, changes, errors):
    assert MeetingForm(MEETING | changes).errors == errors


def test_the_address_of_a_public_meeting_cannot_be_typed_over(meeting):
    form = MeetingForm(MEETING, instance=meeting)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["slug"] == "ash-2027"


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ("322. Disorders of coagulation", ("322", "Disorders of coagulation")),
        ("101 – Red cells", ("101", "Red cells")),
        ("Red cells", ("", "Red cells")),
        ("2027", ("", "2027")),
        ("5-HT signalling", ("", "5-HT signalling")),
    ],
)
def test_a_number_in_front_of_a_topic_is_its_code(line, pair):
    assert code_and_name(line) == pair


def test_a_topic_as_long_as_a_paragraph_is_refused(db):
    form = TopicLinesForm({"topics": f"Red cells\n{'x' * 161}"})
    assert form.errors["topics"][0].startswith("A topic has at most 160 letters; this one has more: xxx")


def test_one_of_several_needs_two_answers(meeting, at):
    call = make_call(meeting, at)
    typed = {
        "label": "Focus",
        "kind": "choice",
        "choices": "Basic",
        "section": "The workshop",
        "audience": "committee",
        "due": "submission",
    }
    assert PromptForm(typed, call=call).errors == {"choices": ["Give at least two answers to choose from."]}
    form = PromptForm(typed | {"choices": "Basic\n\n Translational "}, call=call)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["choices"] == ["Basic", "Translational"]


def test_a_prompt_belongs_to_formats_of_its_own_call_only(meeting, at):
    other = make_format(make_call(meeting, at, "other"))
    typed = {
        "label": "Why",
        "kind": "text",
        "section": "The workshop",
        "audience": "committee",
        "due": "submission",
        "formats": [other.pk],
    }
    assert list(PromptForm(typed, call=make_call(meeting, at)).errors) == ["formats"]


def test_the_zone_list_can_be_searched(sign_in, cast):
    page = sign_in(cast.olga).get(reverse("meeting_new")).content.decode()
    assert 'list="id_zone_list"' in page
    assert '<datalist id="id_zone_list"><option value="UTC"><option value="Africa/Abidjan">' in page


@pytest.mark.parametrize(("answer", "remind", "field"), [("0", "0", "answer_days"), ("7", "7", "remind_days")])
def test_people_have_days_to_answer_and_are_reminded_before_they_are_over(meeting, answer, remind, field):
    form = call_form(meeting, answer_days=answer, remind_days=remind)
    assert list(form.errors) == [field]
