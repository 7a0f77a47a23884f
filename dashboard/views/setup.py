"""The set-up of a meeting at one glance, and a meeting started from another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from dashboard.actions.cloning import clone_meeting
from dashboard.checklist import checks_of_call, checks_of_meeting
from dashboard.forms import CloneForm
from workshops.models import Meeting, Society
from workshops.views.doors import acted, show_form, staff_page

OF_A_CALL = ("formats", "prompts", "requirements", "stages__committee__seats")


@staff_page
def meeting_edit(request, meeting):
    """What is missing before each call can open, with the way to mend it."""
    at = timezone.now()
    whole = Meeting.objects.prefetch_related("topics", "committees__seats").get(pk=meeting.pk)
    calls = [
        {"call": call, "state": call.state_at(at), "checks": checks_of_call(meeting, call, at)}
        for call in meeting.calls.prefetch_related(*OF_A_CALL)
    ]
    for each in calls:
        each["missing"] = sum(check.mark != "ok" for check in each["checks"])
        each["is_over"] = each["state"] == "closed"
        each["verb"] = "Closed" if each["is_over"] else "Closes"
    page = {
        "meeting": whole,
        "calls": calls,
        "checks": checks_of_meeting(whole, Society.current()),
        "offers": offers(meeting),
    }
    return render(request, "dashboard/setup.html", page)


def offers(meeting) -> list[dict]:
    here = [meeting.slug]
    hide = {
        "verb": "hide",
        "label": "Hide from the public",
        "url": reverse("meeting_hide", args=here),
        "method": "post",
    }
    show = {
        "verb": "publish",
        "label": "Show to the public",
        "url": reverse("meeting_publish", args=here),
        "method": "post",
    }
    return [
        {"verb": "look", "label": "See the front page", "url": reverse("meeting", args=here)},
        hide if meeting.is_public else show,
        {"verb": "clone", "label": "Start the next one from it", "url": reverse("meeting_clone", args=here)},
        {"verb": "export", "label": "Take the set-up away as a file", "url": reverse("setup_export", args=here)},
        {"verb": "remove", "label": "Remove", "url": reverse("meeting_remove", args=here), "danger": True},
    ]


@staff_page
def meeting_clone(request, meeting):
    """Last year's set-up again, part by part."""
    form = CloneForm(request.POST or None, source=meeting)
    if made := acted(request, form, clone_meeting, meeting):
        messages.success(request, f"{made} is here, for staff only. Look over the dates of its calls.")
        return redirect("meeting_edit", made.slug)
    lead = f"Nothing of {meeting} changes. Proposals, reviews, decisions and extensions are not taken along."
    page = {"meeting": meeting, "lead": lead, "label": "Start it"}
    return show_form(request, form, f"Start from {meeting}", reverse("meeting_edit", args=[meeting.slug]), **page)
