"""The chair asks for a revision, gives more time for it, or goes on without it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refused, insist
from proposals.lifecycle import Verb
from proposals.rules import extend_revision, may
from reviews.actions import revising
from reviews.forms.revision import DateForm, RevisionForm
from reviews.offers import address
from reviews.views.reach import overseen, proposal_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revision_ask(request, meeting, stage, code):
    found, _ = overseen(request.user, meeting, stage)
    proposal = proposal_of(found, request.user, code)
    insist(may(Verb.ASK_REVISION, request.user, proposal, timezone.now()))
    is_more = request.POST.get("act") == "more"
    form = RevisionForm(request.POST or None, call=found.call, more=is_more)
    if not is_more and done(request, form, revising.ask, proposal):
        messages.success(request, f"A letter asks for the revision of “{proposal}”.")
        return redirect(address("dossier", found, code=code))
    if is_more:
        form.errors.clear()
    context = {"stage": found, "meeting": found.call.meeting, "proposal": proposal, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reviews/revision_ask.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revision_extend(request, meeting, stage, code):
    found, _ = overseen(request.user, meeting, stage)
    proposal = proposal_of(found, request.user, code)
    insist(extend_revision(request.user, proposal))
    back = address("dossier", found, code=code)
    form = DateForm(request.POST or None, call=found.call, initial={"until": proposal.revise_by_at})
    if done(request, form, revising.give_time, proposal):
        messages.success(request, "The proposers have until the time you set; a letter tells them.")
        return redirect(back)
    return ask(request, f"Until when may “{proposal}” be revised?", "A letter tells the proposers.", back, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revision_go_on(request, meeting, stage, code):
    found, _ = overseen(request.user, meeting, stage)
    proposal = proposal_of(found, request.user, code)
    insist(may(Verb.GO_ON, request.user, proposal, timezone.now()))
    back = address("dossier", found, code=code)
    if request.method == "POST":
        revising.go_on(proposal, by=request.user, at=timezone.now())
        messages.success(request, f"“{proposal}” is in review again, with the text that was submitted before.")
        return redirect(back)
    text = "The date has passed. The committee goes on with the text that was submitted before; a letter says so."
    return ask(request, f"Go on with “{proposal}” as it was?", text, back, None)


def done(request, form, action, proposal) -> bool:
    """Act on a sound form; a refusal stands on top of it, with what was typed."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        action(proposal, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    return True


def ask(request, title: str, text: str, back: str, form):
    question = {
        "title": title,
        "text": text,
        "action": request.path,
        "label": "Give more time" if form else Verb.GO_ON.label,
        "begins": True,
        "form": form,
        "cancel_url": back,
        "cancel_label": "Leave it as it is",
    }
    return render(request, "confirm.html", question, status=422 if form and form.errors else 200)
