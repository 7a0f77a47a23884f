"""The room while a committee sits: what is discussed, who is there, motions and votes. The page asks again by itself
every few seconds, and shows the same when it is loaded again by hand.
"""

import hashlib
import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.models import Person
from people.refusal import Refused, insist
from reviews.actions import presiding, voting
from reviews.forms.sittings import MotionForm, NoteForm
from reviews.models import AgendaItem, Motion, Note, Vote
from reviews.sittings import rules
from reviews.sittings.scene import Scene, scene_of
from reviews.views.sittings import sitting_of

LIFE = {"open": presiding.open_sitting, "close": presiding.close_sitting}
MARKS = {"here": presiding.come, "gone": presiding.go, "out": presiding.leave, "back": presiding.come_back}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@login_required
@require_safe
def room(request, meeting, sitting):
    found = sitting_of(request.user, meeting, sitting)
    scene = scene_of(found, request.user, rules.part_in(request.user, found))
    return shown(request, scene)


def shown(request, scene: Scene, *, motion_form=None, note_form=None):
    """The whole page, or for the page that asks again only what has changed."""
    facts = {"scene": scene, "sitting": scene.sitting, "meeting": scene.sitting.committee.meeting}
    facts["desk"] = request.GET.get("desk") if request.htmx else key_of(scene)
    facts["is_new_item"] = facts["desk"] != key_of(scene)
    state = render_to_string("reviews/_room.html", facts, request)
    seen = hashlib.sha256(TOKEN.sub("", state).encode()).hexdigest()[:16]
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    facts |= {"state": state, "seen": seen}
    if request.htmx:
        return render(request, "reviews/_room_live.html", facts)
    facts |= {"motion_form": motion_form or empty_motion(scene, request.user), "note_form": note_form or NoteForm()}
    facts["notes"] = notes_for(scene)
    faults = any(form is not None and form.errors for form in (motion_form, note_form))
    return render(request, "reviews/room.html", facts, status=422 if faults else 200)


def key_of(scene: Scene) -> str:
    return str(scene.item.pk) if scene.item else ""


def notes_for(scene: Scene):
    """Of the item at hand, or of the sitting while nothing is discussed."""
    if not scene.part.record or scene.is_out:
        return []
    return list(scene.sitting.notes.filter(item=scene.item))


def empty_motion(scene: Scene, person, data=None):
    """Nothing where this person cannot move."""
    if scene.item is None or not scene.sitting.is_under_way:
        return None
    mover = None if scene.part.record else person
    if not scene.part.record and not (scene.me and scene.me.votes):
        return None
    on_proposal = scene.item.proposal_id is not None
    return MotionForm(data, people=scene.voters, mover=mover, on_proposal=on_proposal)


def item_of(sitting, person, key: str):
    """An item of this agenda that she sees; nothing for the sitting as a whole."""
    if not key:
        return None
    rows = AgendaItem.objects.shown_to(person).select_related("proposal")
    found = get_object_or_404(rows, pk=key if key.isdigit() else 0, sitting=sitting)
    found.sitting = sitting
    return found


@login_required
@require_POST
def room_verb(request, meeting, sitting, verb):
    """Open the sitting, or close it."""
    found = sitting_of(request.user, meeting, sitting)
    if verb not in LIFE:
        raise Http404
    LIFE[verb](found, by=request.user, at=timezone.now())
    if verb == "open":
        presiding.come(found, person=request.user, by=request.user, at=timezone.now())
    return redirect("room" if verb == "open" else "minutes", meeting, found.pk)


@login_required
@require_POST
def room_mark(request, meeting, sitting, verb):
    """Say that somebody is here, has gone, is out of the room for the item at hand, or has come back."""
    found = sitting_of(request.user, meeting, sitting)
    if verb not in MARKS:
        raise Http404
    seats = found.committee.seats.serving().people()
    people = Person.objects.filter(pk__in=seats) | Person.objects.filter(pk__in=[request.user.pk, found.secretary_id])
    person = get_object_or_404(people.distinct(), code=request.POST.get("person", request.user.code))
    MARKS[verb](found, person=person, by=request.user, at=timezone.now())
    return redirect("room", meeting, found.pk)


@login_required
@require_POST
def motion_new(request, meeting, sitting):
    found = sitting_of(request.user, meeting, sitting)
    scene = scene_of(found, request.user, rules.part_in(request.user, found))
    item = item_of(found, request.user, request.POST.get("item", ""))
    form = empty_motion(scene, request.user, request.POST)
    if item is None or form is None:
        messages.warning(request, "Nothing can be moved now.")
        return redirect("room", meeting, found.pk)
    if form.is_valid():
        try:
            voting.move(item, by=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect("room", meeting, found.pk)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return shown(request, scene, motion_form=form)


@login_required
@require_POST
def motion_verb(request, meeting, sitting, motion, verb):
    found = sitting_of(request.user, meeting, sitting)
    items = AgendaItem.objects.shown_to(request.user).filter(sitting=found)
    rows = Motion.objects.filter(item__in=items).select_related("item__proposal", "mover")
    row = get_object_or_404(rows, pk=motion)
    row.item.sitting = found
    who = {"by": request.user, "at": timezone.now()}
    acts = {
        "second": lambda: voting.second(row, seconder=request.user, **who),
        "withdraw": lambda: voting.withdraw(row, **who),
        "put-open": lambda: voting.put(row, ballot=Motion.Ballot.OPEN, **who),
        "put-closed": lambda: voting.put(row, ballot=Motion.Ballot.CLOSED, **who),
        "count": lambda: voting.count(row, **who),
        "adopt": lambda: voting.adopt(row, **who),
    }
    acts |= {
        choice: lambda choice=choice: voting.vote(row, choice=choice, person=request.user, **who)
        for choice in Vote.Choice.values
    }
    if verb not in acts:
        raise Http404
    acts[verb]()
    return redirect("room", meeting, found.pk)


@login_required
@require_POST
def note_new(request, meeting, sitting):
    found = sitting_of(request.user, meeting, sitting)
    item = item_of(found, request.user, request.POST.get("item", ""))
    insist(rules.note(request.user, found, item))
    form = NoteForm(request.POST)
    if form.is_valid():
        presiding.note(found, item=item, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        return redirect("room", meeting, found.pk)
    return shown(request, scene_of(found, request.user, rules.part_in(request.user, found)), note_form=form)


@login_required
@require_POST
def note_strike(request, meeting, sitting, note):
    found = sitting_of(request.user, meeting, sitting)
    row = get_object_or_404(Note.objects.select_related("item__proposal"), pk=note, sitting=found)
    if row.item and rules.see(request.user, row.item):
        raise Http404
    presiding.strike(row, by=request.user, at=timezone.now())
    messages.success(request, f"Struck: “{row.text}”")
    return redirect("room", meeting, found.pk)
