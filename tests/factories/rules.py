"""A society's rules and their waivers for tests, written straight to the tables."""

from datetime import datetime

from people.models import Member
from proposals.models import Proposal, Requirement, Waiver
from workshops.models import Call

SENTENCES = {"chairs": "Two to four chairs", "one_role": "Nobody twice", "membership": "Members chair"}


def make_rule(call: Call, kind: str = "chairs", severity: str = "block", **params) -> Requirement:
    """Without parameters: two to four chairs, which a proposal of the factory does not have."""
    params = params or {"minimum": 2, "maximum": 4}
    sentence = SENTENCES.get(kind, kind)
    return Requirement.objects.create(call=call, kind=kind, params=params, severity=severity, sentence=sentence)


def make_waiver(proposal: Proposal, rule: Requirement, at: datetime, state: str = "granted", **fields) -> Waiver:
    given = {"request": "She was ill.", "finding": "One chair named.", "asked_by": proposal.proposer, "asked_at": at}
    if state != "asked":
        given |= {"reason": "The chair has died.", "at": at}
    return Waiver.objects.create(proposal=proposal, requirement=rule, state=state, **given | fields)


def make_member(email: str, at: datetime, **fields) -> Member:
    return Member.objects.create(email=email, loaded_at=at, **fields)
