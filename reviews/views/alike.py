"""Proposals that say much the same: look at them, and mark those that overlap."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.refusal import Refusal, Refused
from reviews.actions.portfolio import mark_overlap
from reviews.offers import address, tabs
from reviews.portfolio.alike import pairs_of
from reviews.views.reach import overseen, proposal_of

PAGE = 25


@login_required
@require_safe
def alike_list(request, meeting, stage):
    found, standing = overseen(request.user, meeting, stage)
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, ""),
        "page": Paginator(pairs_of(found, request.user), PAGE).get_page(request.GET.get("page")),
        "may_merge": standing.lead,
    }
    return render(request, "reviews/alike_list.html", context)


@login_required
@require_POST
def alike_mark(request, meeting, stage):
    found, _ = overseen(request.user, meeting, stage)
    if not (request.POST.get("one") and request.POST.get("other")):
        raise Refused(Refusal("Say which two proposals overlap."))
    one, other = (proposal_of(found, request.user, request.POST.get(name, "")) for name in ("one", "other"))
    if one == other:
        raise Http404
    overlaps = request.POST.get("overlaps") == "yes"
    mark_overlap(found, pair=(one, other), overlaps=overlaps, by=request.user, at=timezone.now())
    page = request.POST.get("page", "")
    return redirect(f"{address('alike_list', found)}?page={page if page.isdecimal() else 1}")
