"""Staff read what an earlier release would change, and release it again."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refused
from program import rules
from program.actions import rolling_back
from program.actions.releasing import last_program
from program.changes import changes
from program.following.plan import how_many
from program.forms import ReleaseForm
from program.inviting.plan import mailing_of
from program.models import Release
from workshops.models import Meeting


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def release_again(request, meeting, number):
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), slug=meeting)
    if rules.release(request.user, meeting):
        raise Http404
    earlier = get_object_or_404(meeting.releases.published(), number=number)
    if earlier == meeting.releases.first():
        return redirect("releases", meeting.slug)
    form = ReleaseForm(request.POST or None, initial={"note": f"Program {earlier.number} again."})
    if request.method == "POST" and form.is_valid():
        try:
            rolling_back.release_again(earlier, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("releases", meeting.slug)
    context = {"meeting": meeting, "earlier": earlier, "form": form} | _told(meeting, earlier)
    return render(request, "program/release_again.html", context)


def _told(meeting: Meeting, earlier: Release) -> dict:
    """What would be different from the newest release, and who would hear of it."""
    at = timezone.now()
    newest = last_program(meeting)
    coming = rolling_back.coming_again(earlier, note="", at=at)
    return {
        "changes": changes(newest, coming),
        "called_off": rolling_back.called_off(meeting, coming),
        "followers": how_many(meeting, newest, coming, at),
        "mailing": mailing_of(meeting, coming, at) if meeting.tells_calendars else None,
    }
