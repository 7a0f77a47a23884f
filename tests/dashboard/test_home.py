"""The first page: what waits for each of the cast, by when, and what changed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from audit.actions import record
from dashboard.sections.proposing import proposing
from dashboard.sections.reviewing import reviewing
from letters.models import LetterState
from proposals.lifecycle import State
from reviews.models import Conflict, Decision
from scheduling.actions.placing import unplace
from scheduling.models import Session, Star
from tests.factories.invitations import make_faculty, make_invitation
from tests.factories.letters import make_letter
from tests.factories.program import make_release
from tests.factories.proposals import make_message, make_proposal
from tests.factories.reviews import make_assignment, make_review, make_stage
from tests.factories.rules import make_rule, make_waiver
from tests.factories.scheduling import make_room, make_session, make_version, place
from tests.factories.workshops import (
    make_call,
    make_committee,
    make_meeting,
    make_prompt,
    make_seat,
)
from workshops.models import Extension

HOME = reverse("home")


def words(response) -> str:
    """The page as a person reads it, on one line."""
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode().partition("<main")[2]).split())


def rows(response, key: str) -> list[tuple[str, str, str]]:
    """Title, sentence and whose, of one section."""
    found = [section for section in response.context["sections"] if section.key == key]
    return [(row.title, row.what, row.whose) for section in found for row in section.rows]


# --- proposer


def test_a_draft_waits_until_her_own_deadline_and_says_what_is_missing(call, cast, now):
    make_prompt(call)
    draft = make_proposal(call.formats.get(), cast.paula, now)
    Extension.objects.create(call=call, person=cast.paula, until=call.closes_at + timedelta(days=3), reason="Ill")
    row = proposing(cast.paula, now).rows[0]
    assert (row.title, row.by_at, row.whose) == (str(draft), call.closes_at + timedelta(days=3), "Yours")
    assert row.what.startswith("A draft for Call for workshops. ")
    assert "missing" in row.what
    assert row.url == reverse("proposal_edit", args=[draft.code, "check"])


def test_a_co_chair_reads_the_calls_own_deadline_not_the_proposers_extension(call, cast, now):
    draft = make_proposal(call.formats.get(), cast.paula, now)
    draft.faculty.create(person=cast.felix, role="co_chair", family_name="Fuchs")
    Extension.objects.create(call=call, person=cast.paula, until=call.closes_at + timedelta(days=3), reason="Ill")
    row = proposing(cast.felix, now).rows[0]
    assert (row.by_at, row.whose) == (call.closes_at, "Paula Perez proposes it")


def test_a_draft_of_a_closed_call_waits_no_more(call, cast, now):
    make_proposal(call.formats.get(), cast.paula, now)
    assert proposing(cast.paula, call.closes_at).rows == ()


def test_what_was_returned_comes_with_its_reason(call, cast, now):
    make_proposal(
        call.formats.get(), cast.paula, now, first_submitted_at=now, state_reason="Please name a second chair."
    )
    assert proposing(cast.paula, now).rows[0].what.startswith("Returned to you: Please name a second chair.")


def test_an_asked_revision_and_a_place_to_confirm_wait_by_their_dates(call, cast, now):
    call.confirm_by_on = (now + timedelta(days=20)).date()
    call.save()
    form, by = call.formats.get(), now + timedelta(days=5)
    make_proposal(form, cast.paula, now, State.ACCEPTED, title="Won")
    make_proposal(
        form, cast.paula, now, State.REVISION_ASKED, title="Again", revise_by_at=by, state_reason="Less genetics."
    )
    first, second = proposing(cast.paula, now).rows
    assert (first.title, first.by_at) == ("Again", by)
    assert first.what.startswith("The committee asks for a revision: Less genetics.")
    assert (second.title, second.by.label) == ("Won", "Confirm before")


@pytest.mark.parametrize("outcome", ["accept", "waitlist", "decline"])
def test_a_decision_shows_only_once_it_is_released(call, cast, now, sign_in, outcome):
    proposal = make_proposal(call.formats.get(), cast.paula, now, State.IN_REVIEW, title="Canary")
    stage = make_stage(call, make_committee(call.meeting), now, decides="approve")
    before = words(sign_in(cast.paula).get(HOME))
    decision = Decision.objects.create(
        stage=stage, proposal=proposal, outcome=outcome, to_proposer="Canary words", by=cast.chen, at=now
    )
    record("decide", decision, by=cast.chen, at=now, proposal=proposal.pk)
    assert words(sign_in(cast.paula).get(HOME)) == before
    decision.released_at, proposal.state = (
        now,
        {"accept": "accepted", "waitlist": "waitlisted"}.get(outcome, "declined"),
    )
    decision.save()
    proposal.save()
    said = {"accept": "Confirm the place", "waitlist": "On the waiting list", "decline": "Not accepted this time"}
    assert said[outcome] in words(sign_in(cast.paula).get(HOME))


# --- reviewer


def test_a_reviewer_reads_how_far_she_is_and_by_when(call, cast, now):
    committee = make_committee(call.meeting)
    make_seat(committee, cast.rita)
    due = now + timedelta(days=9)
    stage = make_stage(call, committee, now, reviews_due_at=due)
    form = call.formats.get()
    for number in range(3):
        reading = make_assignment(stage, make_proposal(form, cast.paula, now, "in_review"), cast.rita, now)
        if number == 0:
            make_review(reading, now, 5, 5)
    row = reviewing(cast.rita, now).rows[0]
    assert (row.title, row.what) == ("First reading, Call for workshops", "1 of 3 reviews done, 2 to go.")
    assert (row.by_at, row.url) == (due, reverse("worklist", args=["ash-2027"]))


def test_who_holds_no_seat_has_no_section_of_reviews(call, cast, now):
    assert reviewing(cast.ada, now) is None


# --- chair, staff, schedule


def test_a_chair_reads_what_her_stage_lacks(call, cast, now, sign_in):
    committee = make_committee(call.meeting)
    make_seat(committee, cast.chen, "assign", "approve")
    make_seat(committee, cast.rita)
    stage = make_stage(call, committee, now, decides="approve", reviews_due_at=now + timedelta(days=2))
    form = call.formats.get()
    read, told = (make_proposal(form, cast.paula, now, "in_review") for _ in range(2))
    make_assignment(stage, read, cast.rita, now)
    make_proposal(form, cast.felix, now, "submitted")
    Decision.objects.create(stage=stage, proposal=told, outcome="accept", by=cast.chen, at=now)
    name = "First reading, Call for workshops"
    assert rows(sign_in(cast.chen).get(HOME), "leading") == [
        (name, "2 proposals have fewer than 3 readers.", "Yours"),
        (name, "1 of 1 review outstanding.", "The readers’"),
        (name, "1 proposal came in after the stage was opened. Take them in.", "Yours"),
        (name, "1 decision nobody knows of yet: 1 letter is not written.", "Yours"),
    ]


def test_undecided_proposals_wait_once_every_review_is_in(call, cast, now, sign_in):
    committee = make_committee(call.meeting)
    make_seat(committee, cast.chen, "assign", "recommend")
    make_seat(committee, cast.rita)
    stage = make_stage(call, committee, now)
    reading = make_assignment(stage, make_proposal(call.formats.get(), cast.paula, now, "in_review"), cast.rita, now)
    assert "undecided" not in words(sign_in(cast.chen).get(HOME))
    make_review(reading, now, 4, 4)
    page = rows(sign_in(cast.chen).get(HOME), "leading")
    assert ("First reading, Call for workshops", "1 proposal is undecided.", "Yours") in page
    assert ("First reading, Call for workshops", "Every review is in. The stage can be closed.", "Yours") in page


def test_staff_read_what_waits_in_every_chapter(call, cast, now, sign_in):
    call.closes_at = now - timedelta(hours=1)
    call.save()
    make_proposal(call.formats.get(), cast.paula, now, "submitted")
    make_stage(call, make_committee(call.meeting), now, opened_at=None)
    make_letter(cast.paula, now)
    make_letter(cast.paula, now, LetterState.FAILED)
    make_session(call.meeting, "Homeless")
    said = [what for _, what, _ in rows(sign_in(cast.olga).get(HOME), "running")]
    assert said == [
        "1 letter could not be sent.",
        "1 letter waits for your release.",
        "Ready to be opened: reviewing can begin.",
        "1 submitted proposal waits for the review to begin.",
        "1 session waits for a place.",
    ]


def test_staff_read_of_gaps_in_a_call_that_is_to_close(call, cast, now, sign_in):
    call.closes_at = now + timedelta(days=3)
    call.save()
    said = [what for _, what, _ in rows(sign_in(cast.olga).get(HOME), "running")]
    assert len(said) == 1
    assert re.fullmatch(r"Closes within two weeks\. \d gaps in its set-up: .*", said[0])


def test_staff_without_a_meeting_are_offered_to_create_one(cast, sign_in):
    page = sign_in(cast.olga).get(HOME).content.decode()
    assert f'href="{reverse("meeting_new")}"' in page


def test_a_seat_that_approves_the_schedule_is_asked_to(call, cast, now, sign_in):
    make_seat(make_committee(call.meeting), cast.rita, "place", "approve_schedule")
    version = make_version(call.meeting, now)
    place(version, make_session(call.meeting, "Here"), make_room(call.meeting))
    make_session(call.meeting, "Nowhere")
    assert [what for _, what, _ in rows(sign_in(cast.rita).get(HOME), "placing")] == [
        "1 session waits for a place.",
        "Version 1 places 1 session and waits for your approval.",
    ]


# --- everybody


def test_a_stranger_reads_what_the_society_invites_to(call, client):
    page = words(client.get(HOME))
    for sentence in ("Sign in", "Annual Meeting 2027", "Call for workshops Open", "Closes"):
        assert sentence in page


def test_a_stranger_reads_nothing_of_hidden_meetings_and_calls(call, client, now):
    make_meeting("hidden", name="Canary meeting", is_public=False)
    make_call(call.meeting, now, "draft", name="Canary call", is_public=False)
    assert "Canary" not in words(client.get(HOME))


def test_a_newcomer_is_offered_a_first_step(call, cast, sign_in):
    page = words(sign_in(cast.stan).get(HOME))
    assert "Nothing here yet" in page
    assert "Read the call: Call for workshops" in page


def test_eight_rows_are_shown_and_the_rest_is_counted(call, cast, now, sign_in):
    for _ in range(22):
        make_proposal(call.formats.get(), cast.paula, now)
    response = sign_in(cast.paula).get(HOME)
    assert len(rows(response, "proposing")) == 8
    assert "and 14 more" in words(response)


def test_all_rows_of_a_section_are_shown_when_asked_for(call, cast, now, sign_in):
    for number in range(9):
        make_call(call.meeting, now, f"call-{number}", closes_at=now + timedelta(days=3))
    assert len(rows(sign_in(cast.olga).get(HOME), "running")) == 8
    assert len(rows(sign_in(cast.olga).get(HOME, {"all": "running"}), "running")) == 10


@pytest.fixture
def released(call, cast, now):
    """A released program of two sessions two hundred days ahead, and the draft that followed it."""
    room, version = make_room(call.meeting), make_version(call.meeting, now)
    for number, title in enumerate(("Later", "Sooner")):
        starts_at = now + timedelta(days=201 - number)
        place(version, make_session(call.meeting, title, cast.felix), room, starts_at)
    return make_release(version, cast.olga, now)


def test_an_attendee_reads_her_next_starred_sessions_and_nobody_elses(released, cast, now, sign_in):
    later, sooner = Session.objects.order_by("title")
    Star.objects.create(session=later, person=cast.ada, at=now)
    Star.objects.create(session=sooner, person=cast.ada, at=now)
    assert [title for title, _, _ in rows(sign_in(cast.ada).get(HOME), "attending")] == ["Sooner", "Later"]
    page = words(sign_in(cast.stan).get(HOME))
    assert "The program of Annual Meeting 2027 is out." in page
    assert "Sooner" not in page


def test_an_agenda_tells_the_released_program_and_not_the_draft(released, cast, now, sign_in):
    session = Session.objects.get(title="Sooner")
    Star.objects.create(session=session, person=cast.ada, at=now)
    Session.objects.filter(pk=session.pk).update(title="Canary")
    assert [title for title, _, _ in rows(sign_in(cast.ada).get(HOME), "attending")] == ["Sooner"]


def test_staff_read_that_the_schedule_moved_on_since_the_release(released, cast, now, sign_in):
    said = "The schedule was changed since program 1 was released."
    assert said not in words(sign_in(cast.olga).get(HOME))
    draft = released.meeting.versions.get(frozen_at__isnull=True)
    unplace(draft, Session.objects.get(title="Later"), by=cast.olga, at=now)
    assert said in words(sign_in(cast.olga).get(HOME))


def test_everybody_hears_of_a_release(released, cast, sign_in):
    news = sign_in(cast.stan).get(HOME).context["news"]
    assert [(each.title, each.sentence) for each in news] == [("Annual Meeting 2027", "Program 1 is out.")]


# --- what a conflict hides


@pytest.mark.parametrize("who", ["rita", "chen", "olga"])
def test_the_home_of_someone_in_conflict_equals_a_world_without_the_proposal(call, cast, now, sign_in, who):
    person = getattr(cast, who)
    committee = make_committee(call.meeting)
    make_seat(committee, cast.rita)
    make_seat(committee, cast.raj)
    make_seat(committee, cast.chen, "assign", "approve")
    stage = make_stage(call, committee, now, decides="approve", reviews_due_at=now)
    form = call.formats.get()
    make_assignment(stage, make_proposal(form, cast.felix, now, "in_review"), cast.rita, now)
    before = words(sign_in(person).get(HOME))
    hidden = [make_proposal(form, cast.paula, now, state, title="Canary") for state in ("submitted", "in_review")]
    for proposal in hidden:
        proposal.conflicts.create(person=person, reason="Friends", at=now)
        record("submit", proposal, by=cast.paula, at=now)
    reading = make_assignment(stage, hidden[1], cast.raj, now)
    if person != cast.raj:
        make_assignment(stage, hidden[1], person, now)
    make_review(reading, now, 5, 5)
    record("submit review", reading, by=cast.raj, at=now)
    letter = make_letter(cast.paula, now, about=f"proposals.proposal:{hidden[1].pk}")
    Decision.objects.create(stage=stage, proposal=hidden[1], outcome="accept", by=None, at=now, letter=letter)
    make_letter(cast.paula, now, about=f"proposals.proposal:{hidden[0].pk}")
    make_letter(cast.paula, now, LetterState.FAILED, about=f"proposals.proposal:{hidden[0].pk}")
    assert words(sign_in(person).get(HOME)) == before


# --- people lost


def test_an_accepted_workshop_that_lost_a_speaker_waits_for_its_proposer_and_staff_know(call, cast, now, sign_in):
    proposal = make_proposal(call.formats.get(), cast.paula, now, State.CONFIRMED)
    make_invitation(make_faculty(proposal, "felix@example.org"), now, "dropped_out")
    told = (str(proposal), "Find somebody else: Felix Fuchs (speaker) dropped out.", "Yours")
    assert told in rows(sign_in(cast.paula).get(HOME), "proposing")
    sentence = "Felix Fuchs (speaker) dropped out. Paula Perez has to find somebody else."
    assert (str(proposal), sentence, "The proposer’s") in rows(sign_in(cast.olga).get(HOME), "running")


def test_staff_with_a_conflict_are_not_told_whom_it_lost(call, cast, now, sign_in):
    proposal = make_proposal(call.formats.get(), cast.paula, now, State.CONFIRMED)
    make_invitation(make_faculty(proposal, "felix@example.org"), now, "dropped_out")
    Conflict.objects.create(proposal=proposal, person=cast.olga, reason="Colleague", by=cast.olga, at=now)
    assert not [each for each in rows(sign_in(cast.olga).get(HOME), "running") if "Felix" in each[1]]


def test_confirmed_proposals_without_a_session_are_counted_without_those_of_a_conflict(call, cast, now, sign_in):
    for _ in range(2):
        proposal = make_proposal(call.formats.get(), cast.paula, now, State.CONFIRMED)
    Conflict.objects.create(proposal=proposal, person=cast.olga, reason="Colleague", by=cast.olga, at=now)
    said = [what for _, what, _ in rows(sign_in(cast.olga).get(HOME), "running")]
    assert "1 confirmed proposal has no session yet." in said


def test_waivers_asked_for_are_counted_without_those_of_a_conflict(call, cast, now, sign_in):
    rule = make_rule(call)
    for _ in range(2):
        proposal = make_proposal(call.formats.get(), cast.paula, now, "submitted")
        make_waiver(proposal, rule, now, "asked")
    Conflict.objects.create(proposal=proposal, person=cast.olga, reason="Colleague", by=cast.olga, at=now)
    said = [what for _, what, _ in rows(sign_in(cast.olga).get(HOME), "running")]
    assert "1 waiver is asked for." in said


# --- messages


def test_messages_that_wait_for_the_office_are_told_to_staff_without_a_conflict(call, cast, now, sign_in):
    proposal = make_proposal(call.formats.get(), cast.paula, now, State.SUBMITTED)
    for _ in range(2):
        make_message(proposal, cast.paula, now)
    told = (f"{call}, {call.meeting}", "1 proposal waits for an answer of the office.", "Yours")
    assert told in rows(sign_in(cast.olga).get(HOME), "running")
    Conflict.objects.create(proposal=proposal, person=cast.olga, reason="Colleague", by=cast.olga, at=now)
    assert told not in rows(sign_in(cast.olga).get(HOME), "running")
