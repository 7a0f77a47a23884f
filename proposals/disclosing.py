"""Who accepted a role in a proposal may state her disclosures at once, before it is decided.

Staff learn of her when the proposal has become a session (scheduling.disclosing): before that, a name on their list
would tell of a proposal that some of them may not know.
"""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q

from proposals.models import Invitation
from proposals.models.faculty import Role as FacultyRole
from proposals.models.invitation import InvitationState
from workshops.disclosing import Role, tells_faculty


@tells_faculty
def accepted_roles(meetings: list[int], of: Any, viewer: Any) -> Iterator[Role]:
    """Of the person herself only. One query."""
    if of is None:
        return
    mine = Q(email=of.email or "") | Q(email__in=EmailAddress.objects.filter(user=of, verified=True).values("email"))
    rows = Invitation.objects.filter(mine, state=InvitationState.ACCEPTED, proposal__call__meeting__in=meetings)
    for meeting, role in rows.values_list("proposal__call__meeting", "role").order_by("pk"):
        yield Role(meeting=meeting, person=of.pk, words=str(FacultyRole(role).label))
