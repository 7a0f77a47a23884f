"""The minutes of a sitting: a draft that follows the tables, and once approved a document."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.refusal import Refusal, insist
from rendering.pdf import PDF_MEDIA_TYPE, PdfFailed
from reviews.actions import minuting
from reviews.sittings import rules
from reviews.sittings.minutes import minutes_for, on_paper
from reviews.views.sittings import ASKED, ask, sitting_of


def held(person, meeting, sitting):
    """A sitting that has been opened: before that there is nothing to write down."""
    found = sitting_of(person, meeting, sitting)
    insist(None if found.opened_at else Refusal("This sitting has not been opened yet.", "Its minutes begin then."))
    return found


@login_required
@require_safe
def minutes(request, meeting, sitting):
    found = held(request.user, meeting, sitting)
    context = {
        "sitting": found,
        "meeting": found.committee.meeting,
        "body": minutes_for(found, request.user),
        "approves": rules.approve_minutes(request.user, found) is None,
    }
    return render(request, "reviews/minutes.html", context)


@login_required
@require_safe
def minutes_pdf(request, meeting, sitting):
    found = held(request.user, meeting, sitting)
    try:
        paper = on_paper(found, request.user)
    except PdfFailed as failed:
        page = {"sitting": found, "meeting": found.committee.meeting, "why": str(failed)}
        return render(request, "reviews/minutes_no_pdf.html", page, status=503)
    name = f'attachment; filename="minutes-{found.pk}.pdf"'
    return HttpResponse(paper, content_type=PDF_MEDIA_TYPE, headers={"Content-Disposition": name})


@login_required
@ASKED
def minutes_approve(request, meeting, sitting):
    found = held(request.user, meeting, sitting)
    insist(rules.approve_minutes(request.user, found))
    if request.method == "POST":
        minuting.approve_minutes(found, by=request.user, at=timezone.now())
        messages.success(request, "The minutes are approved.")
        return redirect("minutes", meeting, found.pk)
    text = "From then on they stand as they are: no note, name or title in them changes any more."
    return ask(request, found, f"Approve the minutes of {found}?", text, "Approve them", "Not yet")
