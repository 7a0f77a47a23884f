"""How the demo's people are asked to take part, and what they answer by the links of their letters."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from proposals.actions import answering
from proposals.actions.answering import Named, Stretch
from proposals.actions.inviting import ask_all
from proposals.models import Invitation, Proposal
from workshops.models import Call

SABBATICAL = "I am on sabbatical that month, and have promised not to travel."
ILL = "I have to stay at home after an operation; I am sorry."
IN_HER_PLACE = Named("Ines", "Ibarra", "ines.ibarra@convoke.example", "Ines has worked on this with me for years.")
CONSENTS = {"live": True, "on_demand": True, "slides": False, "photographs": True}


def everybody_came(call: Call, *, at: datetime) -> None:
    """People of accepted workshops were asked and said yes; of Paula's workshop, or of the first, one dropped out."""
    held = list(call.proposals.filter(state__in=["accepted", "confirmed"]).select_related("proposer").order_by("pk"))
    for proposal in held:
        for invitation in ask_all(proposal, by=proposal.proposer, at=at):
            yes(invitation, at=at + timedelta(days=2))
    lost = next((each for each in held if each.proposer.given_name == "Paula"), held[0])
    last = lost.invitations.order_by("pk").last()
    answering.drop_out(link_of(last), seen="accepted", reason=ILL, at=at + timedelta(days=120))


def paula_asks(story: Any, call: Call) -> None:
    """Of her first proposal one has not answered yet; of her second one declined, and one is silent for long."""
    paula = story.person("paula")
    first, second = call.proposals.filter(proposer=paula, state__in=["submitted", "in_review"]).order_by("pk")[:2]
    *came, _open = ask_all(first, by=paula, at=story.days(-6))
    for invitation in came:
        yes(invitation, at=story.days(-4))
    keep_details(came[-1], at=story.days(-4))
    declined, _silent, *others = ask_all(second, by=paula, at=story.days(-20))
    answering.decline(link_of(declined), seen="asked", reason=SABBATICAL, named=IN_HER_PLACE, at=story.days(-12))
    for invitation in others:
        yes(invitation, at=story.days(-15))


def link_of(invitation: Invitation) -> Any:
    return invitation.links.order_by("pk").last()


def yes(invitation: Invitation, *, at: datetime) -> None:
    answering.accept(link_of(invitation), seen="asked", at=at)


def keep_details(invitation: Invitation, *, at: datetime) -> None:
    """She cannot be there on the first morning, and does not give her slides away."""
    meeting = Proposal.objects.select_related("call__meeting").get(pk=invitation.proposal_id).call.meeting
    morning = datetime.combine(meeting.starts_on, time(8), meeting.tz).astimezone(UTC)
    away = Stretch("impossible", morning, morning + timedelta(hours=4))
    facts = {"country": "Germany", "career_stage": "mid"}
    answering.tell_details(link_of(invitation), times=[away], consents=CONSENTS, at=at, **facts)
