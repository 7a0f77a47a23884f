"""A call that is open, with one required question, and a draft of Paula's in it."""

import pytest
from django.utils import timezone

from proposals import actions
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_committee, make_format, make_meeting, make_prompt, make_seat


@pytest.fixture
def form(cast, at):
    """A format of an open call with one required question; Chen leads its committee, Rita reviews in it."""
    call = make_call(make_meeting(), at)
    make_prompt(call)
    committee = make_committee(call.meeting)
    make_seat(committee, cast.chen, "assign", "approve", title="Chair")
    make_seat(committee, cast.rita)
    return make_format(call)


@pytest.fixture
def clock(monkeypatch, at):
    """Pages act at the hour of the tests; `clock(later)` moves it."""

    def tell(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    tell(at)
    return tell


@pytest.fixture
def draft(form, cast, at):
    """Paula's, with everything a submission needs."""
    return make_proposal(form, cast.paula, at, answers={"why-now": "It is time."})


@pytest.fixture
def write(cast, at):
    """Save as Paula; `base` is the version her page was opened on, `tab` the page."""

    def save(proposal, section, base=None, tab="", by=None, when=None, auto=True, **changes):
        proposal.refresh_from_db()
        base = proposal.version if base is None else base
        given = {"base_version": base, "by": by or cast.paula, "at": when or at, "auto": auto, "tab": tab}
        return actions.save(proposal, section, changes, **given)

    return save
