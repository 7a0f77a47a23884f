"""Why a person cannot read a proposal, in words a chair can act on."""

from collections.abc import Collection
from typing import Any

from allauth.account.models import EmailAddress

from proposals.models import Faculty, Proposal
from reviews.models import Conflict


def obstacles(proposals: Collection[Proposal], people: Collection[Any]) -> dict[tuple[int, int], str]:
    """{(proposal, person): reason} for every pair in conflict, also with what a proposal took in; four queries
    whatever their number.
    """
    goes_on = {proposal.pk: proposal.pk for proposal in proposals}
    merged = list(Proposal.objects.filter(merged_into__in=list(goes_on)).only("pk", "merged_into", "proposer"))
    goes_on |= {each.pk: each.merged_into_id for each in merged}
    proposers = {each.pk: each.proposer_id for each in (*proposals, *merged)}
    keys = list(goes_on)
    found: dict[tuple[int, int], str] = {}
    owners = _owners_of_addresses(people)
    for row in Faculty.objects.filter(proposal__in=keys):
        for person in {row.person_id, owners.get(row.email.lower())} - {None}:
            found[goes_on[row.proposal_id], person] = f"named in the proposal as {row.get_role_display().lower()}"
    for key, proposer in proposers.items():
        found[goes_on[key], proposer] = "proposes it"
    for conflict in Conflict.objects.filter(proposal__in=keys, person__in=people):
        found[goes_on[conflict.proposal_id], conflict.person_id] = f"conflict of interest: {conflict.reason}"
    wanted = {person.pk for person in people}
    return {pair: reason for pair, reason in found.items() if pair[1] in wanted}


def _owners_of_addresses(people: Collection[Any]) -> dict[str, int]:
    owners = {person.email.lower(): person.pk for person in people if person.email}
    others = EmailAddress.objects.filter(user__in=people).values_list("email", "user")
    return owners | {address.lower(): person for address, person in others}
