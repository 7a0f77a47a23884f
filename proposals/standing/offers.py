"""What this person may do now with a proposal: the buttons of the table of its life-cycle."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from proposals import rules
from proposals.lifecycle import Owner, Verb, verbs_from
from proposals.models import Proposal

ASKS_FIRST = {Verb.TAKE_BACK, Verb.WITHDRAW, Verb.LAPSE, *rules.NEED_REASON}
"""Verbs with a page before them: something is lost, or a sentence is wanted."""
DANGER = {Verb.WITHDRAW, Verb.CANCEL, Verb.TURN_AWAY, Verb.LAPSE}
STRONG = {Verb.SUBMIT, Verb.RESUBMIT, Verb.CONFIRM}
ELSEWHERE = {Verb.MERGE, Verb.ASK_REVISION, Verb.GO_ON}
"""Verbs whose pages are on a higher floor."""


@dataclass(frozen=True)
class Offer:
    verb: str
    label: str
    url: str
    method: str = "get"
    strong: bool = False
    danger: bool = False
    hint: str = ""


def offers_of(proposal: Proposal, person: Any, at: datetime) -> list[Offer]:
    """The buttons of the table for this person; a submission with something missing leads to what is missing."""
    offers = []
    for row in verbs_from(proposal.state):
        hers = any(rules.owns(owner, person, proposal) for owner in row.owners if owner != Owner.RELEASE)
        if not hers or row.verb in ELSEWHERE:
            continue
        if row.verb in (Verb.SUBMIT, Verb.RESUBMIT):
            offers.append(_check(row.verb, proposal))
        elif rules.may(row.verb, person, proposal, at) is None:
            offers.append(_offer(row.verb, proposal))
    return offers


def _check(verb: Verb, proposal: Proposal) -> Offer:
    url = reverse("proposal_edit", args=[proposal.code, "check"])
    return Offer(verb.value, f"Check and {verb.label.lower()}", url, strong=True)


def _offer(verb: Verb, proposal: Proposal) -> Offer:
    return Offer(
        verb.value,
        verb.label,
        reverse("proposal_verb", args=[proposal.code, verb.value]),
        method="get" if verb in ASKS_FIRST else "post",
        strong=verb in STRONG,
        danger=verb in DANGER,
    )
