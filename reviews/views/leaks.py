"""The leak report of a double-blind stage, for who leads it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.refusal import Refusal, Refused
from reviews.actions.withholding import show_again, withhold
from reviews.blindness.report import reports_of
from reviews.offers import address, tabs
from reviews.views.reach import overseen, proposal_of

PAGE = 30


def led(person, meeting, stage):
    """A stage that hides its proposers, which this person leads."""
    found, standing = overseen(person, meeting, stage)
    if not standing.lead:
        raise Http404
    if not found.hides_proposers:
        raise Refused(Refusal("In this stage everybody knows who proposes: nothing can leak."))
    return found, standing


@login_required
@require_safe
def leaks(request, meeting, stage):
    found, standing = led(request.user, meeting, stage)
    rows = found.proposals_for(request.user).select_related("proposer", "format").order_by("title", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "leaks"),
        "page": page,
        "reports": reports_of(found, page),
    }
    return render(request, "reviews/stage_leaks.html", context)


@login_required
@require_safe
def leaks_of(request, meeting, stage, code):
    """One proposal, with every finding in its place; its files are opened."""
    found, standing = led(request.user, meeting, stage)
    proposal = proposal_of(found, request.user, code)
    [report] = reports_of(found, [proposal], closely=True)
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "proposal": proposal,
        "tabs": tabs(found, standing, ""),
        "report": report,
    }
    return render(request, "reviews/leaks.html", context)


@login_required
@require_POST
def part_withhold(request, meeting, stage, code):
    """`show` in what is posted shows the part again."""
    found, _ = led(request.user, meeting, stage)
    proposal, part = proposal_of(found, request.user, code), request.POST.get("part", "")
    act = show_again if "show" in request.POST else withhold
    act(found, proposal=proposal, part=part, by=request.user, at=timezone.now())
    messages.success(
        request, "Readers see it again." if act is show_again else "Readers see that part no more; you still do."
    )
    return redirect(address("leaks_of", found, code=code))
