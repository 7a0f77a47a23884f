from datetime import UTC, date, datetime, timedelta

import pytest

from audit.models import Entry
from letters.models import Letter
from people.models import Person
from people.refusal import Refused
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_committee, make_format, make_meeting, make_seat, make_topic
from workshops import rules
from workshops.actions.asking import add_format, add_prompt, edit_prompt, move_prompt, remove_format, remove_prompt
from workshops.actions.calls import create_call, edit_call, end_extension, extend, publish_call
from workshops.actions.committees import give_seat, seat_newcomer, take_seat
from workshops.actions.meetings import create_meeting, edit_meeting, publish_meeting, remove_meeting
from workshops.actions.restoring import removals, restore
from workshops.actions.topics import add_topics, remove_topic
from workshops.models import Format, Meeting, Right, Seat

DATES = {"starts_on": date(2028, 12, 8), "ends_on": date(2028, 12, 11)}


@pytest.fixture
def by_olga(cast, at):
    return {"by": cast.olga, "at": at}


def told(verb):
    return list(Entry.objects.filter(verb=verb))


def refusal_of(action, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **kwargs)
    return refused.value.refusal.sentence


def test_a_new_meeting_is_hidden_and_told_to_the_audit(by_olga):
    meeting = create_meeting(slug="ash-2028", name="Annual Meeting 2028", series="Annual Meeting", **DATES, **by_olga)
    assert (meeting.is_public, meeting.series.name, meeting.letter_set.name) == (False, "Annual Meeting", "Letters")
    assert [(entry.by_name, entry.detail["name"]) for entry in told("create_meeting")] == [
        ("Olga Okafor", "Annual Meeting 2028")
    ]


def test_only_staff_set_up_and_nothing_is_left_behind(cast, at):
    sentence = refusal_of(create_meeting, slug="x", name="X", **DATES, by=cast.chen, at=at)
    assert sentence == "Only program staff set up meetings."
    assert not Meeting.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("slug", ["society", "healthz", "people", "admin", "static"])
def test_a_meeting_is_not_named_like_an_address_of_the_site(slug, by_olga):
    sentence = refusal_of(create_meeting, slug=slug, name="X", **DATES, **by_olga)
    assert sentence == f"The site itself uses /{slug}/, so no meeting can have that address."


def test_a_meeting_that_ends_before_it_starts_is_refused(by_olga):
    dates = {"starts_on": DATES["ends_on"], "ends_on": DATES["starts_on"]}
    sentence = refusal_of(create_meeting, slug="x", name="X", **dates, **by_olga)
    assert sentence == "Ends on: The meeting ends before it starts."


def test_an_unknown_zone_is_refused(by_olga):
    sentence = refusal_of(create_meeting, slug="x", name="X", zone="Mars/Olympus", **DATES, **by_olga)
    assert sentence == "“Mars/Olympus” is not a time zone we know."


def test_the_audit_says_what_an_edit_changed_and_nothing_when_nothing_did(by_olga):
    meeting = make_meeting()
    edit_meeting(meeting, city="Atlanta", name=meeting.name, **by_olga)
    edit_meeting(meeting, city="Atlanta", **by_olga)
    assert [entry.detail["changed"] for entry in told("edit_meeting")] == [{"city": ["Orlando", "Atlanta"]}]


def test_a_public_address_stays(by_olga):
    meeting = make_meeting(is_public=False)
    meeting = edit_meeting(meeting, slug="ash-27", **by_olga)
    publish_meeting(meeting, **by_olga)
    sentence = refusal_of(edit_meeting, meeting, slug="ash-2027", **by_olga)
    assert sentence == "The address is public and people have kept it, so it stays as it is."


def test_a_meeting_with_proposals_is_not_removed(world, by_olga):
    sentence = refusal_of(remove_meeting, world.meeting, **by_olga)
    assert sentence == "“Call for workshops” is in use: 3 proposals would be left without it."
    assert Meeting.objects.filter(pk=world.meeting.pk).exists()


def test_an_empty_meeting_is_removed_with_all_its_parts(by_olga, at):
    meeting = make_meeting()
    make_format(make_call(meeting, at))
    make_topic(meeting)
    remove_meeting(meeting, **by_olga)
    assert not Meeting.objects.exists()


def test_a_call_without_a_format_is_not_published(by_olga, at):
    call = create_call(
        make_meeting(), slug="c", name="C", opens_at=at, closes_at=at + timedelta(days=9), zone="AoE", **by_olga
    )
    assert refusal_of(publish_call, call, **by_olga) == "Nothing can be proposed in this call yet."
    add_format(call, name="Workshop", minutes=180, **by_olga)
    assert publish_call(call, **by_olga).is_public


