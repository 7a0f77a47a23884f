"""Verbs on waivers: ask the society to let a rule pass, let it pass, say no, take it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals import telling
from proposals.actions.move import lock
from proposals.judging import rules
from proposals.models import Proposal, Requirement, Waiver
from proposals.models.waiver import WaiverState


@transaction.atomic
def ask_waiver(proposal: Proposal, requirement: Requirement, *, request: str, by: Any, at: datetime) -> Waiver:
    """The wish, with what the rule says now: nothing else of a draft is read by staff."""
    proposal = lock(proposal)
    insist(rules.ask(by, proposal, requirement))
    if not request.strip():
        raise Refused(Refusal("Say in a sentence why the society should let it pass."))
    line = rules.line_of(proposal, requirement)
    waiver, _ = Waiver.objects.update_or_create(
        proposal=proposal,
        requirement=requirement,
        defaults={
            "state": WaiverState.ASKED,
            "request": request.strip(),
            "finding": line.sentence if line else "",
            "asked_by": by,
            "asked_at": at,
        },
    )
    record("ask_waiver", proposal, by=by, at=at, rule=requirement.sentence, request=waiver.request)
    return waiver


@transaction.atomic
def waive(proposal: Proposal, requirement: Requirement, *, reason: str, by: Any, at: datetime) -> Waiver:
    """Let the rule pass for this proposal, whether it was asked for or not; a letter says so."""
    proposal = lock(proposal)
    insist(rules.answer(by, proposal, requirement) or rules.has_reason(reason))
    given = {"state": WaiverState.GRANTED, "reason": reason.strip(), "by": by, "at": at}
    waiver, _ = Waiver.objects.update_or_create(proposal=proposal, requirement=requirement, defaults=given)
    return _told("waive", waiver, by=by, at=at)


@transaction.atomic
def refuse_waiver(waiver: Waiver, *, reason: str, by: Any, at: datetime) -> Waiver:
    """Say no to what was asked, with a reason; a letter carries it."""
    waiver = _locked(waiver)
    insist(rules.refuse(by, waiver) or rules.has_reason(reason))
    return _answered("refuse_waiver", waiver, WaiverState.REFUSED, reason, by=by, at=at)


@transaction.atomic
def take_back_waiver(waiver: Waiver, *, reason: str, by: Any, at: datetime) -> Waiver:
    """The rule holds again; what was handed in meanwhile stays handed in, and the committee is told."""
    waiver = _locked(waiver)
    insist(rules.take_back(by, waiver) or rules.has_reason(reason))
    return _answered("take_back_waiver", waiver, WaiverState.TAKEN_BACK, reason, by=by, at=at)


def _locked(waiver: Waiver) -> Waiver:
    """The proposal first, as every verb locks it."""
    lock(waiver.proposal)
    return Waiver.objects.select_for_update(of=("self",)).select_related("requirement").get(pk=waiver.pk)


def _answered(verb: str, waiver: Waiver, state: WaiverState, reason: str, *, by: Any, at: datetime) -> Waiver:
    waiver.state, waiver.reason, waiver.by, waiver.at = state, reason.strip(), by, at
    waiver.save(update_fields=["state", "reason", "by", "at"])
    return _told(verb, waiver, by=by, at=at)


def _told(verb: str, waiver: Waiver, *, by: Any, at: datetime) -> Waiver:
    record(verb, waiver.proposal, by=by, at=at, rule=waiver.requirement.sentence, reason=waiver.reason)
    telling.waiver_answered(waiver, by=by, at=at)
    return waiver
