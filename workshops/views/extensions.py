"""One person's later deadline."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from people.models import Person
from workshops.actions import calls
from workshops.finding import MOST, people_called
from workshops.forms.call import ExtensionForm
from workshops.forms.people import PersonSearchForm
from workshops.views.doors import acted, call_of, removal, show_form, staff_page, undo_offer


def address(call) -> str:
    return reverse("extension_list", args=[call.meeting.slug, call.slug])


@staff_page
def extension_list(request, meeting, call):
    call = call_of(meeting, call)
    found = call.extensions.select_related("person", "by").order_by("until")
    page = {"meeting": meeting, "call": call, "extensions": found, "undo": undo_offer(request, meeting)}
    return render(request, "workshops/extension_list.html", page)


@staff_page
def extension_new(request, meeting, call):
    call = call_of(meeting, call)
    words = request.GET.get("q", "").strip()
    at = [meeting.slug, call.slug]
    rows = [(person, reverse("extension_edit", args=[*at, person.code])) for person in people_called(words)]
    page = {
        "meeting": meeting,
        "call": call,
        "title": "Whose deadline is later?",
        "form": PersonSearchForm(request.GET or None),
        "words": words,
        "rows": rows,
        "most": MOST,
        "verb": "Extend for",
        "back": address(call),
    }
    return render(request, "workshops/person_search.html", page)


@staff_page
def extension_edit(request, meeting, call, person):
    """Give an extension, or change the one she has."""
    call = call_of(meeting, call)
    person = get_object_or_404(Person, code=person)
    extension = call.extensions.filter(person=person).first()
    form = ExtensionForm(request.POST or None, call=call, extension=extension)
    values = {"person": person} | (form.cleaned_data if form.is_valid() else {})
    if acted(request, form, calls.extend, call, **values):
        messages.success(request, f"{person} has until the time you set.")
        return redirect(address(call))
    lead = "Only she and staff ever see it; the public deadline stays as it is."
    page = {"meeting": meeting, "call": call, "kicker": "Extension", "lead": lead, "label": "Extend"}
    return show_form(request, form, str(person), address(call), **page)


@staff_page
def extension_end(request, meeting, call, person):
    call = call_of(meeting, call)
    extension = get_object_or_404(call.extensions.select_related("person"), person__code=person)
    return removal(request, extension, calls.end_extension, address(call), can_undo=True, verb="End the extension")