def test_a_public_calls_address_stays(by_olga, at):
    call = make_call(make_meeting(), at)
    assert refusal_of(edit_call, call, slug="other", **by_olga).startswith("The address is public")


def test_a_format_somebody_proposed_is_not_removed(world, by_olga):
    assert refusal_of(remove_format, world.format, **by_olga) == (
        "“Friday Scientific Workshop” is in use: 3 proposals would be left without it."
    )


def test_prompts_keep_their_slug_and_move_one_place(by_olga, at):
    call = make_call(make_meeting(), at)
    first, second, third = (add_prompt(call, label=label, **by_olga) for label in ("Why now", "Why here", "Why now"))
    assert [first.slug, second.slug, third.slug] == ["why-now", "why-here", "why-now-2"]
    edit_prompt(first, label="Why this year", slug="other", **by_olga)
    move_prompt(third, up=True, **by_olga)
    move_prompt(first, up=True, **by_olga)
    assert [str(prompt) for prompt in call.prompts.all()] == ["Why this year", "Why now", "Why here"]
    assert call.prompts.get(label="Why this year").slug == "why-now"


def test_pasted_topics_come_once_with_colours_in_turn(by_olga):
    meeting = make_meeting()
    added = add_topics(meeting, topics=[("100", "Red cells"), ("", "Platelets"), ("", "red cells")], **by_olga)
    assert [(topic.code, topic.name, topic.slug, topic.hue) for topic in added] == [
        ("100", "Red cells", "red-cells", 0),
        ("", "Platelets", "platelets", 1),
    ]


def test_a_topic_of_a_proposal_is_not_removed(world, by_olga):
    world.submitted.topics.add(world.topic)
    assert refusal_of(remove_topic, world.topic, **by_olga).startswith("“Coagulation” is in use: 1 ")


def test_a_seat_has_exactly_the_rights_given(by_olga, cast):
    committee = make_committee(make_meeting())
    give_seat(committee, person=cast.chen, title="Chair", rights=["assign", "recommend"], **by_olga)
    give_seat(committee, person=cast.chen, title="Vice chair", rights=["review"], **by_olga)
    seat = committee.seats.get()
    assert (seat.title, [right.value for right in Right if getattr(seat, f"may_{right}")]) == (
        "Vice chair",
        ["review"],
    )


def test_rights_hold_in_the_seats_meeting_only_and_end_with_the_seat(by_olga, cast):
    here, elsewhere = make_meeting(), make_meeting("other-2027")
    seat = give_seat(make_committee(here), person=cast.chen, rights=["assign"], **by_olga)
    assert rules.has_right(cast.chen, here, Right.ASSIGN)
    assert not rules.has_right(cast.chen, here, Right.APPROVE)
    assert not rules.has_right(cast.chen, elsewhere, Right.ASSIGN)
    take_seat(seat, **by_olga)
    assert not rules.has_right(cast.chen, here, Right.ASSIGN)


def test_a_newcomer_is_seated_by_address_without_a_password(by_olga, cast):
    committee = make_committee(make_meeting())
    seat = seat_newcomer(committee, email="New@Example.org", given_name="Nia", family_name="New", **by_olga)
    assert (seat.person.email, seat.person.name, seat.person.has_usable_password()) == (
        "new@example.org",
        "Nia New",
        False,
    )
    again = seat_newcomer(committee, email="RITA@example.org", given_name="Other", **by_olga)
    assert (again.person, Person.objects.get(pk=cast.rita.pk).given_name) == (cast.rita, "Rita")


def test_an_extension_is_later_has_a_reason_and_is_one_per_person(by_olga, cast, at):
    call = make_call(make_meeting(), at)
    later = call.closes_at + timedelta(days=2)
    early = {"person": cast.paula, "until": call.closes_at, "reason": "Ill"}
    assert refusal_of(extend, call, **early, **by_olga) == "An extension ends later than the call."
    blank = {"person": cast.paula, "until": later, "reason": "  "}
    assert refusal_of(extend, call, **blank, **by_olga) == "An extension needs a reason."
    extend(call, person=cast.paula, until=later, reason="Ill", **by_olga)
    extend(call, person=cast.paula, until=later + timedelta(days=1), reason="Still ill", **by_olga)
    assert [(each.until, each.reason, each.by) for each in call.extensions.all()] == [
        (later + timedelta(days=1), "Still ill", cast.olga)
    ]


def test_a_removed_seat_is_put_back_as_it_was_once(by_olga, cast):
    meeting = make_meeting()
    seat = make_seat(make_committee(meeting), cast.chen, "assign", "approve", title="Chair")
    take_seat(seat, **by_olga)
    entry = removals(cast.olga).get()
    restore(meeting, entry=entry, **by_olga)
    back = Seat.objects.get()
    assert (back.person, back.title, back.may_assign, back.may_approve, back.may_place) == (
        cast.chen,
        "Chair",
        True,
        True,
        False,
    )
    assert refusal_of(restore, meeting, entry=entry, **by_olga) == "This cannot be put back a second time."


