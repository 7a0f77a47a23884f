"""The letters around invitations. They go at once; those with a secret link are read by nobody else."""

from datetime import datetime, timedelta
from typing import Any

from letters.models import Letter
from proposals.faculty.answers import AnswerState, answers_of, tally
from proposals.models import Invitation, Substitute
from proposals.writing import link_to, write

SAID = {AnswerState.DECLINED: "declined", AnswerState.DROPPED_OUT: "dropped out"}


def asked(invitation: Invitation, token: str, *, by: Any, at: datetime) -> Letter:
    return _to_faculty("proposals.faculty_asked", invitation, _with_link(invitation, token), by=by, at=at)


def reminded(invitation: Invitation, token: str, *, at: datetime) -> Letter:
    return _to_faculty("proposals.faculty_reminded", invitation, _with_link(invitation, token), by=None, at=at)


def withdrawn(invitation: Invitation, *, by: Any, at: datetime) -> Letter:
    return _to_faculty("proposals.faculty_withdrawn", invitation, {}, by=by, at=at, is_secret=False)


def substitute_named(substitute: Substitute, *, at: datetime) -> Letter:
    return _to_chair("proposals.substitute_named", substitute.invitation, {"substitute": substitute.name}, at=at)


def below_promise(invitation: Invitation, *, at: datetime) -> Letter:
    values = {
        "answer": SAID[AnswerState(invitation.state)],
        "confirmed": str(tally(answers_of(invitation.proposal)[invitation.proposal_id])),
    }
    return _to_chair("proposals.below_promise", invitation, values, at=at)


def reply_by(invitation: Invitation) -> str:
    """The last day, on the calendar of the meeting's place; `reply_by_at` is its end."""
    day = (invitation.reply_by_at - timedelta(seconds=1)).astimezone(invitation.proposal.call.meeting.tz)
    return f"{day.day} {day:%B %Y}"


def address_of(token: str) -> str:
    return link_to("invitation", token)


def _with_link(invitation: Invitation, token: str) -> dict[str, str]:
    proposal = invitation.proposal
    return {
        "role": invitation.get_role_display().lower(),
        "format": proposal.format.name,
        "dates": proposal.call.meeting.dates,
        "reply_by": reply_by(invitation),
        "link": address_of(token),
    }


def _to_faculty(
    kind: str, invitation: Invitation, own: dict[str, str], *, by: Any, at: datetime, is_secret: bool = True
) -> Letter:
    proposal = invitation.proposal
    own = own | {"chair": (invitation.by or proposal.proposer).name}
    return write(kind, proposal, own, to=invitation, by=by, at=at, about=invitation, is_secret=is_secret)


def _to_chair(kind: str, invitation: Invitation, own: dict[str, str], *, at: datetime) -> Letter:
    proposal = invitation.proposal
    own = own | {
        "faculty": invitation.name,
        "role": invitation.get_role_display().lower(),
        "link": link_to("proposal_faculty", proposal.code),
    }
    return write(kind, proposal, own, by=None, at=at)
