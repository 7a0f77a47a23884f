"""The versions of a review, for who wrote it and for who leads the stage."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reviews.actions.reading import criteria_of
from reviews.blindness.sight import sight_of
from reviews.models import Review
from reviews.offers import address
from reviews.versions.comparing import versions_of
from reviews.views.reach import assignment_of, overseen, proposal_of, to_state_first


@login_required
@require_safe
def review_versions(request, meeting, assignment):
    """Her own."""
    found = assignment_of(request.user, meeting, assignment)
    back = reverse("review", args=[meeting, found.pk])
    return to_state_first(request, found.stage.call.meeting) or show(request, found, "Your review", back)


@login_required
@require_safe
def reader_versions(request, meeting, stage, code, assignment):
    """Of any reader, for who leads the stage."""
    found, standing = overseen(request.user, meeting, stage)
    proposal = proposal_of(found, request.user, code)
    if not standing.lead:
        raise Http404
    rows = proposal.assignments.filter(stage=found).standing().select_related("reviewer", "stage__rubric", "review")
    row = get_object_or_404(rows, pk=assignment)
    row.proposal, name = proposal, sight_of(found, request.user, standing).reader(row)
    back = address("dossier", found, code=code)
    return to_state_first(request, found.call.meeting) or show(request, row, f"The review of {name}", back)


def show(request, assignment, title: str, back: str):
    review = get_object_or_404(Review.objects.prefetch_related("versions"), assignment=assignment)
    context = {
        "stage": assignment.stage,
        "meeting": assignment.stage.call.meeting,
        "proposal": assignment.proposal,
        "title": title,
        "back": back,
        "versions": versions_of(review, criteria_of(review)),
        "is_draft": review.submitted_at is None,
    }
    return render(request, "reviews/review_versions.html", context)
