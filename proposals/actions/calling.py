"""Staff ask somebody by name to propose."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from letters.actions import compose
from people.refusal import Refusal, insist
from proposals.content import tidy
from proposals.models import CallInvitation
from proposals.writing import link_to
from rendering.text import one_line
from workshops.models import Call
from workshops.rules import set_up
from workshops.zones import written


@transaction.atomic
def invite_to_propose(
    call: Call, *, given_name: str, family_name: str, email: str, by: Any, at: datetime, note: str = ""
) -> CallInvitation:
    """Write her a letter with the way to the call. Once for each address."""
    insist(set_up(by))
    call = Call.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=call.pk)
    email = email.strip().lower()
    insist(_can_be_invited(call, email, at))
    invitation = CallInvitation.objects.create(
        call=call,
        given_name=one_line(given_name),
        family_name=one_line(family_name),
        email=email,
        note=tidy(note),
        by=by,
        at=at,
    )
    values = {
        "name": invitation.name,
        "call": call.name,
        "meeting": call.meeting.name,
        "deadline": written(call.closes_at, call.zone),
        "note": invitation.note,
        "link": link_to("call", call.meeting.slug, call.slug),
    }
    letters = call.meeting.letter_set
    compose("proposals.invited", letters, values, to=invitation, by=by, at=at, about=invitation, hold=False)
    record("invite to propose", call, by=by, at=at, email=email, name=invitation.name)
    return invitation


def _can_be_invited(call: Call, email: str, at: datetime) -> Refusal | None:
    if not (call.is_public and call.meeting.is_public):
        return Refusal("The call is not public yet, so the letter's link would lead nowhere.", "Publish it first.")
    if call.state_at(at) == "closed":
        return Refusal("The call has closed.", "Give the person an extension instead; its letter says so.")
    known = call.invitations.filter(email=email).first()
    if known:
        return Refusal(f"{known.name} was invited at this address on {known.at:%-d %B %Y}.")
    return None
