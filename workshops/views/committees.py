"""Committees, and who sits in one."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from workshops.actions import committees
from workshops.forms.people import CommitteeForm
from workshops.models import Right, Seat, SeatAnswer
from workshops.usage import counted, losses
from workshops.views.doors import acted, removal, show_form, staff_page, undo_offer

SOON, RECENT = 120, 60
"""Days ahead and behind of which the lists of terms and of invitations tell."""
PAGE = 50


def address(committee) -> str:
    return reverse("committee", args=[committee.meeting.slug, committee.slug])


@staff_page
def committee_list(request, meeting):
    found = meeting.committees.prefetch_related(Prefetch("seats", Seat.objects.serving()))
    page = {"meeting": meeting, "committees": found, "ending": ending_in(meeting).count()}
    return render(request, "workshops/committee_list.html", page)


@staff_page
def seat_terms(request, meeting):
    """Whose term ends soon, and whose has ended not long ago."""
    page = Paginator(ending_in(meeting).select_related("person", "committee"), PAGE).get_page(request.GET.get("page"))
    at = timezone.now()
    rows = [(seat, seat.stands(at)) for seat in page]
    return render(request, "workshops/seat_terms.html", {"meeting": meeting, "page": page, "rows": rows})


def invited_to(committee, at):
    """Who has not answered, and who said no not long ago."""
    said_no = Q(state=SeatAnswer.DECLINED, answered_at__gt=at - timedelta(days=RECENT))
    return list(committee.invitations.filter(Q(state=SeatAnswer.ASKED) | said_no).select_related("by"))


def ending_in(meeting):
    today = timezone.now().astimezone(meeting.tz).date()
    seats = Seat.objects.filter(committee__meeting=meeting)
    return seats.ending(after=today - timedelta(days=RECENT), until=today + timedelta(days=SOON))


@staff_page
def committee(request, meeting, committee):
    """Its seats, each with what it may do; those whose term is over apart."""
    found, at = get_object_or_404(meeting.committees, slug=committee), timezone.now()
    seats = [
        (seat, [right.label for right in Right if getattr(seat, f"may_{right.value}")], seat.stands(at))
        for seat in found.seats.select_related("person")
    ]
    page = {
        "meeting": meeting,
        "committee": found,
        "seats": [row for row in seats if row[2] != "past"],
        "invited": invited_to(found, at),
        "past": [seat for seat, _, stands in seats if stands == "past"],
        "undo": undo_offer(request, meeting),
    }
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
