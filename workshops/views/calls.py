"""A call: its dates and words, showing and hiding it."""

from copy import copy

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from workshops.actions import calls
from workshops.forms.call import CallForm
from workshops.usage import counted, losses
from workshops.views.doors import act_and_say, acted, call_of, removal, show_form, staff_page


def address(call) -> str:
    return reverse("call_edit", args=[call.meeting.slug, call.slug])


@staff_page
def call_new(request, meeting):
    form = CallForm(request.POST or None, meeting=meeting)
    if call := acted(request, form, calls.create_call, meeting):
        messages.success(request, f"{call} is here, for staff only. Next: say what may be proposed.")
        return redirect("format_list", meeting.slug, call.slug)
    lead = "Only staff see it until you publish it, whatever its dates."
    back = reverse("meeting_edit", args=[meeting.slug])
    return show_form(request, form, "A new call", back, meeting=meeting, lead=lead, label="Create it")


@staff_page
def call_edit(request, meeting, call):
    call = call_of(meeting, call)
    form = CallForm(request.POST or None, instance=copy(call), meeting=meeting)
    if changed := acted(request, form, calls.edit_call, call):
        messages.success(request, "Saved.")
        return redirect("call_edit", meeting.slug, changed.slug)
    back = reverse("meeting_edit", args=[meeting.slug])
    return show_form(request, form, call.name, back, meeting=meeting, call=call, kicker="Call", offers=offers(call))


def offers(call) -> list[dict]:
    """Publish or hide, and remove."""
    at = [call.meeting.slug, call.slug]
    shown = {"verb": "hide", "label": "Hide from the public", "url": reverse("call_hide", args=at), "method": "post"}
    hidden = {"verb": "publish", "label": "Publish", "url": reverse("call_publish", args=at), "method": "post"}
    remove = {"verb": "remove", "label": "Remove", "url": reverse("call_remove", args=at), "danger": True}
    look = {"verb": "look", "label": "See the page", "url": reverse("call", args=at)}
    return [look, shown if call.is_public else hidden, remove]


@staff_page
@require_POST
def call_publish(request, meeting, call):
    call = call_of(meeting, call)
    sentence = f"{call} is published."
    if not meeting.is_public:
        sentence = f"{call} will be public as soon as {meeting} is."
    return act_and_say(request, calls.publish_call, call, sentence, address(call))


@staff_page
@require_POST
def call_hide(request, meeting, call):
    call = call_of(meeting, call)
    return act_and_say(request, calls.hide_call, call, f"{call} is hidden from the public.", address(call))


@staff_page
def call_remove(request, meeting, call):
    call = call_of(meeting, call)
    found = [counted([each]) for each in losses(call)]
    answer = removal(request, call, calls.remove_call, address(call), losses=found)
    return redirect("meeting_edit", meeting.slug) if request.method == "POST" else answer
