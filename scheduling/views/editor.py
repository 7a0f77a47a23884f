"""The grid editor: a day's rooms and times, what waits for a place, what is wrong, and what others do meanwhile."""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from scheduling import rules
from scheduling.actions import placing
from scheduling.models import Version
from scheduling.views.answering import changes, editor_context
from scheduling.views.fetching import draft_or_404, in_schedule, seen_draft


@require_safe
@in_schedule
def schedule(request, meeting):
    draft = meeting.versions.drafts().first()
    if draft is None:
        context = {"meeting": meeting, "may_set_up": not rules.set_up_places(request.user)}
    else:
        draft.meeting = meeting
        context = editor_context(request, meeting, draft)
    return render(request, "scheduling/editor_page.html", context)


@require_safe
@seen_draft
def schedule_pulse(request, meeting):
    """Which version is the draft and how many changes it has seen, in one query: pages ask every second."""
    row = Version.objects.drafts().filter(meeting__in=meeting).values("pk", "edit").first()
    if row is None:
        raise Http404
    return JsonResponse({"version": row["pk"], "edit": row["edit"]})


@require_safe
@in_schedule
def schedule_changes(request, meeting):
    """What looks different since the edit that a page has."""
    return changes(request, meeting, draft_or_404(meeting))


@require_POST
@in_schedule
def schedule_approve(request, meeting):
    placing.approve(draft_or_404(meeting), by=request.user, at=timezone.now())
    return redirect("schedule", meeting.slug)
