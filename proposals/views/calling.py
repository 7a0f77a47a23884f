"""Whom staff asked by name to propose, and who of them has begun."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from people.refusal import Refused
from proposals.actions.calling import invite_to_propose
from proposals.forms.calling import CallInvitationForm
from proposals.models import CallInvitation, Proposal
from proposals.views.fetching import call_for
from workshops.models import Call
from workshops.rules import set_up


@dataclass(frozen=True)
class Invited:
    """`began_at`: when her first proposal in the call was begun, or nothing. What she writes is not told."""

    invitation: CallInvitation
    began_at: datetime | None


@login_required
def call_invited(request, meeting, call):
    if set_up(request.user) is not None:
        raise Http404
    call = call_for(request.user, meeting, call)
    form = CallInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invited = invite_to_propose(call, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, f"The letter to {invited.name} is on its way.")
            return redirect(request.path)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"call": call, "meeting": call.meeting, "form": form, "rows": invited_to(call)}
    return render(request, "proposals/call_invited.html", context, status=422 if form.is_bound else 200)


def invited_to(call: Call) -> list[Invited]:
    """Everybody invited, the last first; three queries for any number."""
    rows = list(call.invitations.select_related("by"))
    addresses = EmailAddress.objects.filter(email__in=[row.email for row in rows], verified=True)
    owners = {email.lower(): person for email, person in addresses.values_list("email", "user_id")}
    proposals = Proposal.objects.filter(call=call, proposer__in=owners.values()).order_by("-created_at")
    begun = dict(proposals.values_list("proposer_id", "created_at"))
    return [Invited(row, begun.get(owners.get(row.email, 0))) for row in rows]
