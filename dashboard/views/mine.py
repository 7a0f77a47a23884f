"""From the menu to my reviews and my agenda, of whichever meeting."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboard.sections.attending import current_releases
from scheduling.models import Star
from workshops.models import Meeting, Right, Seat


@require_safe
@login_required
def my_reviews(request):
    """The worklist of the only meeting in which she reviews, or the choice between several."""
    seats = Seat.objects.of(request.user).with_right(Right.REVIEW).order_by()
    seated = Meeting.objects.filter(pk__in=seats.values("committee__meeting"))
    meetings = list(seated.order_by("-starts_on", "pk"))
    if len(meetings) == 1:
        return redirect("worklist", meetings[0].slug)
    return render(request, "dashboard/my_reviews.html", {"meetings": meetings})


@require_safe
@login_required
def my_agendas(request):
    """The agenda of the next meeting where she starred something, else of the next, else of the last."""
    releases = current_releases()
    if not releases:
        return render(request, "dashboard/my_agendas.html")
    starred = set(Star.objects.filter(person=request.user).values_list("session__meeting", flat=True))
    today = timezone.now().date()

    def preference(release) -> tuple:
        meeting = release.meeting
        is_ahead = meeting.ends_on >= today
        return (not is_ahead, meeting.pk not in starred, abs((meeting.starts_on - today).days))

    return redirect("my_agenda", min(releases, key=preference).meeting.slug)