def test_nothing_is_put_back_into_another_meeting(by_olga, cast):
    meeting = make_meeting()
    remove_topic(make_topic(meeting), **by_olga)
    refusal_of(restore, make_meeting("other-2027"), entry=removals(cast.olga).get(), **by_olga)
    assert not meeting.topics.exists()


def test_an_ended_extension_is_put_back_to_the_minute(by_olga, cast, at):
    call = make_call(make_meeting(), at)
    until = call.closes_at + timedelta(days=2, minutes=7)
    end_extension(extend(call, person=cast.paula, until=until, reason="Ill", **by_olga), **by_olga)
    restore(call.meeting, entry=removals(cast.olga).get(), **by_olga)
    assert call.closes_for(cast.paula) == until
    kinds = ["workshops.extended", "workshops.extension_ended", "workshops.extended"]
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == kinds


def test_an_extension_that_is_taken_back_is_told_with_the_deadline_that_holds_again(by_olga, cast, at):
    call = make_call(make_meeting(), at)
    extension = extend(call, person=cast.paula, until=call.closes_at + timedelta(days=2), reason="Ill", **by_olga)
    end_extension(extension, **by_olga)
    letter = Letter.objects.order_by("pk").last()
    assert (letter.to, letter.kind) == (cast.paula, "workshops.extension_ended")
    assert "31 March 2027, 05:00 PDT" in letter.body.replace("\\", "")
    assert Entry.objects.about(call).filter(verb="end_extension").exists()


@pytest.mark.parametrize("until", [timedelta(0), -timedelta(days=1)])
def test_more_time_that_is_over_already_is_refused(until, by_olga, cast, at):
    call = make_call(make_meeting(), at, closes_at=at - timedelta(days=9), opens_at=at - timedelta(days=30))
    refusal = refusal_of(extend, call, person=cast.paula, until=at + until, reason="Ill", **by_olga)
    assert "That moment has passed already." in refusal


def test_closing_reminders_are_whole_numbers_from_the_earliest_letter_on(by_olga, at):
    call = make_call(make_meeting(), at)
    assert edit_call(call, closing_reminders=[14, 2], **by_olga).closing_reminders == [14, 2]
    for wrong in ([2, 14], [0], [61], [1, 1], ["1"], [True], [6, 5, 4, 3, 2, 1], {"1": 2}):
        refusal_of(edit_call, call, closing_reminders=wrong, **by_olga)


def test_an_extension_is_told_to_its_person_without_the_reason(by_olga, cast, at):
    call = make_call(make_meeting(), at)
    until = datetime(2027, 4, 3, 6, 59, tzinfo=UTC)
    extend(call, person=cast.paula, until=until, reason="Canary reason", **by_olga)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (
        cast.paula,
        "You have until 2 April 2027, 23:59 PDT, America/Los Angeles",
    )
    assert "Canary" not in letter.body


def test_only_somebody_new_is_told_of_her_seat_with_the_way_to_sign_in(by_olga, cast):
    committee = make_committee(make_meeting())
    seat_newcomer(committee, email="rita@example.org", **by_olga)
    seat_newcomer(committee, email="nia@example.org", given_name="Nia", family_name="New", **by_olga)
    letter = Letter.objects.get()
    assert (letter.to_address, letter.subject) == (
        "nia@example.org",
        "You have a seat in the Committee on Scientific Affairs",
    )
    assert "/accounts/login/code/" in letter.body


def test_a_removed_prompt_comes_back_with_its_formats(by_olga, cast, at):
    call = make_call(make_meeting(), at)
    form = make_format(call)
    prompt = add_prompt(call, label="Why now", formats=[form], **by_olga)
    remove_prompt(prompt, **by_olga)
    restore(call.meeting, entry=removals(cast.olga).get(), **by_olga)
    assert list(call.prompts.get().formats.all()) == [form]


def test_withdrawn_proposals_still_hold_their_format(world, by_olga, at):
    form = make_format(world.call, "agenda")
    make_proposal(form, world.cast.paula, at, "withdrawn")
    assert refusal_of(remove_format, form, **by_olga).endswith("1 proposal would be left without it.")


@pytest.mark.parametrize(
    ("minutes", "said"), [(1, "1 minute"), (180, "180 minutes"), (480, "480 minutes"), (2160, "36 hours")]
)
def test_a_length_is_said_as_one_says_it(minutes, said):
    assert Format(minutes=minutes).length == said
