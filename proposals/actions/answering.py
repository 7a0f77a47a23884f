"""What somebody answers by the secret link of her letter. The link is her right to do so; it signs nobody in.

Every action takes the link as it was found, locks the invitation and looks again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from proposals.content import tidy
from proposals.faculty import rules as faculty_rules
from proposals.faculty import telling as telling_faculty
from proposals.faculty.released import is_released
from proposals.lifecycle import State
from proposals.models import Availability, Consent, Invitation, InvitationLink, InvitationState, Substitute
from proposals.models.faculty import Role
from rendering.text import one_line

HELD = (State.ACCEPTED, State.CONFIRMED)


@dataclass(frozen=True)
class Stretch:
    """From `starts_at` to `ends_at` (exclusive) she cannot be there, or would rather."""

    kind: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Named:
    """Whom she names in her place."""

    given_name: str
    family_name: str
    email: str
    note: str = ""


def accept(link: InvitationLink, *, seen: str, at: datetime) -> Invitation:
    return _answer(link, InvitationState.ACCEPTED, seen=seen, at=at)


@transaction.atomic
def decline(
    link: InvitationLink, *, seen: str, at: datetime, reason: str = "", named: Named | None = None
) -> Invitation:
    """Say no, with a reason or none, and perhaps name somebody else."""
    invitation = _answer(link, InvitationState.DECLINED, seen=seen, at=at, reason=reason)
    if named:
        name_substitute(link, named=named, at=at)
    return invitation


@transaction.atomic
def drop_out(
    link: InvitationLink, *, seen: str, at: datetime, reason: str = "", named: Named | None = None
) -> Invitation:
    """No longer take part, after a yes."""
    invitation = _answer(link, InvitationState.DROPPED_OUT, seen=seen, at=at, reason=reason)
    if named:
        name_substitute(link, named=named, at=at)
    return invitation


def _locked(link: InvitationLink) -> tuple[InvitationLink, Invitation]:
    rows = Invitation.objects.select_for_update(of=("self",))
    rows = rows.select_related("proposal__call__meeting", "proposal__format", "proposal__proposer", "by")
    invitation = rows.get(pk=link.invitation_id)
    return InvitationLink.objects.get(pk=link.pk), invitation


@transaction.atomic
def _answer(link: InvitationLink, new: InvitationState, *, seen: str, at: datetime, reason: str = "") -> Invitation:
    link, invitation = _locked(link)
    insist(faculty_rules.answer(link, invitation, new, seen))
    if invitation.state == new:
        return invitation
    before = invitation.state
    invitation.state, invitation.answered_at, invitation.reason = new, at, tidy(reason)
    invitation.save(update_fields=["state", "answered_at", "reason"])
    facts = {"key": invitation.key, "email": invitation.email, "before": before, "after": new.value}
    record("answer invitation", invitation.proposal, by=None, at=at, **facts)
    if breaks_promise(invitation):
        telling_faculty.below_promise(invitation, at=at)
    return invitation


def breaks_promise(invitation: Invitation) -> bool:
    """An accepted workshop loses somebody it was accepted with; a mere participant is no promise."""
    lost = invitation.state in (InvitationState.DECLINED, InvitationState.DROPPED_OUT)
    return lost and invitation.proposal.state in HELD and invitation.role != Role.PARTICIPANT


@transaction.atomic
def name_substitute(link: InvitationLink, *, named: Named, at: datetime) -> Substitute:
    """Propose somebody in her place; a letter tells the proposer, who chooses."""
    link, invitation = _locked(link)
    insist(faculty_rules.name_substitute(link, invitation))
    substitute = invitation.substitutes.create(
        given_name=one_line(named.given_name),
        family_name=one_line(named.family_name),
        email=named.email.strip().lower(),
        note=tidy(named.note),
        at=at,
    )
    record("name substitute", invitation.proposal, by=None, at=at, key=invitation.key, substitute=substitute.pk)
    telling_faculty.substitute_named(substitute, at=at)
    return substitute


@transaction.atomic
def tell_details(
    link: InvitationLink,
    *,
    times: Iterable[Stretch],
    consents: Mapping[str, bool],
    country: str,
    career_stage: str,
    at: datetime,
) -> Invitation:
    """Keep when she can be there, what may be recorded, and what the society counts. Consents stand as they were at
    the release of the program; a changed one is added to its history.
    """
    link, invitation = _locked(link)
    insist(faculty_rules.tell_details(link, invitation))
    invitation.country, invitation.career_stage = one_line(country), career_stage
    invitation.save(update_fields=["country", "career_stage"])
    changed = _keep_times(invitation, list(times))
    given = {} if is_released(invitation.proposal.call.meeting) else _keep_consents(invitation, consents, at)
    facts = {"key": invitation.key, "email": invitation.email, "times": changed, "consents": given}
    record("tell details", invitation.proposal, by=None, at=at, **facts)
    return invitation


def _keep_times(invitation: Invitation, times: list[Stretch]) -> bool:
    before = {Stretch(each.kind, each.starts_at, each.ends_at) for each in invitation.availabilities.all()}
    if before == set(times):
        return False
    invitation.availabilities.all().delete()
    Availability.objects.bulk_create(
        Availability(invitation=invitation, kind=each.kind, starts_at=each.starts_at, ends_at=each.ends_at)
        for each in sorted(set(times), key=lambda each: each.starts_at)
    )
    return True


def _keep_consents(invitation: Invitation, consents: Mapping[str, bool], at: datetime) -> dict[str, bool]:
    held = {each.use: each.is_given for each in invitation.consents.order_by("id")}
    changed = {use: is_given for use, is_given in consents.items() if held.get(use) != is_given}
    Consent.objects.bulk_create(
        Consent(invitation=invitation, use=use, is_given=is_given, at=at) for use, is_given in changed.items()
    )
    return changed
