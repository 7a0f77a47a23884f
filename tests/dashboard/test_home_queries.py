"""The first page asks as much for one as for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.actions import record
from proposals.models import Requirement
from reviews.models import Decision
from tests.dashboard.test_home import HOME
from tests.factories.invitations import make_faculty, make_invitation
from tests.factories.letters import make_letter
from tests.factories.proposals import make_message, make_proposal
from tests.factories.reviews import make_assignment, make_remark, make_review, make_sitting, make_stage
from tests.factories.scheduling import make_room, make_session, make_version, place
from tests.factories.workshops import (
    make_call,
    make_committee,
    make_disclosure,
    make_policy,
    make_prompt,
    make_seat,
)


def crowd(call, cast, now, times: int) -> None:
    """So many of everything that a home page gathers."""
    committee = make_committee(call.meeting)
    make_seat(committee, cast.chen, "assign", "approve", "place", "approve_schedule")
    make_seat(committee, cast.rita)
    make_policy(call.meeting)
    make_disclosure(call.meeting, cast.chen, now, "Acme")
    form, room = call.formats.get(), make_room(call.meeting)
    make_prompt(call).formats.add(form)
    Requirement.objects.create(call=call, kind="chairs", params={"minimum": 2}, sentence="Two.").formats.add(form)
    version = make_version(call.meeting, now)
    stage = make_stage(call, committee, now, decides="approve", reviews_due_at=now)
    for number in range(times):
        draft = make_proposal(form, cast.paula, now)
        draft.items.create(title="Talk", minutes=20, speaker=draft.faculty.first())
        record("return", draft, by=cast.olga, at=now)
        make_message(make_proposal(form, cast.paula, now, "submitted"), cast.paula, now)
        judged = make_proposal(form, cast.felix, now, "in_review")
        make_assignment(stage, judged, cast.chen, now)
        reading = make_assignment(stage, judged, cast.rita, now)
        record("assign", reading, by=cast.chen, at=now)
        make_review(reading, now, 4, 4)
        make_remark(reading, now, by=cast.chen)
        record("submit review", reading, by=cast.rita, at=now)
        Decision.objects.create(stage=stage, proposal=judged, outcome="accept", by=cast.chen, at=now)
        lost = make_proposal(form, cast.paula, now, "confirmed")
        make_invitation(make_faculty(lost, "nia@example.org"), now, "dropped_out")
        declined = make_proposal(form, cast.paula, now, "declined")
        Decision.objects.create(stage=stage, proposal=declined, outcome="decline", by=None, at=now, released_at=now)
        record("submit", judged, by=cast.felix, at=now)
        make_letter(cast.paula, now)
        make_sitting(stage, now)
        starts_at = now + timedelta(hours=number)
        place(version, make_session(call.meeting, f"Session {number}", cast.felix), room, starts_at)
        make_session(call.meeting, f"Waiting {number}")
        other = make_call(call.meeting, now, f"other-{number}")
        make_stage(other, committee, now, order=9)


QUERIES = {"nobody": 4, "ada": 21, "paula": 41, "rita": 29, "chen": 30, "olga": 56}


@pytest.mark.parametrize("times", [1, 3, 300])
def test_the_home_page_asks_the_same_number_of_queries(call, cast, now, client, sign_in, times):
    crowd(call, cast, now, times)
    seen = {}
    for who in QUERIES:
        client.logout()
        if who != "nobody":
            sign_in(getattr(cast, who))
            client.get(HOME)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(HOME).status_code == 200
        seen[who] = len(asked)
    assert seen == QUERIES
