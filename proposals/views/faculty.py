"""The people of a proposal: ask them, take an invitation back, take somebody in who was named."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from people.refusal import Refused, insist
from proposals.actions import inviting, replacing
from proposals.faculty import rules as faculty_rules
from proposals.faculty.answers import answers_of, tally
from proposals.faculty.lines import lines_of, namesakes_of, past_of
from proposals.faculty.promise import losses_of
from proposals.forms.invitation import ReplaceForm
from proposals.judging.basics import is_address
from proposals.lifecycle import UNFINISHED
from proposals.models import Proposal, Substitute
from proposals.reading import with_submitted_titles
from proposals.views.fetching import proposal_for
from proposals.views.page import is_writer


@login_required
def proposal_faculty(request, code):
    proposal, at = proposal_for(request.user, code), timezone.now()
    writes = is_writer(request.user, proposal)
    if not writes:
        with_submitted_titles([proposal])
    may_invite = faculty_rules.invite(request.user, proposal) is None
    may_change = faculty_rules.change_people(request.user, proposal)
    lines = lines_of(proposal, request.user, at, writes=writes)
    unasked = [each for each in lines if each.state == "drafted"]
    context = {
        "proposal": proposal,
        "lines": lines,
        "tally": tally(answers_of(proposal, as_handed_in=not writes)[proposal.pk]),
        "losses": losses_of([proposal]).get(proposal.pk, []),
        "past": past_of(proposal, request.user) if writes else [],
        "pairs": namesakes_of(proposal) if writes and may_change is None else [],
        "is_writer": writes,
        "may_invite": may_invite,
        "may_change": may_change is None,
        "why_not": may_change,
        "may_write": proposal.state in UNFINISHED and may_change is None,
        "unasked": sum(is_address(each.email) for each in unasked),
        "addressless": sum(not is_address(each.email) for each in unasked),
        "days": proposal.call.answer_days,
    }
    return render(request, "proposals/faculty_page.html", context)


def acted(request, proposal: Proposal, sentence: str, act: Callable[..., Any], *args: Any, **how: Any):
    """Do it and say so; a refusal is said on the page it came from, where nothing has changed."""
    try:
        act(proposal, *args, by=request.user, at=timezone.now(), **how)
        messages.success(request, sentence)
    except Refused as refused:
        messages.warning(request, str(refused.refusal))
    return redirect("proposal_faculty", proposal.code)


def inviting_for(request, code: str) -> Proposal:
    proposal = proposal_for(request.user, code)
    insist(faculty_rules.invite(request.user, proposal))
    return proposal


def changing_for(request, code: str) -> Proposal:
    proposal = proposal_for(request.user, code)
    insist(faculty_rules.change_people(request.user, proposal))
    return proposal


@login_required
@require_POST
def faculty_ask(request, code, key):
    proposal = inviting_for(request, code)
    row = get_object_or_404(proposal.faculty, key=key)
    return acted(request, proposal, f"The letter to {row.name} is on its way.", inviting.ask, row.key)


@login_required
@require_POST
def faculty_ask_all(request, code):
    proposal = inviting_for(request, code)
    return acted(request, proposal, "The letters to all who were not asked are on their way.", inviting.ask_all)


@login_required
def faculty_withdraw(request, code, invitation):
    proposal = inviting_for(request, code)
    invitation = get_object_or_404(proposal.invitations, pk=invitation)
    insist(faculty_rules.withdraw(invitation))
    if request.method == "POST":
        sentence = f"The invitation of {invitation.name} is withdrawn, and a letter says so."
        return acted(request, proposal, sentence, inviting.withdraw_invitation, invitation)
    context = {
        "title": f"Withdraw the invitation of {invitation.name}?",
        "text": f"{invitation.name} gets a letter that says so, and the link in earlier letters answers nothing.",
        "undo": "You can ask again later.",
        "action": request.path,
        "label": "Withdraw the invitation",
        "cancel_url": reverse("proposal_faculty", args=[code]),
    }
    return render(request, "confirm.html", context)


@login_required
@require_POST
def faculty_substitute(request, code, substitute, answer):
    proposal = changing_for(request, code)
    found = get_object_or_404(Substitute, pk=substitute, invitation__proposal=proposal)
    old = found.invitation.name
    if answer == "adopt":
        sentence = f"{found.name} stands in the place of {old} now. Ask {found.name} next: no letter has gone out."
        return acted(request, proposal, sentence, replacing.adopt, found)
    if answer == "pass-over":
        return acted(request, proposal, f"{found.name} is passed over.", replacing.pass_over, found)
    raise Http404


@login_required
def faculty_replace(request, code, key):
    """Somebody else in the place of who cannot, named by those who write it."""
    proposal = changing_for(request, code)
    row = get_object_or_404(proposal.faculty.exclude(person=proposal.proposer), key=key)
    form = ReplaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named = form.named()
        sentence = f"{named.given_name} {named.family_name} stands in the place of {row.name} now. Ask them next."
        return acted(request, proposal, " ".join(sentence.split()), replacing.put_in_place, key, named=named)
    context = {"proposal": proposal, "row": row, "form": form}
    return render(request, "proposals/faculty_replace.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def faculty_same(request, code):
    """Two rows are one person, of which one is kept; or they are two."""
    proposal = changing_for(request, code)
    kept, dropped = (str(request.POST.get(name, ""))[:16] for name in ("kept", "dropped"))
    if kept == dropped or proposal.faculty.filter(key__in=[kept, dropped]).count() < 2:
        raise Http404
    if request.POST.get("apart"):
        return acted(
            request,
            proposal,
            "They are two people, and you are not asked again.",
            replacing.keep_apart,
            kept,
            dropped,
        )
    return acted(request, proposal, "They are one person now.", replacing.join_rows, kept=kept, dropped=dropped)
