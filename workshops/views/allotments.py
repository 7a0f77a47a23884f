"""What a committee may spend: slots of each format on each day."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from workshops.actions.allotting import allot
from workshops.forms.allotment import AllotmentForm
from workshops.views.doors import acted, call_of, staff_page

ADD_FORMAT = {"verb": "new", "label": "Add a format", "method": "get"}


@staff_page
def allotment_list(request, meeting, call):
    call = call_of(meeting, call)
    form = AllotmentForm(request.POST or None, call=call)
    changed = acted(request, form, allot, call, slots=form.slots) if form.is_valid() else None
    if changed is not None:
        messages.success(request, "The slots are kept." if changed else "Nothing was different.")
        return redirect("allotment_list", meeting.slug, call.slug)
    formats = reverse("format_new", args=[meeting.slug, call.slug])
    page = {"meeting": meeting, "call": call, "form": form, "offers": [ADD_FORMAT | {"url": formats}]}
    return render(request, "workshops/allotment_list.html", page, status=422 if form.errors else 200)
