"""What a call asks once a proposal is accepted: its own page, where saving is handing in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from people.codes import random_code
from people.refusal import insist
from proposals.actions import Clash, open_editor
from proposals.actions.later import answer_later
from proposals.content import Content
from proposals.forms.texts import QuestionsForm
from proposals.models import Proposal
from proposals.prompts.later import later_until
from proposals.prompts.questions import asked_later, missing_later, prompts_of
from proposals.rows import content_of
from proposals.rules import answer_later as may_answer
from proposals.standing.deadlines import deadline_of
from proposals.views.clashes import told
from proposals.views.editing import posted
from proposals.views.fetching import proposal_for
from proposals.views.sending import take_files, with_files
from workshops.forms.asked import asked_on
from workshops.models import Prompt


@login_required
def proposal_later(request, code):
    proposal = proposal_for(request.user, code)
    insist(may_answer(request.user, proposal))
    if request.method != "POST":
        return show(request, proposal)
    page, form = posted(request.POST), form_of(proposal, content_of(proposal), request.POST)
    act: dict[str, Any] = {
        "base_version": page.base_version,
        "tab": page.tab,
        "by": request.user,
        "at": timezone.now(),
    }
    try:
        saved = answer_later(proposal, form.changes()["answers"], **act)
    except Clash as clash:
        return show(request, clash.proposal, clash=clash)
    if not form.is_valid():
        return show(request, saved.proposal, form)
    faults = take_files(request, saved.proposal, form.prompts, page.act)
    for fault in faults:
        messages.warning(request, fault)
    say(request, proposal_for(request.user, code))
    return redirect("proposal_later", proposal.code)


def say(request, proposal: Proposal) -> None:
    missing = missing_later(prompts_of(proposal.format), proposal.answers)
    if missing:
        named = ", ".join(f"“{prompt.label}”" for prompt in missing)
        messages.info(request, f"Saved. Still to answer: {named}.")
    else:
        messages.success(request, "Saved. Every question is answered; you can still change the answers.")


def show(request, proposal: Proposal, form: QuestionsForm | None = None, clash: Clash | None = None):
    proposal = open_editor(proposal)
    content = clash.with_mine if clash else content_of(proposal)
    prompts, form = prompts_of(proposal.format), form or form_of(proposal, content)
    until, at = later_until(proposal.call), timezone.now()
    context = {
        "proposal": proposal,
        "form": form,
        "asked": with_files(asked_on(form, form.prompts, prompts, content.answers), proposal, proposal.answers),
        "missing": missing_later(prompts, proposal.answers),
        "deadline": deadline_of(proposal.call, until, "Answer before", at) if until else None,
        "tab": random_code(),
        "base_version": proposal.version,
        "clash": told(clash, request.user) if clash else None,
        "other_url": reverse("proposal_later", args=[proposal.code]),
    }
    return render(request, "proposals/proposal_later.html", context, status=409 if clash else 200)


def form_of(proposal: Proposal, content: Content, data: Any = None) -> QuestionsForm:
    return QuestionsForm(content, on_the_page(prompts_of(proposal.format), content), data=data)


def on_the_page(prompts: list[Prompt], content: Content) -> list[Prompt]:
    """Those asked now, and those that an answer on this page can bring: what was submitted decides for good."""
    later = {prompt.slug for prompt in prompts if prompt.is_later}
    seen = {prompt.slug for prompt in asked_later(prompts, content.answers)}
    return [
        prompt
        for prompt in prompts
        if prompt.slug in seen or (prompt.slug in later and prompt.shown_if and prompt.shown_if.slug in later)
    ]
