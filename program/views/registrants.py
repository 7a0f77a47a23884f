"""Who is registered: staff's list, brought in from a sheet after a look at it; what is only for registrants."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.refusal import Refused
from program.actions import registering
from program.attending.forms import AttendeeRulesForm, FindForm, HeldForm, RegistrantsForm, held
from program.attending.registrants import changes_by, registered, sheet_of
from program.models import AttendeeRules, Registrant
from program.views.fetching import current_program
from scheduling.models import Room
from workshops.views.doors import acted, show_form, staff_page

ROWS = 50
FAULTS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def registrant_list(request, meeting):
    """The list, and the form that brings one in; what it would change is shown first."""
    if "held" in request.POST:
        return _bring(request, meeting)
    form = RegistrantsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, meeting, form)
    find = FindForm(request.GET)
    words = find.cleaned_data["q"] if find.is_valid() else ""
    every = meeting.registrants.all()
    context = {
        "meeting": meeting,
        "rules": AttendeeRules.of(meeting),
        "find": find,
        "words": words,
        "page": Paginator(every.matching(words) if words else every, ROWS).get_page(request.GET.get("page")),
        "total": every.count(),
        "form": form,
    }
    return render(request, "program/registrant_list.html", context, status=422 if form.errors else 200)


def _preview(request, meeting, form: RegistrantsForm):
    sheet, replace = sheet_of(form.cleaned_data["rows"]), form.cleaned_data["act"] == "replace"
    context = {
        "meeting": meeting,
        "changes": changes_by(meeting, sheet.lines, replace=replace),
        "read": len(sheet.lines),
        "faults": sheet.faults[:FAULTS],
        "more_faults": max(len(sheet.faults) - FAULTS, 0),
        "held": held(sheet.lines, replace, request.user),
        "replace": replace,
    }
    return render(request, "program/registrant_preview.html", context)


def _bring(request, meeting):
    form = HeldForm(request.POST, person=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["held"]))
        return redirect("registrant_list", meeting.slug)
    lines, replace = form.cleaned_data["held"]
    try:
        changes = registering.bring_registrants(meeting, lines, replace=replace, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        new, gone = len(changes.new), len(changes.gone)
        messages.success(request, f"{changes.total} are registered: {new} new, {gone} no longer.")
    return redirect("registrant_list", meeting.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def registrant_remove(request, meeting, registrant):
    row = get_object_or_404(Registrant, meeting=meeting, pk=registrant)
    back = reverse("registrant_list", args=[meeting.slug])
    if request.method == "POST":
        registering.remove_registrant(row, by=request.user, at=timezone.now())
        messages.success(request, f"{row} is off the list.")
        return redirect(back)
    page = {"title": f"Take {row} off the list of registrants?", "text": row.email, "action": request.path}
    return render(request, "confirm.html", page | {"label": "Take off the list", "cancel_url": back})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def attendee_rules(request, meeting):
    form = AttendeeRulesForm(request.POST or None, instance=AttendeeRules.of(meeting))
    back = reverse("registrant_list", args=[meeting.slug])
    if request.method == "POST" and acted(request, form, registering.set_attendee_rules, meeting):
        messages.success(request, "Saved.")
        return redirect(back)
    return show_form(request, form, "What attendees are asked", back, meeting=meeting)


@require_safe
def session_online(request, meeting, code):
    """Where a registrant follows a session: a part of the session's page, or a page."""
    release, frozen = current_program(meeting)
    session = frozen.session_by_code.get(code)
    if session is None or not frozen.room_by_slug[session.room].for_registrants:
        raise Http404
    room = Room.objects.filter(meeting=release.meeting, slug=session.room).first()
    fault = None
    if request.user.is_authenticated:
        fault = registered(request.user, release.meeting, "Following this session online")
    context = {
        "meeting": release.meeting,
        "shown": session,
        "room": room,
        "fault": fault,
        "address": room.online_address if room and request.user.is_authenticated and not fault else "",
        "here": request.path,
        "back": reverse("session", args=[meeting, code]),
    }
    return render(request, "program/_online.html" if request.htmx else "program/online_page.html", context)
