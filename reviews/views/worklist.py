"""What waits for a reviewer."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals.reading import with_submitted_titles
from reviews.desk import desk_of
from reviews.models import ActingChair
from reviews.offers import stages_led
from reviews.views.reach import meeting_of
from workshops.disclosing import must_state


def acting_in(person, meeting):
    """Proposals with which she stands in for a chair."""
    rows = ActingChair.objects.of(person).filter(stage__call__meeting=meeting)
    rows = list(rows.select_related("stage__committee", "proposal"))
    with_submitted_titles(row.proposal for row in rows)
    return rows


@login_required
@require_safe
def worklist(request, meeting):
    meeting = meeting_of(request.user, meeting)
    context = {
        "meeting": meeting,
        "desk": desk_of(request.user, meeting),
        "stages": stages_led(request.user, meeting),
        "acting": acting_in(request.user, meeting),
        "must_state": must_state(request.user, meeting),
    }
    return render(request, "reviews/worklist.html", context)
