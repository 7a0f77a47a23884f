"""My proposals: what waits for me first, by deadline."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone

from proposals.answers import Tally, answers_of, tally
from proposals.lifecycle import LIVING, State
from proposals.models import Proposal
from proposals.promise import Loss, losses_of
from proposals.rules import confirm_until
from proposals.views.standing import Deadline, deadline_of
from workshops.models import Call, Extension

MY_TURN = (State.DRAFT, State.REVISION_ASKED, State.ACCEPTED)


@dataclass(frozen=True)
class Entry:
    proposal: Proposal
    is_lead: bool
    is_my_turn: bool
    deadline: Deadline | None
    tally: Tally
    losses: list[Loss]


@login_required
def proposal_list(request):
    at = timezone.now()
    extensions = dict(Extension.objects.filter(person=request.user).values_list("call_id", "until"))
    mine = list(Proposal.objects.of(request.user).for_list())
    answers = answers_of(mine)
    lost = losses_of(mine, answers)
    entries = [
        _entry(proposal, request.user, extensions, at, tally(answers[proposal.pk]), lost.get(proposal.pk, []))
        for proposal in mine
    ]
    waiting = [entry for entry in entries if entry.is_my_turn]
    waiting.sort(key=lambda entry: (entry.deadline is None, entry.deadline.at if entry.deadline else at))
    living = [entry for entry in entries if not entry.is_my_turn and entry.proposal.state in LIVING]
    ended = [entry for entry in entries if not entry.is_my_turn and entry.proposal.state not in LIVING]
    calls = _open_calls(request.user, extensions, at)
    return render(
        request,
        "proposals/proposal_list.html",
        {"groups": _groups(waiting, living, ended), "calls": calls, "has_any": bool(entries)},
    )


def _groups(waiting: list[Entry], living: list[Entry], ended: list[Entry]) -> list[tuple[str, list[Entry]]]:
    named = [("Waits for you", waiting), ("With the society", living), ("Ended", ended)]
    return [(name, entries) for name, entries in named if entries]


def _entry(
    proposal: Proposal,
    person: Any,
    extensions: dict[int, datetime],
    at: datetime,
    confirmed: Tally,
    losses: list[Loss],
) -> Entry:
    is_lead = proposal.proposer_id == person.pk
    moment, label = _moment(proposal, extensions if is_lead else {})
    deadline = deadline_of(proposal.call, moment, label, at) if moment else None
    late = proposal.state == State.DRAFT and deadline is not None and deadline.passed
    is_my_turn = is_lead and proposal.state in MY_TURN and not late
    return Entry(proposal, is_lead, is_my_turn, deadline, confirmed, losses)


def _moment(proposal: Proposal, extensions: dict[int, datetime]) -> tuple[datetime | None, str]:
    call = proposal.call
    if proposal.state == State.DRAFT:
        return max(call.closes_at, extensions.get(call.pk, call.closes_at)), "The call closes"
    if proposal.state == State.REVISION_ASKED:
        return proposal.revise_by_at, "Revise by"
    if proposal.state == State.ACCEPTED:
        return confirm_until(call), "Confirm before"
    return None, ""


def _open_calls(person: Any, extensions: dict[int, datetime], at: datetime) -> list[tuple[Call, Deadline]]:
    """Calls in which she may begin something now."""
    calls = Call.objects.visible_to(person).filter(opens_at__lte=at).select_related("meeting")
    ends = [(call, max(call.closes_at, extensions.get(call.pk, call.closes_at))) for call in calls]
    return [(call, deadline_of(call, end, "Closes", at)) for call, end in ends if end > at]
