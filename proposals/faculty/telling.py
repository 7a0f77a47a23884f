"""The letters around invitations. They go at once; those with a secret link are read by nobody else."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from letters.actions import compose
from letters.models import Letter
from proposals.faculty.answers import AnswerState, answers_of, tally
from proposals.models import Invitation, Proposal, Substitute

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
    return f"{settings.SITE_ADDRESS}{reverse('invitation', args=[token])}"


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
    kind: str, invitation: Invitation, values: dict[str, str], *, by: Any, at: datetime, is_secret: bool = True
) -> Letter:
    proposal = invitation.proposal
    values = values | {
        "name": invitation.name,
        "chair": (invitation.by or proposal.proposer).name,
        "title": str(proposal),
        "meeting": proposal.call.meeting.name,
    }
    return _compose(kind, proposal, values, to=invitation, by=by, at=at, about=invitation, is_secret=is_secret)


def _to_chair(kind: str, invitation: Invitation, values: dict[str, str], *, at: datetime) -> Letter:
    proposal = invitation.proposal
    values = values | {
        "name": proposal.proposer.name,
        "faculty": invitation.name,
        "role": invitation.get_role_display().lower(),
        "title": str(proposal),
        "meeting": proposal.call.meeting.name,
        "link": f"{settings.SITE_ADDRESS}{reverse('proposal_faculty', args=[proposal.code])}",
    }
    return _compose(kind, proposal, values, to=proposal.proposer, by=None, at=at, about=proposal)


def _compose(
    kind: str, proposal: Proposal, values: dict[str, str], *, to: Any, by: Any, at: datetime, **how: Any
) -> Letter:
    return compose(kind, proposal.call.meeting.letter_set, values, to=to, by=by, at=at, hold=False, **how)
