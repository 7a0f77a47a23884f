"""Why a person cannot read a proposal, in words a chair can act on."""

from collections.abc import Collection
from typing import Any

from allauth.account.models import EmailAddress

from proposals.models import Faculty, Proposal
from reviews.models import Conflict


def obstacles(proposals: Collection[Proposal], people: Collection[Any]) -> dict[tuple[int, int], str]:
    """{(proposal, person): reason} for every pair in conflict; three queries whatever their number."""
    keys = [proposal.pk for proposal in proposals]
    found: dict[tuple[int, int], str] = {}
    owners = _owners_of_addresses(people)
    for row in Faculty.objects.filter(proposal__in=keys):
        for person in {row.person_id, owners.get(row.email.lower())} - {None}:
            found[row.proposal_id, person] = f"named in the proposal as {row.get_role_display().lower()}"
    for proposal in proposals:
        found[proposal.pk, proposal.proposer_id] = "proposes it"
    for conflict in Conflict.objects.filter(proposal__in=keys, person__in=people):
        found[conflict.proposal_id, conflict.person_id] = f"conflict of interest: {conflict.reason}"
    wanted = {person.pk for person in people}
    return {pair: reason for pair, reason in found.items() if pair[1] in wanted}


def _owners_of_addresses(people: Collection[Any]) -> dict[str, int]:
    owners = {person.email.lower(): person.pk for person in people if person.email}
    others = EmailAddress.objects.filter(user__in=people).values_list("email", "user")
    return owners | {address.lower(): person for address, person in others}
