"""Committees, and who sits in one."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from workshops.actions import committees
from workshops.forms.people import CommitteeForm
from workshops.models import Right
from workshops.usage import counted, losses
from workshops.views.doors import acted, removal, show_form, staff_page, undo_offer


def address(committee) -> str:
    return reverse("committee", args=[committee.meeting.slug, committee.slug])


@staff_page
def committee_list(request, meeting):
    found = meeting.committees.prefetch_related("seats")
    return render(request, "workshops/committee_list.html", {"meeting": meeting, "committees": found})


@staff_page
def committee(request, meeting, committee):
    """Its seats, each with what it may do."""
    found = get_object_or_404(meeting.committees, slug=committee)
    seats = [
        (seat, [right.label for right in Right if getattr(seat, f"may_{right.value}")])
        for seat in found.seats.select_related("person")
    ]
    page = {"meeting": meeting, "committee": found, "seats": seats, "undo": undo_offer(request, meeting)}
    return render(request, "workshops/committee.html", page)


@staff_page
def committee_new(request, meeting):
    form = CommitteeForm(request.POST or None)
    if made := acted(request, form, committees.add_committee, meeting):
        return redirect(address(made))
    back = reverse("committee_list", args=[meeting.slug])
    return show_form(request, form, "A new committee", back, meeting=meeting, label="Add it")


@staff_page
def committee_edit(request, meeting, committee):
    found = get_object_or_404(meeting.committees, slug=committee)
    title = str(found)
    form = CommitteeForm(request.POST or None, instance=found)
    if acted(request, form, committees.edit_committee, found):
        return redirect(address(found))
    return show_form(request, form, title, address(found), meeting=meeting, kicker="Committee")


@staff_page
def committee_remove(request, meeting, committee):
    found = get_object_or_404(meeting.committees, slug=committee)
    gone = [counted([each]) for each in losses(found)]
    answer = removal(request, found, committees.remove_committee, address(found), losses=gone)
    return redirect("committee_list", meeting.slug) if request.method == "POST" else answer
