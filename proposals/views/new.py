"""Begin a proposal in a call."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone

from proposals.actions import start
from proposals.forms.start import StartForm
from proposals.standing.deadlines import deadline_of
from proposals.views.fetching import call_for
from workshops.listing import listed


@login_required
def proposal_new(request, meeting, call):
    call = call_for(request.user, meeting, call)
    at = timezone.now()
    form = StartForm(
        call,
        request.user,
        request.POST if request.method == "POST" else None,
        initial={name: request.GET[name] for name in ("format", "earlier") if name in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        earlier = form.cleaned_data.get("earlier")
        proposal = start(call, form.cleaned_data["format"], by=request.user, at=at, from_earlier=earlier)
        return redirect("proposal_edit", proposal.code, "basics")
    context = {
        "call": call,
        "form": form,
        "is_open": call.is_open_for(request.user, at),
        "deadline": deadline_of(call, call.closes_for(request.user), "Closes", at),
        "asked": listed(call.prompts.asked().prefetch_related("formats")),
        "requirements": call.requirements.all(),
    }
    return render(request, "proposals/proposal_new.html", context)
