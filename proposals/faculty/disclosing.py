"""Who accepted a role in a proposal may state her disclosures at once, before it is decided: signed in, or by the
link of her invitation.

Staff learn of her when the proposal has become a session (scheduling.disclosing): before that, a name on their list
would tell of a proposal that some of them may not know.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q

from people.models import Person
from people.refusal import Refusal
from proposals.models import Invitation
from proposals.models.faculty import Role as FacultyRole
from proposals.models.invitation import InvitationState
from workshops.actions.disclosing import elsewhere
from workshops.disclosing import Role, policy_of, tells_faculty
from workshops.models import Disclosure, DisclosurePolicy


@tells_faculty
def accepted_roles(meetings: list[int], of: Any, viewer: Any) -> Iterator[Role]:
    """Of the person herself only. One query."""
    if of is None:
        return
    mine = Q(email=of.email or "") | Q(email__in=EmailAddress.objects.filter(user=of, verified=True).values("email"))
    rows = Invitation.objects.filter(mine, state=InvitationState.ACCEPTED, proposal__call__meeting__in=meetings)
    for meeting, role in rows.values_list("proposal__call__meeting", "role").order_by("pk"):
        yield Role(meeting=meeting, person=of.pk, words=str(FacultyRole(role).label))


@dataclass(frozen=True)
class ByLink:
    """What the page may show: `stated` for this meeting and `earlier` for another, both only by a link to the same
    address; `barred` says that she has stated otherwise and has to sign in."""

    policy: DisclosurePolicy
    stated: Disclosure | None
    earlier: Disclosure | None
    barred: Refusal | None


def by_link(invitation: Invitation) -> ByLink | None:
    """None unless she takes part in a meeting that asks its faculty. Changes nothing: no account is made."""
    meeting = invitation.proposal.call.meeting
    policy = policy_of(meeting)
    if invitation.state != InvitationState.ACCEPTED or policy is None or not policy.asks_faculty:
        return None
    person = Person.objects.known(invitation.email)
    hers = Disclosure.objects.filter(person=person) if person else Disclosure.objects.none()
    stated = hers.filter(meeting=meeting).whole().first()
    barred = elsewhere(stated, invitation.email)
    last = hers.exclude(meeting=meeting).whole().select_related("meeting").first()
    earlier = last if last and last.address == invitation.email else None
    return ByLink(policy, None if barred else stated, None if stated else earlier, barred)
