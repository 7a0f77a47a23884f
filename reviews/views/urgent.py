"""Who leads a stage asks somebody to step in for a reader."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refused, insist
from reviews import rules as stage_rules
from reviews.actions.urging import urge
from reviews.forms.urgent import UrgentForm
from reviews.offers import address
from reviews.urgent import rules
from reviews.urgent.free import free_for
from reviews.views.reach import case_of
from workshops.zones import zone_of

DAYS = 5
"""As many are offered; whoever asks may give more or fewer."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reader_urgent(request, meeting, stage, code):
    found, standing, proposal = case_of(request.user, meeting, stage, code)
    if not standing.lead and not stage_rules.acts_for(request.user, found, proposal):
        raise Http404
    at = timezone.now()
    insist(rules.ask(request.user, found, proposal, at))
    free = free_for(found, proposal, request.user, at)
    form = UrgentForm(request.POST or None, free=free, call=found.call, initial={"due_at": offered(found.call, at)})
    back = address("assign_proposal", found, code=code)
    if request.method == "POST" and form.is_valid():
        try:
            made = urge(found, proposal=proposal, **form.kept, by=request.user, at=at)
            messages.success(request, f"A letter asks {made.reviewer} to read “{proposal}”.")
            return redirect(back)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "proposal": proposal,
        "form": form,
        "groups": [
            ("Members of this committee", [one for one in free if not one.committee]),
            ("From other committees of this meeting", [one for one in free if one.committee]),
        ],
        "free": free,
        "back": back,
    }
    return render(request, "reviews/reader_urgent.html", context, status=422 if form.errors else 200)


def offered(call, at):
    """The end of a day soon, by the clock of the call."""
    day = (at + timedelta(days=DAYS)).astimezone(zone_of(call.zone))
    return day.replace(hour=23, minute=59, second=0, microsecond=0)
