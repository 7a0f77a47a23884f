"""Waivers: a proposer asks, program staff answer. Of a draft staff read the wish, and nothing else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from people.refusal import insist
from proposals.actions import waiving
from proposals.forms.waiver import AnswerForm, AskForm
from proposals.hiding import hidden_from
from proposals.judging import rules
from proposals.models import Proposal, Requirement, Waiver
from proposals.models.waiver import WaiverState
from proposals.reading import with_submitted_titles
from proposals.views.fetching import proposal_for
from workshops.views.doors import acted, call_of, staff_page


@login_required
def waiver_ask(request, code, requirement):
    """Who writes a proposal asks that a rule be let pass."""
    proposal = proposal_for(request.user, code)
    rule = get_object_or_404(Requirement, call=proposal.call_id, pk=requirement)
    insist(rules.ask(request.user, proposal, rule))
    form = AskForm(request.POST if request.method == "POST" else None)
    if acted(request, form, waiving.ask_waiver, proposal, rule):
        messages.success(request, "Asked. The society’s office answers in a letter, and here.")
        return redirect("proposal_edit", proposal.code, "check")
    line = rules.line_of(proposal, rule)
    page = {"proposal": proposal, "rule": rule, "line": line, "form": form}
    return render(request, "proposals/waiver_ask.html", page)


@staff_page
def waiver_list(request, meeting, call):
    """The wishes of a call, those that wait first, and what was answered."""
    call = call_of(meeting, call)
    rows = _waivers(request.user, call)
    with_submitted_titles([row.proposal for row in rows if row.proposal.first_submitted_at])
    waiting = [row for row in rows if row.state == WaiverState.ASKED]
    answered = [row for row in rows if row.state != WaiverState.ASKED]
    page = {"meeting": meeting, "call": call, "waiting": waiting, "answered": answered}
    return render(request, "proposals/waiver_list.html", page)


def _waivers(person, call):
    rows = Waiver.objects.filter(proposal__call=call).exclude(proposal__in=hidden_from(person))
    return rows.select_related("proposal__proposer", "proposal__call__meeting", "requirement", "by")


@staff_page
def waiver_answer(request, meeting, call, waiver):
    """Let it pass or say no; or take back what was given."""
    call = call_of(meeting, call)
    found = get_object_or_404(_waivers(request.user, call), pk=waiver)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if _answer(request, form, found):
        return redirect(reverse("waiver_list", args=[meeting.slug, call.slug]))
    page = {"meeting": meeting, "call": call, "waiver": found, "form": form}
    return render(request, "proposals/waiver_answer.html", page)


def _answer(request, form, found: Waiver):
    act = request.POST.get("act")
    if act == "refuse":
        return acted(request, form, waiving.refuse_waiver, found)
    if act == "take-back":
        return acted(request, form, waiving.take_back_waiver, found)
    return acted(request, form, waiving.waive, found.proposal, found.requirement)


@staff_page
def waiver_give(request, code, requirement):
    """Staff let a rule pass for a proposal that was handed in, without being asked."""
    rows = Proposal.objects.visible_to(request.user).submitted().exclude(pk__in=hidden_from(request.user))
    proposal = get_object_or_404(rows.select_related("call__meeting", "format", "proposer"), code=code)
    rule = get_object_or_404(Requirement, call=proposal.call_id, pk=requirement)
    with_submitted_titles([proposal])
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if acted(request, form, waiving.waive, proposal, rule):
        messages.success(request, "Waived. The proposer gets a letter; the committee reads the reason.")
        return redirect("proposal", proposal.code)
    page = {"proposal": proposal, "rule": rule, "form": form, "call": proposal.call}
    return render(request, "proposals/waiver_give.html", page)
