"""Rooms, blocks of time, closings, absences, and what else the planner should know: one form and one question for
each kind, and a list for some of them."""

from dataclasses import dataclass

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.refusal import Refused
from scheduling.actions import places
from scheduling.forms.places import AbsenceForm, BlockForm, ClosingForm, RoomForm
from scheduling.forms.ruling import BondForm, LikenessForm, WalkForm
from scheduling.models import Absence, Block, Bond, Likeness, Room, RoomClosing, Walk
from scheduling.views.fetching import in_setup
from workshops.models import Meeting


@dataclass(frozen=True)
class Kind:
    """`lost` ends the sentence "If you remove it, ..."; `home` is the page with their list."""

    name: str
    model: type
    form: type[ModelForm]
    of_meeting: str
    lost: str
    home: str = "places"


LISTS = "planner_lists"
KINDS = {
    "rooms": Kind("room", Room, RoomForm, "meeting", "its features, capacity and closings are forgotten"),
    "blocks": Kind("block of time", Block, BlockForm, "meeting", "sessions placed in it stand outside every block"),
    "closings": Kind("closing", RoomClosing, ClosingForm, "room__meeting", "the room can be used again then"),
    "absences": Kind("absence", Absence, AbsenceForm, "meeting", "the person can be planned for that time again"),
    "bonds": Kind("bond", Bond, BondForm, "meeting", "its sessions are planned without regard to each other", LISTS),
    "likenesses": Kind("likeness", Likeness, LikenessForm, "meeting", "both may run at the same time", LISTS),
    "walks": Kind("walk", Walk, WalkForm, "meeting", "these rooms count as next door to each other", LISTS),
}


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _fetch(kind: Kind, meeting: Meeting, number: int):
    return get_object_or_404(kind.model, **{kind.of_meeting: meeting, "pk": number})


@require_safe
@in_setup
def places_list(request, meeting):
    context = {
        "meeting": meeting,
        "rooms": meeting.rooms.prefetch_related("closings", "topics"),
        "blocks": meeting.blocks.prefetch_related("rooms"),
        "absences": meeting.absences.select_related("person"),
    }
    return render(request, "scheduling/places_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_setup
def place_edit(request, meeting, kind, number=None):
    row = _kind(kind)
    thing = _fetch(row, meeting, number) if number else None
    form = row.form(meeting, request.POST or None, instance=thing)
    if request.method == "POST" and form.is_valid():
        places.keep(form.save(), meeting=meeting, by=request.user, at=timezone.now())
        form.save_m2m()
        return redirect(row.home, meeting.slug)
    context = {"meeting": meeting, "form": form, "kind": kind, "row": row, "name": row.name, "thing": thing}
    return render(request, "scheduling/place_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_setup
def place_remove(request, meeting, kind, number):
    row = _kind(kind)
    thing = _fetch(row, meeting, number)
    if request.method == "POST":
        try:
            places.remove(thing, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return redirect(row.home, meeting.slug)
    context = {"meeting": meeting, "kind": kind, "row": row, "name": row.name, "thing": thing, "lost": row.lost}
    return render(request, "scheduling/place_remove_page.html", context)
