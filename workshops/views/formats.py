"""What may be proposed in a call."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from workshops.actions import asking
from workshops.forms.call import FormatForm
from workshops.views.doors import acted, call_of, removal, show_form, staff_page, undo_offer


def address(call) -> str:
    return reverse("format_list", args=[call.meeting.slug, call.slug])


@staff_page
def format_list(request, meeting, call):
    call = call_of(meeting, call)
    page = {"meeting": meeting, "call": call, "formats": call.formats.all(), "undo": undo_offer(request, meeting)}
    return render(request, "workshops/format_list.html", page)


@staff_page
def format_new(request, meeting, call):
    call = call_of(meeting, call)
    form = FormatForm(request.POST or None)
    if acted(request, form, asking.add_format, call):
        return redirect(address(call))
    return show_form(request, form, "A new format", address(call), meeting=meeting, call=call, label="Add it")


@staff_page
def format_edit(request, meeting, call, format):
    call = call_of(meeting, call)
    found = get_object_or_404(call.formats, slug=format)
    title = str(found)
    form = FormatForm(request.POST or None, instance=found)
    if acted(request, form, asking.edit_format, found):
        return redirect(address(call))
    return show_form(request, form, title, address(call), meeting=meeting, call=call, kicker="Format")


@staff_page
def format_remove(request, meeting, call, format):
    call = call_of(meeting, call)
    found = get_object_or_404(call.formats, slug=format)
    slots = sum(row.slots for row in found.allotments.all())
    losses = [f"Its slots ({slots}), which undoing does not bring back"] if slots else []
    return removal(request, found, asking.remove_format, address(call), losses=losses, can_undo=True)
