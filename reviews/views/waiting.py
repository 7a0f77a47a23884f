"""The waiting list of a stage that approves: order it, and promote from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refused, insist
from proposals.lifecycle import State
from proposals.reading import with_submitted_titles
from reviews import rules
from reviews.actions import waiting
from reviews.blindness.sight import sight_of
from reviews.board import board_of
from reviews.forms.waiting import PromoteForm, WaitingFilter
from reviews.offers import address, tabs
from reviews.order import leaves_order
from reviews.views.reach import overseen
from reviews.waiting.queue import numbered, queue_for
from reviews.waiting.slots import slots_of

PAGE = 50


def kept_by(person, meeting, stage):
    """A stage that keeps a waiting list; the others have none."""
    found, standing = overseen(person, meeting, stage)
    if not found.is_final:
        raise Http404
    return found, standing


def waiting_of(stage, person, code):
    """Somebody on the list, with her place."""
    rows = queue_for(stage, person).select_related("proposal__format", "proposal__call__meeting")
    row = get_object_or_404(rows, proposal__code=code)
    with_submitted_titles([row.proposal])
    return row


@login_required
@require_safe
def waiting_list(request, meeting, stage):
    found, standing = kept_by(request.user, meeting, stage)
    rows = queue_for(found, request.user)
    form = WaitingFilter(request.GET, stage=found)
    shown = numbered(form.chosen(rows)).select_related("proposal__format", "proposal__proposer")
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    with_submitted_titles(row.proposal for row in page.object_list)
    sight = sight_of(found, request.user, standing)
    for row in page.object_list:
        row.proposer = sight.proposer(row.proposal)
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "waiting_list"),
        "page": page,
        "filter": form,
        "shown": page.paginator.count,
        "total": rows.count(),
        "clear_url": request.path if request.GET.get("format") else "",
        "slots": slots_of(found, request.user),
        "may_decide": rules.decide_in(request.user, found) is None,
        "waitlisted": State.WAITLISTED,
    }
    return render(request, "reviews/waiting_list.html", context)


@login_required
@require_POST
def waiting_step(request, meeting, stage, code):
    found, _ = kept_by(request.user, meeting, stage)
    row = waiting_of(found, request.user, code)
    up = request.POST.get("way") == "up"
    waiting.step(found, proposal=row.proposal, up=up, by=request.user, at=timezone.now())
    return redirect(back(request, found))


@login_required
@require_POST
def waiting_order(request, meeting, stage):
    """Let the lists follow the ranking as it stands now."""
    found, _ = kept_by(request.user, meeting, stage)
    ranking = [row.proposal.pk for row in board_of(found, request.user).rows]
    count = waiting.order_by(found, ranking=ranking, by=request.user, at=timezone.now())
    messages.success(request, f"{count} proposals stand in the order of the ranking. You can still move each.")
    return redirect(back(request, found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_promote(request, meeting, stage, code):
    """One click for the first on the list; out of turn a page asks why."""
    found, _ = kept_by(request.user, meeting, stage)
    row = waiting_of(found, request.user, code)
    proposal = row.proposal
    insist(waiting.promotable(row) or rules.decide(request.user, found, proposal))
    turn = leaves_order(found, proposal, "accept", request.user)
    form = PromoteForm(request.POST if request.POST.get("asked") else None) if turn else None
    reason = form.cleaned_data["reason"] if form and form.is_valid() else ""
    if request.method == "POST" and (not turn or reason) and promoted(request, form, found, proposal, reason):
        return redirect(address("waiting_list", found))
    question = {
        "title": f"Promote “{proposal}” from the waiting list?",
        "text": f"{turn} Say why this one goes first.".strip() if turn else "It gets the place that became free.",
        "undo": "Nobody is told before you release the letter, and the decision can be taken back until then.",
        "action": request.path,
        "label": "Promote",
        "begins": True,
        "form": form,
        "hidden": [("asked", "yes")],
        "cancel_url": address("waiting_list", found),
        "cancel_label": "Leave it on the list",
    }
    return render(request, "confirm.html", question, status=422 if form and form.errors else 200)


def promoted(request, form, stage, proposal, reason: str) -> bool:
    try:
        decision = waiting.promote(stage, proposal=proposal, reason=reason, by=request.user, at=timezone.now())
    except Refused as refused:
        if form is None:
            raise
        form.add_error(None, str(refused.refusal))
        return False
    held = "Its letter is written and held; releasing it moves the proposal." if decision.letter_id else ""
    messages.success(request, f"“{proposal}” is promoted. {held}".strip())
    return True


def back(request, stage) -> str:
    """The list as it was filtered and turned."""
    kept = {name: request.GET[name] for name in ("format", "page") if request.GET.get(name)}
    query = "&".join(f"{name}={value}" for name, value in kept.items() if value.replace("-", "").isalnum())
    return address("waiting_list", stage) + (f"?{query}" if query else "")
