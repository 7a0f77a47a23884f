"""What waits for a reviewer."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.desk import desk_of
from reviews.offers import stages_led
from reviews.views.reach import meeting_of
from workshops.disclosing import must_state


@login_required
@require_safe
def worklist(request, meeting):
    meeting = meeting_of(request.user, meeting)
    context = {
        "meeting": meeting,
        "desk": desk_of(request.user, meeting),
        "stages": stages_led(request.user, meeting),
        "must_state": must_state(request.user, meeting),
    }
    return render(request, "reviews/worklist.html", context)
