"""Who is in the room: typing the code, showing it, the list of one session, staff's overview."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Person
from people.refusal import Refused
from program.actions import attending
from program.attending.doors import kept_by, window_of
from program.attending.forms import CodeForm, FindForm, FindSessionForm, NotedForm, ReasonForm
from program.attending.places import public_program
from program.attending.registrants import known_people, sheet_of
from program.models import AttendeeRules, DoorCode, Presence
from program.views.fetching import current_program
from rendering.qr import qr_svg
from rendering.sheets import CSV_MEDIA_TYPE, csv_bytes
from workshops.models import Meeting
from workshops.views.doors import staff_page

ROWS = 50
FAULTS = 20
HEADER = ("Session", "Name", "E-mail", "Noted (UTC)", "How", "By", "Reason")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def here(request, meeting):
    """Type the code that is shown in the room; the QR code fills it in."""
    release, _ = current_program(meeting)
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:12]})
    if request.method == "POST" and form.is_valid():
        try:
            there = attending.come(release.meeting, form.cleaned_data["code"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("code", str(refused.refusal))
        else:
            messages.success(request, f"You are noted as present at “{there.session}”.")
            return redirect("my_attendance", meeting)
    context = {"meeting": release.meeting, "form": form}
    return render(request, "program/here_page.html", context, status=422 if form.errors else 200)


def _kept(request, meeting: str, code: str):
    """The session, where she notes its people; not found otherwise."""
    row = get_object_or_404(Meeting.objects.visible_to(request.user), slug=meeting)
    session = get_object_or_404(kept_by(request.user, row), code=code)
    session.meeting = row
    return session


@require_safe
@login_required
def door(request, meeting, code):
    """What is shown on the screen of the room: the code and how to say that one is there; no names."""
    session = _kept(request, meeting, code)
    shown = DoorCode.objects.filter(session=session).first()
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("here", args=[meeting])
    context = {
        "meeting": session.meeting,
        "session": session,
        "shown": shown,
        "address": address,
        "picture": qr_svg(f"{address}?code={shown.code}", title="Say that you are here") if shown else "",
        "window": _window(session),
    }
    return render(request, "program/door_page.html", context)


def _window(session):
    program = public_program(session.meeting)
    frozen = program.session_by_code.get(session.code) if program else None
    return window_of(frozen, AttendeeRules.of(session.meeting)) if frozen and not frozen.cancelled else None


@require_POST
@login_required
def door_change(request, meeting, code):
    session = _kept(request, meeting, code)
    attending.change_code(session, by=request.user, at=timezone.now())
    messages.success(request, "This is the code now. An older one does not count any more.")
    return redirect("door", meeting, code)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def presence_list(request, meeting, code):
    """Who was there, and who of those that signed up is still to be ticked."""
    session = _kept(request, meeting, code)
    form = NotedForm(request.POST or None, request.FILES or None, is_staff=request.user.is_staff)
    if request.method == "POST" and form.is_valid() and _noted(request, session, form):
        return redirect(request.path)
    find = FindForm(request.GET)
    words = find.cleaned_data["q"] if find.is_valid() else ""
    every = session.presences.listed()
    context = {
        "meeting": session.meeting,
        "session": session,
        "find": find,
        "words": words,
        "page": Paginator(every.filter(person__in=Person.objects.matching(words)) if words else every, ROWS).get_page(
            request.GET.get("page")
        ),
        "total": every.count(),
        "window": _window(session),
        "at": timezone.now(),
        "expected": _expected(session),
        "form": form,
    }
    return render(request, "program/presence_list.html", context, status=422 if form.errors else 200)


def _expected(session) -> list[Person]:
    """Who signed up and is not noted yet."""
    people = Person.objects.filter(enrolments__sign_up__session=session).exclude(presences__session=session)
    return list(people.in_index_order())


def _noted(request, session, form: NotedForm) -> bool:
    """Notes the ticked, and for staff the people of the sheet; faults become errors of the form."""
    ticked = request.POST.getlist("person")
    people = [each for each in _expected(session) if each.code in ticked]
    sheet = sheet_of(form.cleaned_data["rows"])
    found, unknown = known_people(sheet.lines, session.meeting)
    faults = [*sheet.faults, *unknown] if form.cleaned_data["rows"] else []
    try:
        new = attending.note_people(
            session, [*people, *found], reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    messages.success(request, f"Noted: {new} {'person' if new == 1 else 'people'}.")
    for fault in faults[:FAULTS]:
        messages.warning(request, fault)
    if faults[FAULTS:]:
        messages.warning(request, f"And {len(faults) - FAULTS} more lines were not understood.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def presence_strike(request, meeting, code, person):
    row = get_object_or_404(
        Presence.objects.select_related("person", "session"),
        session__meeting=meeting,
        session__code=code,
        person__code=person,
    )
    form = ReasonForm(request.POST or None)
    form.fields["reason"].help_text = "It is kept; nobody gets a letter."
    back = reverse("presence_list", args=[meeting.slug, code])
    if request.method == "POST" and form.is_valid():
        attending.strike(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, f"{row.person} is not noted any more.")
        return redirect(back)
    page = {
        "title": f"Was {row.person} not at “{row.session}”?",
        "form": form,
        "action": request.path,
        "label": "Take it back",
        "cancel_url": back,
    }
    return render(request, "confirm.html", page)


@require_safe
@staff_page
def attendance(request, meeting):
    """How many were noted in each session."""
    form = FindSessionForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    every = meeting.sessions.filter(cancelled_at__isnull=True).order_by("title", "pk")
    found = every.filter(title__icontains=words) if words else every
    context = {
        "meeting": meeting,
        "form": form,
        "page": Paginator(found.annotate(present=Count("presences")), ROWS).get_page(request.GET.get("page")),
        "total": every.count(),
        "rules": AttendeeRules.of(meeting),
    }
    return render(request, "program/attendance_page.html", context)


@require_safe
@staff_page
def attendance_csv(request, meeting):
    rows = Presence.objects.filter(session__meeting=meeting).select_related("session", "person", "by")
    lines = (
        (
            each.session.title,
            each.person.name,
            each.person.email,
            each.at,
            each.get_how_display(),
            each.by and str(each.by),
            each.reason,
        )
        for each in rows.order_by("session__title", "person__family_name", "pk")
    )
    name = f'attachment; filename="attendance-{meeting.slug}.csv"'
    return HttpResponse(csv_bytes(HEADER, lines), content_type=CSV_MEDIA_TYPE, headers={"Content-Disposition": name})
