"""Ask people to take part, remind them, and take an invitation back."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import insist
from people.secret_links import hash_of, new_token
from proposals.actions.move import lock
from proposals.faculty import rules as faculty_rules
from proposals.faculty import telling as telling_faculty
from proposals.judging.basics import is_address
from proposals.lifecycle import LIVING
from proposals.models import Faculty, Invitation, InvitationLink, InvitationState, Proposal
from workshops.models import Call

REMINDED_AT_ONCE = 200
"""Reminders that one tick writes at most; the next minute goes on."""


@transaction.atomic
def ask(proposal: Proposal, key: str, *, by: Any, at: datetime) -> Invitation:
    """Send the letter of one row; asked twice within a day, it is refused."""
    locked = _locked(proposal, by)
    insist(faculty_rules.invite(by, locked))
    return _ask(locked, locked.faculty.get(key=key), by=by, at=at)


@transaction.atomic
def ask_all(proposal: Proposal, *, by: Any, at: datetime) -> list[Invitation]:
    """Send the letters of all who were not asked and have an address. All of them, or none."""
    locked = _locked(proposal, by)
    insist(faculty_rules.invite(by, locked))
    known = set(locked.invitations.values_list("key", "email"))
    return [
        _ask(locked, row, by=by, at=at)
        for row in locked.faculty.all()
        if is_address(row.email) and (row.key, row.email) not in known and row.person_id != locked.proposer_id
    ]


def _locked(proposal: Proposal, by: Any) -> Proposal:
    """Both are locked, so that quotas hold: the proposal's, and the person's over all her proposals."""
    locked = lock(proposal)
    Person.objects.select_for_update().get(pk=by.pk)
    return locked


def _ask(proposal: Proposal, row: Faculty, *, by: Any, at: datetime) -> Invitation:
    known = proposal.invitations.select_for_update().filter(key=row.key, email=row.email).first()
    insist(faculty_rules.ask(row, known, at))
    insist(faculty_rules.quota(by, proposal, at))
    invitation = known or Invitation(proposal=proposal, key=row.key, email=row.email)
    invitation.given_name, invitation.family_name, invitation.role = row.given_name, row.family_name, row.role
    invitation.state, invitation.by, invitation.asked_at = InvitationState.ASKED, by, at
    invitation.reply_by_at, invitation.reminded_at = reply_by(proposal.call, at), None
    invitation.proposal = proposal
    invitation.save()
    telling_faculty.asked(invitation, new_link(invitation, by=by, at=at), by=by, at=at)
    record("ask faculty", proposal, by=by, at=at, key=row.key, email=row.email)
    return invitation


def reply_by(call: Call, at: datetime) -> datetime:
    """The end of the last day, on the calendar of the meeting's place."""
    zone = call.meeting.tz
    day = at.astimezone(zone).date() + timedelta(days=call.answer_days + 1)
    return datetime.combine(day, time(), zone)


def new_link(invitation: Invitation, *, by: Any, at: datetime, is_reminder: bool = False) -> str:
    """The secret of a new link; it stands in one letter and nowhere else."""
    token = new_token()
    InvitationLink.objects.create(
        invitation=invitation, token_hash=hash_of(token), by=by, made_at=at, is_reminder=is_reminder
    )
    return token


@transaction.atomic
def withdraw_invitation(proposal: Proposal, invitation: Invitation, *, by: Any, at: datetime) -> Invitation:
    """Take it back and say so by letter; the links in earlier letters answer nothing any more."""
    locked = lock(proposal)
    insist(faculty_rules.invite(by, locked))
    now = locked.invitations.select_for_update().get(pk=invitation.pk)
    insist(faculty_rules.withdraw(now))
    now.proposal, now.state = locked, InvitationState.WITHDRAWN
    now.save(update_fields=["state"])
    now.links.filter(ended_at=None).update(ended_at=at)
    telling_faculty.withdrawn(now, by=by, at=at)
    record("withdraw invitation", locked, by=by, at=at, key=now.key, email=now.email)
    return now


def remind_due(at: datetime) -> int:
    """Once before the day to answer has passed, whoever has not answered gets a second letter. Returns how many."""
    calls = Call.objects.filter(remind_days__gt=0, proposals__invitations__state=InvitationState.ASKED)
    spans = set(calls.values_list("remind_days", flat=True))
    due = [pk for days in sorted(spans) for pk in _due(days, at)]
    return sum(_remind(pk, at) for pk in due[:REMINDED_AT_ONCE])


def _due(days: int, at: datetime) -> list[int]:
    waiting = Invitation.objects.filter(state=InvitationState.ASKED, reminded_at=None, proposal__state__in=LIVING)
    soon = waiting.filter(reply_by_at__gt=at, reply_by_at__lte=at + timedelta(days=days))
    return list(soon.filter(proposal__call__remind_days=days).values_list("pk", flat=True)[:REMINDED_AT_ONCE])


@transaction.atomic
def _remind(pk: int, at: datetime) -> bool:
    """Of two ticks at once, one writes the letter."""
    rows = Invitation.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("proposal__call__meeting", "proposal__format", "proposal__proposer", "by")
    invitation = rows.filter(pk=pk, state=InvitationState.ASKED, reminded_at=None).first()
    if invitation is None:
        return False
    invitation.reminded_at = at
    invitation.save(update_fields=["reminded_at"])
    named = Faculty.objects.filter(proposal=invitation.proposal_id, key=invitation.key, email=invitation.email)
    if not named.exists():
        return False
    telling_faculty.reminded(invitation, new_link(invitation, by=None, at=at, is_reminder=True), at=at)
    record("remind faculty", invitation.proposal, by=None, at=at, key=invitation.key, email=invitation.email)
    return True
