"""A reviewer says no to a reading, or declares a conflict of interest."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refused, insist
from reviews import rules
from reviews.actions import conflicts, reading
from reviews.forms.review import ConflictForm, DeclineForm
from reviews.models.review import Because
from reviews.offers import address
from reviews.views.reach import assignment_of, case_of

HIDES = "The proposal disappears for you at once: from your worklist, and from every list, count and average you see."
RECORDED = "Your conflict of interest is recorded. The proposal is hidden from you."
KEPT = "What you wrote about it is kept, but counts no more. Only program staff can undo this."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_decline(request, meeting, assignment):
    found = assignment_of(request.user, meeting, assignment)
    insist(rules.decline(request.user, found))
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reading.decline(found, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, said_of(found, form.cleaned_data["because"]))
        return redirect("worklist", meeting=meeting)
    question = {
        "title": f"Decline to review “{found.proposal}”?",
        "text": "Who leads the stage is told by a letter, and can ask somebody else.",
        "undo": "A draft of yours is kept; the chair can ask you again.",
        "action": request.path,
        "label": "Decline",
        "form": form,
        "cancel_url": reverse("review", args=[meeting, found.pk]),
        "cancel_label": "Keep it on my list",
    }
    return render(request, "confirm.html", question, status=422 if form.errors else 200)


def said_of(assignment, because: str) -> str:
    if because == Because.CONFLICT:
        return RECORDED
    return f"You will not read “{assignment.proposal}”. Thank you for saying so."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_conflict(request, meeting, assignment):
    found = assignment_of(request.user, meeting, assignment)
    back = reverse("review", args=[meeting, found.pk])
    return declare(request, found.stage, found.proposal, back, reverse("worklist", args=[meeting]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conflict_declare(request, meeting, stage, code):
    """The same for who leads a stage or decides in it without reading."""
    found, standing, proposal = case_of(request.user, meeting, stage, code)
    onward = address("ranking", found) if standing.oversee else reverse("worklist", args=[meeting])
    return declare(request, found, proposal, address("dossier", found, code=code), onward)


def declare(request, stage, proposal, back: str, onward: str):
    insist(rules.declare_conflict(request.user, stage, proposal, request.user))
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            who = {"person": request.user, "by": request.user}
            conflicts.declare(stage, proposal=proposal, reason=reason, at=timezone.now(), **who)
            messages.success(request, RECORDED)
            return redirect(onward)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    question = {
        "title": f"Declare a conflict of interest with “{proposal}”?",
        "text": HIDES,
        "undo": KEPT,
        "action": request.path,
        "label": "Declare the conflict",
        "form": form,
        "cancel_url": back,
        "cancel_label": "There is none",
    }
    return render(request, "confirm.html", question, status=422 if form.errors else 200)
