"""What changed since she was here: each hears only what her role may."""

from datetime import timedelta

from django.utils import timezone

from audit.actions import record
from dashboard import visits
from tests.dashboard.test_home import HOME, words
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment, make_stage
from tests.factories.workshops import (
    make_committee,
    make_seat,
)


def test_news_tells_a_proposer_of_her_states_and_never_who_judged(call, cast, now, sign_in):
    proposal = make_proposal(call.formats.get(), cast.paula, now, "in_review", title="Clots")
    stage = make_stage(call, make_committee(call.meeting), now)
    reading = make_assignment(stage, proposal, cast.rita, now)
    for verb, about in (
        ("begin_review", proposal),
        ("assign", reading),
        ("submit review", reading),
        ("declare conflict", proposal),
        ("decide", proposal),
    ):
        record(verb, about, by=cast.chen, at=now)
    response = sign_in(cast.paula).get(HOME)
    assert [(each.title, each.sentence) for each in response.context["news"]] == [("Clots", "is in review.")]
    assert not {"Chen", "Rita"} & set(words(response).split())


def test_news_tells_a_chair_who_handed_in_and_a_reader_what_is_new(call, cast, now, sign_in):
    committee = make_committee(call.meeting)
    make_seat(committee, cast.chen, "assign")
    make_seat(committee, cast.rita)
    proposal = make_proposal(call.formats.get(), cast.paula, now, "in_review", title="Clots")
    reading = make_assignment(make_stage(call, committee, now), proposal, cast.rita, now)
    record("assign", reading, by=cast.chen, at=now)
    record("submit review", reading, by=cast.rita, at=now)
    chens, ritas = (sign_in(person).get(HOME).context["news"] for person in (cast.chen, cast.rita))
    assert [each.sentence for each in chens] == ["Rita Romano handed in a review."]
    assert [each.sentence for each in ritas] == ["is yours to review."]


def test_what_she_did_herself_is_no_news(call, cast, now, sign_in):
    proposal = make_proposal(call.formats.get(), cast.paula, now, "submitted")
    record("submit", proposal, by=cast.paula, at=now)
    assert sign_in(cast.paula).get(HOME).context["news"] == []
    assert [each.sentence for each in sign_in(cast.olga).get(HOME).context["news"]] == [
        "was submitted by Paula Perez."
    ]


def test_news_is_what_came_after_the_visit_before():
    session: dict = {}
    start = timezone.now()
    assert visits.since(session, start) == start - timedelta(days=7)
    soon, tomorrow = start + timedelta(minutes=30), start + timedelta(days=1)
    assert visits.since(session, soon) == start - timedelta(days=7)
    assert visits.since(session, tomorrow) == start
    assert visits.since(session, tomorrow + timedelta(minutes=1)) == start
