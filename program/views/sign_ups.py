"""Sessions with limited places: what a reader sees of hers, and staff's lists."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Person
from people.refusal import Refused
from program.actions import signing_up
from program.attending import rules
from program.attending.forms import AddForm, FindForm, FindSessionForm, PlacesForm, ReasonForm
from program.attending.places import places_of, public_program, standing_of
from program.models import SignUp
from program.views.fetching import current_program
from rendering.sheets import CSV_MEDIA_TYPE, csv_bytes
from scheduling.models import Session
from workshops.views.doors import act_and_say, staff_page

ROWS = 50
HEADER = ("Name", "Institution", "E-mail", "Place", "Signed up (UTC)", "Place since (UTC)")


@require_http_methods(["GET", "HEAD", "POST"])
def session_places(request, meeting, code):
    """How she stands, with the button that goes on from there: a part of the session's page, or a page."""
    release, frozen = current_program(meeting)
    if code not in frozen.session_by_code:
        raise Http404
    row = get_object_or_404(
        SignUp.objects.select_related("session"), session__meeting=release.meeting, session__code=code
    )
    row.session.meeting = release.meeting
    fault = _turned(request, row.session) if request.method == "POST" else ""
    if request.method == "POST" and not fault and not request.htmx:
        return redirect(request.path)
    context = {
        "meeting": release.meeting,
        "shown": frozen.session_by_code[code],
        "room": frozen.room_by_slug[frozen.session_by_code[code].room],
        "standing": standing_of(row, frozen, request.user),
        "closed": rules.sign_up(request.user, release.meeting, frozen.session_by_code[code], timezone.now()),
        "back": reverse("session", args=[meeting, code]),
        "fault": fault,
    }
    template = "program/_places.html" if request.htmx else "program/places_page.html"
    return render(request, template, context, status=422 if fault else 200)


def _turned(request, session: Session) -> str:
    """Signs her up or takes her off the list; returns why not."""
    act = signing_up.leave if request.POST.get("act") == "leave" else signing_up.sign_up
    try:
        act(session, by=request.user, at=timezone.now())
    except Refused as refused:
        return str(refused.refusal)
    return ""


@require_safe
@staff_page
def sign_up_list(request, meeting):
    """Every session, and who has places in it; those with limited places first."""
    form = FindSessionForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    every = meeting.sessions.filter(cancelled_at__isnull=True).order_by(
        F("sign_up").asc(nulls_last=True), "title", "pk"
    )
    page = Paginator(every.filter(title__icontains=words) if words else every, ROWS).get_page(request.GET.get("page"))
    program = public_program(meeting)
    counted = {each.session_id: each for each in SignUp.objects.counted().filter(session__in=[s.pk for s in page])}
    context = {
        "meeting": meeting,
        "form": form,
        "page": page,
        "rows": [(session, _counts(counted.get(session.pk), session, program)) for session in page],
        "total": every.count(),
    }
    return render(request, "program/sign_up_list.html", context)


def _counts(row, session, program) -> dict | None:
    if row is None:
        return None
    row.session = session
    places = places_of(row, program)
    return {"places": places, "taken": row.taken, "waiting": row.waiting, "over": max(row.taken - places, 0)}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def sign_up(request, meeting, code):
    """One session: how many places, and who has one."""
    session = get_object_or_404(meeting.sessions, code=code)
    row = SignUp.objects.counted().filter(session=session).first()
    form = PlacesForm(request.POST or None, initial={"places": row.places if row else None})
    if request.method == "POST" and form.is_valid():
        signing_up.open_sign_up(session, places=form.cleaned_data["places"], by=request.user, at=timezone.now())
        messages.success(request, "Saved. The public program says so from its next release on.")
        return redirect("sign_up", meeting.slug, code)
    program = public_program(meeting)
    context = {"meeting": meeting, "session": session, "row": row, "form": form, "find": FindForm(request.GET)}
    context["is_public"] = bool(program and code in program.session_by_code)
    if row:
        row.session = session
        context |= _listed(row, context["find"], request.GET.get("page"))
        context |= {"counts": _counts(row, session, program), "add": AddForm()}
    return render(request, "program/sign_up_page.html", context)


def _listed(row: SignUp, find: FindForm, number: str | None) -> dict:
    words = find.cleaned_data["q"] if find.is_valid() else ""
    every = row.enrolments.select_related("person").order_by(F("placed_at").asc(nulls_last=True), "asked_at", "id")
    if words:
        every = every.filter(person__in=Person.objects.matching(words))
    return {"page": Paginator(every, ROWS).get_page(number), "words": words, "people": row.taken + row.waiting}


@require_safe
@staff_page
def sign_up_csv(request, meeting, code):
    row = get_object_or_404(SignUp.objects.select_related("session"), session__meeting=meeting, session__code=code)
    lines = (
        (
            each.person.name,
            each.person.affiliation,
            each.person.email,
            "place" if each.placed_at else "waiting",
            each.asked_at,
            each.placed_at,
        )
        for each in row.enrolments.select_related("person")
    )
    name = f'attachment; filename="sign-up-{meeting.slug}-{code}.csv"'
    return HttpResponse(csv_bytes(HEADER, lines), content_type=CSV_MEDIA_TYPE, headers={"Content-Disposition": name})


@require_POST
@staff_page
def sign_up_add(request, meeting, code):
    """By hand: somebody who wrote or called."""
    session = get_object_or_404(meeting.sessions.filter(sign_up__isnull=False), code=code)
    session.meeting = meeting
    form = AddForm(request.POST)
    if not form.is_valid():
        page = {"form": form, "title": "Sign somebody up", "back": reverse("sign_up", args=[meeting.slug, code])}
        return render(request, "workshops/form.html", page | {"meeting": meeting}, status=422)
    despite = form.cleaned_data["despite"]
    mine = signing_up.add(session, form.person(), despite=despite, by=request.user, at=timezone.now())
    where = "has a place" if mine.placed_at else "is on the waiting list"
    messages.success(request, f"{mine.person} {where}.")
    return redirect("sign_up", meeting.slug, code)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def sign_up_remove(request, meeting, code, person):
    row = get_object_or_404(SignUp, session__meeting=meeting, session__code=code)
    mine = get_object_or_404(
        row.enrolments.select_related("person", "sign_up__session__meeting"), person__code=person
    )
    form = ReasonForm(request.POST or None)
    back = reverse("sign_up", args=[meeting.slug, code])
    if request.method == "POST" and form.is_valid():
        signing_up.remove(mine, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, f"{mine.person} is off the list.")
        return redirect(back)
    page = {
        "title": f"Take {mine.person} off the list of “{mine.sign_up.session}”?",
        "text": "The place goes to the first who waits.",
        "form": form,
        "action": request.path,
        "label": "Take off the list",
        "cancel_url": back,
    }
    return render(request, "confirm.html", page)


@require_POST
@staff_page
def sign_up_end(request, meeting, code):
    session = get_object_or_404(meeting.sessions.filter(sign_up__isnull=False), code=code)
    back = reverse("sign_up", args=[meeting.slug, code])
    return act_and_say(request, signing_up.end_sign_up, session, "Nobody needs to sign up any more.", back)
