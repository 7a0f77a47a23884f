"""Seating somebody: find her, or invite her by address, and say what the seat may do."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from people.models import Person
from workshops.actions import committees
from workshops.finding import MOST, people_called
from workshops.forms.people import InviteForm, PersonSearchForm, SeatForm
from workshops.views.committees import address
from workshops.views.doors import acted, removal, show_form, staff_page


@staff_page
def seat_new(request, meeting, committee):
    """Search by name or address; whoever has no account is invited."""
    found = get_object_or_404(meeting.committees, slug=committee)
    words = request.GET.get("q", "").strip()
    at = [meeting.slug, found.slug]
    rows = [(person, reverse("seat_edit", args=[*at, person.code])) for person in people_called(words)]
    page = {
        "meeting": meeting,
        "title": f"Who sits in {found}?",
        "form": PersonSearchForm(request.GET or None),
        "words": words,
        "rows": rows,
        "most": MOST,
        "verb": "Seat",
        "invite": reverse("seat_invite", args=at, query={"email": words} if "@" in words else None),
        "back": address(found),
    }
    return render(request, "workshops/person_search.html", page)


@staff_page
def seat_edit(request, meeting, committee, person):
    """Give her a seat, or change the one she has."""
    found = get_object_or_404(meeting.committees, slug=committee)
    person = get_object_or_404(Person, code=person)
    seat = found.seats.filter(person=person).first()
    form = SeatForm(request.POST or None, seat=seat)
    values = {"person": person} | (form.cleaned_data if form.is_valid() else {})
    if acted(request, form, committees.give_seat, found, **values):
        messages.success(request, f"{person} sits in {found}.")
        return redirect(address(found))
    label = "Save" if seat else "Give the seat"
    page = {"meeting": meeting, "kicker": str(found), "lead": person.affiliation, "label": label}
    return show_form(request, form, str(person), address(found), **page)


@staff_page
def seat_invite(request, meeting, committee):
    found = get_object_or_404(meeting.committees, slug=committee)
    form = InviteForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if seat := acted(request, form, committees.seat_newcomer, found):
        messages.success(
            request, f"{seat.person} sits in {found}. She signs in by a code sent to {seat.person.email}."
        )
        return redirect(address(found))
    lead = (
        "She needs no password: a code sent to her address signs her in. Whoever has the address already is seated."
    )
    page = {"meeting": meeting, "kicker": str(found), "lead": lead, "label": "Give the seat"}
    return show_form(request, form, "Somebody new", address(found), **page)


@staff_page
def seat_remove(request, meeting, committee, person):
    found = get_object_or_404(meeting.committees, slug=committee)
    seat = get_object_or_404(found.seats.select_related("person"), person__code=person)
    lost = ["Every right this seat gives, at once. Reviews already written stay."]
    return removal(request, seat, committees.take_seat, address(found), losses=lost, can_undo=True)
