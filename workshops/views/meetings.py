"""Meetings: the list of all, one anew, its facts, showing and hiding it."""

from copy import copy

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from workshops import rules
from workshops.actions import meetings
from workshops.actions.restoring import removals, restore
from workshops.forms.meeting import MeetingForm
from workshops.models import Meeting
from workshops.usage import counted, losses
from workshops.views.doors import act_and_say, acted, removal, show_form, staff_page


@staff_page
def meeting_list(request):
    found = Meeting.objects.select_related("series").prefetch_related("calls")
    return render(request, "workshops/meeting_list.html", {"meetings": found, "at": timezone.now()})


@staff_page
def meeting_new(request):
    form = MeetingForm(request.POST or None)
    if meeting := acted(request, form, meetings.create_meeting):
        return redirect("meeting_edit", meeting.slug)
    lead = "Only staff see it until you show it to the public."
    return show_form(request, form, "A new meeting", reverse("meeting_list"), lead=lead, label="Create it")


@staff_page
def meeting_facts(request, meeting):
    form = MeetingForm(request.POST or None, instance=copy(meeting))
    if changed := acted(request, form, meetings.edit_meeting, meeting):
        messages.success(request, "Saved.")
        return redirect("meeting_edit", changed.slug)
    return show_form(request, form, "The meeting", reverse("meeting_edit", args=[meeting.slug]), meeting=meeting)


@staff_page
@require_POST
def meeting_publish(request, meeting):
    back = reverse("meeting_edit", args=[meeting.slug])
    return act_and_say(request, meetings.publish_meeting, meeting, f"{meeting} is public now.", back)


@staff_page
@require_POST
def meeting_hide(request, meeting):
    back = reverse("meeting_edit", args=[meeting.slug])
    return act_and_say(request, meetings.hide_meeting, meeting, f"{meeting} is hidden from the public.", back)


@staff_page
def meeting_remove(request, meeting):
    found = [counted([each]) for each in losses(meeting)]
    answer = removal(
        request,
        meeting,
        meetings.remove_meeting,
        reverse("meeting_edit", args=[meeting.slug]),
        rule=rules.remove_meeting,
        losses=found,
    )
    return redirect("meeting_list") if request.method == "POST" else answer


@staff_page
@require_POST
def setup_undo(request, meeting, entry):
    """Put back what was removed a moment ago."""
    found = removals(request.user).filter(pk=entry).first()
    if found is None:
        raise Http404
    thing = restore(meeting, entry=found, by=request.user, at=timezone.now())
    messages.success(request, f"{thing}: back where it was.")
    back = request.POST.get("back", "")
    inside = back.startswith(f"/{meeting.slug}/setup/")
    return redirect(back if inside else reverse("meeting_edit", args=[meeting.slug]))
