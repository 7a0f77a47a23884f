"""Complete but not submitted: what a closed call left behind, for staff, who may give more time or write."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from people.refusal import Refused
from proposals.actions import write_about_draft
from proposals.forms.unsubmitted import MoreTimeForm, WordForm
from proposals.unsubmitted import Left, left_in
from proposals.views.fetching import call_for
from workshops.actions.calls import extend
from workshops.models import Call
from workshops.rules import set_up


@login_required
def call_unsubmitted(request, meeting, call):
    if set_up(request.user) is not None:
        raise Http404
    call, at = call_for(request.user, meeting, call), timezone.now()
    left = left_in(call, at)
    more_time, word = MoreTimeForm(call=call, at=at), WordForm()
    if request.method == "POST":
        extends = request.POST.get("act") != "write"
        form = MoreTimeForm(request.POST, call=call, at=at) if extends else WordForm(request.POST)
        if form.is_valid() and (give if extends else send)(request, call, chosen(request, left), form, at):
            return redirect(request.path)
        more_time, word = (form, word) if extends else (more_time, form)
    page = {"meeting": call.meeting, "call": call, "left": left, "more_time": more_time, "word": word}
    page["is_over"] = call.state_at(at) == "closed"
    return render(request, "proposals/call_unsubmitted.html", page)


def chosen(request, left: Left) -> list:
    """The one whose button was pressed, else those ticked; the button for all ticks none."""
    codes = request.POST.getlist("only") or request.POST.getlist("code")
    if request.POST.get("act") == "all":
        return [each.proposal for each in left.complete]
    return [each.proposal for each in left.complete if each.proposal.code in codes]


def give(request, call: Call, drafts: list, form: MoreTimeForm, at) -> bool:
    """One person may have several drafts; her deadline is moved once."""
    people = {draft.proposer_id: draft.proposer for draft in drafts}
    try:
        for person in people.values():
            extend(call, person=person, **form.cleaned_data, by=request.user, at=at)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    named = ", ".join(str(person) for person in people.values())
    if people:
        messages.success(request, f"More time, and a letter that says so: {named}.")
    else:
        messages.info(request, "Tick the drafts whose proposers get more time.")
    return True


def send(request, call: Call, drafts: list, form: WordForm, at) -> bool:
    for draft in drafts:
        try:
            write_about_draft(draft, message=form.cleaned_data["message"], by=request.user, at=at)
        except Refused as refused:
            messages.warning(request, f"{draft.proposer}: {refused.refusal}")
    if not drafts:
        form.add_error(None, "Tick the drafts whose proposers you write to.")
        return False
    messages.success(request, f"Letters on their way: {len(drafts)}.")
    return True
