"""Who reads an answer: staff alone, the committee too, or everybody once it is accepted; nobody reads more."""

import json

import pytest
from django.urls import reverse

from program.shelf import program_of_release
from proposals.lifecycle import State
from proposals.prompts.printed import printed_answers
from proposals.reading import read, read_content
from proposals.revising.differences import compare
from proposals.rows import content_of
from scheduling.actions.placing import draft_of
from scheduling.actions.sessions import open_session
from tests.factories.program import make_release
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment, make_stage
from tests.factories.scheduling import make_room, place
from tests.factories.workshops import make_format, make_prompt
from tests.proposals.reader import words
from workshops.models.prompt import Audience

ANSWERS = {
    "fears": "Canary for staff",
    "method": "Canary for the committee",
    "aims": "Canary for everybody",
    "hidden": "Canary that is not asked for",
    "wishes": "Screen\nMicrophones",
    "site": "https://example.org/clots",
    "bad": "javascript:alert(1)",
    "day": "2027-12-10",
    "script": "<script>alert('Canary')</script>",
}


@pytest.fixture
def call(form):
    asked = {"is_required": False}
    make_prompt(form.call, "fears", label="Whom do you fear?", audience="staff", **asked)
    make_prompt(form.call, "method", label="By what method?", audience="committee", **asked)
    make_prompt(form.call, "aims", label="To what end?", audience="public", order=1, **asked)
    make_prompt(form.call, "hidden", label="Since when?", audience="public", shown_when="why-not", **asked)
    make_prompt(form.call, "why-not", label="Why not?", **asked)
    return form.call


@pytest.fixture
def printed(call):
    """Every kind of answer that is printed."""
    asked = {"audience": "public", "is_required": False}
    choices = ["Screen", "Microphones"]
    make_prompt(call, "wishes", label="What is there?", kind="ranking", choices=choices, order=2, **asked)
    make_prompt(call, "site", label="Where to read on?", kind="link", order=3, **asked)
    make_prompt(call, "bad", label="Where else?", kind="link", order=4, **asked)
    make_prompt(call, "day", label="Since when does it run?", kind="date", order=5, **asked)
    make_prompt(call, "script", label="<b onclick=x>And?</b>", kind="line", order=6, **asked)
    return call


def texts(reading):
    return [answer.text for _, answers in reading.sections for answer in answers if answer.text]


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (Audience.STAFF, ["Canary for staff", "Canary for the committee", "Canary for everybody"]),
        (Audience.COMMITTEE, ["Canary for the committee", "Canary for everybody"]),
        (Audience.PUBLIC, ["Canary for everybody"]),
    ],
)
def test_each_reader_reads_what_is_hers(reader, seen, call, form, cast, at):
    proposal = make_proposal(form, cast.paula, at, "in_review", answers=ANSWERS)
    assert texts(read(proposal, reader)) == seen


@pytest.mark.parametrize("who", ["rita", "chen"])
def test_the_committee_never_reads_what_is_for_staff_on_its_pages(who, call, form, cast, at, sign_in, clock):
    proposal = make_proposal(form, cast.paula, at, "in_review", answers=ANSWERS | {"why-now": "x"})
    stage = make_stage(call, call.meeting.committees.get(), at)
    assigned = make_assignment(stage, proposal, cast.rita, at)
    addresses = {
        "rita": reverse("review", args=[call.meeting.slug, assigned.pk]),
        "chen": reverse("dossier", args=[call.meeting.slug, stage.pk, proposal.code]),
    }
    page = words(sign_in(getattr(cast, who)).get(addresses[who]))
    assert "Canary for the committee" in page
    assert "Canary for staff" not in page
    assert "Whom do you fear?" not in page


def test_the_committee_hears_nothing_of_what_does_not_fit_in_a_staff_answer(call, form, cast, at):
    make_prompt(call, "count", label="How many enemies?", kind="number", audience="staff")
    proposal = make_proposal(form, cast.paula, at, "in_review", answers={"count": "Canary many", "why-now": "x"})
    assert "Canary many" in str(read(proposal, Audience.STAFF).lines)
    assert "enemies" not in str(read(proposal).lines)


def test_differences_are_between_what_the_reader_reads(call, form, cast, at):
    proposal = make_proposal(form, cast.paula, at, "in_review", answers=ANSWERS)
    content = content_of(proposal)
    changed = content.edited({"answers": {"fears": "Canary anew", "aims": "Changed"}})
    labels = [each.label for each in compare(read_content(proposal, content), read_content(proposal, changed))]
    assert labels == ["To what end?"]


def release_of(proposal, cast, at):
    session = open_session(proposal, by=cast.olga, at=at)
    version = draft_of(session.meeting, at=at)
    place(version, session, make_room(session.meeting))
    return make_release(version, cast.olga, at)


def test_public_answers_are_printed_with_the_session_and_no_others(printed, form, cast, at, client):
    proposal = make_proposal(form, cast.paula, at, State.CONFIRMED, answers=ANSWERS)
    session = program_of_release(release_of(proposal, cast, at)).sessions[0]
    assert [(answer.label, answer.words) for answer in session.answers] == [
        ("To what end?", "Canary for everybody"),
        ("What is there?", "1. Screen\n2. Microphones"),
        ("Where to read on?", "https://example.org/clots"),
        ("Where else?", "javascript:alert(1)"),
        ("Since when does it run?", "10 December 2027"),
        ("<b onclick=x>And?</b>", "<script>alert('Canary')</script>"),
    ]
    slug = form.call.meeting.slug
    page = client.get(f"/{slug}/sessions/{session.code}/").content.decode()
    assert '<a href="https://example.org/clots" rel="nofollow noopener">' in page
    assert 'href="javascript' not in page
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    every = "".join(
        client.get(address).content.decode()
        for address in (f"/{slug}/program.json", f"/{slug}/program.ics", f"/{slug}/sessions/{session.code}/")
    )
    assert "Canary for everybody" in every
    for canary in ("Canary for staff", "Canary for the committee", "Canary that is not asked for"):
        assert canary not in every
    found = json.loads(client.get(f"/api/v1/meetings/{slug}/sessions").content)["sessions"][0]["answers"]
    assert found[0] == {"label": "To what end?", "kind": "text", "text": "Canary for everybody"}


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_REVIEW, State.DECLINED, State.WAITLISTED])
def test_nothing_is_printed_of_what_is_not_accepted(state, printed, form, cast, at):
    proposal = make_proposal(form, cast.paula, at, state, answers=ANSWERS)
    assert printed_answers([proposal.pk]) == {}


@pytest.mark.parametrize("times", [1, 3, 30])
def test_printed_answers_are_found_with_the_same_queries_for_many(
    times, printed, form, cast, at, django_assert_num_queries
):
    other = make_format(form.call, "agenda")
    make_prompt(form.call, "only-there", audience="public").formats.add(other)
    keys = [make_proposal(form, cast.paula, at, State.CONFIRMED, answers=ANSWERS).pk for _ in range(times)]
    with django_assert_num_queries(3):
        found = printed_answers(keys)
    assert [len(each) for each in found.values()] == [6] * times
