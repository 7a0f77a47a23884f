"""An attendee's own agenda: starring, the page, making and revoking its secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from program.actions import itineraries
from program.actions.releasing import setting_of
from program.forms import RemindForm
from program.models import Itinerary, Silence
from program.rendition.agenda import agenda_pdf
from program.showing import Shown, show
from program.snapshot import Program
from program.stars import starred_codes, turn
from program.suggesting import suggestions
from program.views.fetching import current_program
from program.views.serving import ASK_ALWAYS, answer, tag_of
from rendering.pdf import PDF_MEDIA_TYPE, PdfFailed
from scheduling.models import Session


@require_safe
def mine(request, meeting):
    """What a public page, which is the same for everybody, shows of its reader: her menu and her stars."""
    release, _ = current_program(meeting)
    context = {
        "back": _page_of(request, meeting),
        "starred": [
            reverse("star", args=[meeting, code]) for code in sorted(starred_codes(request, release.meeting))
        ],
    }
    return render(request, "program/_mine.html", context)


def _page_of(request, meeting: str) -> str:
    """Where htmx says that the reader is."""
    return request.htmx.current_url_abs_path or reverse("program", args=[meeting])


@require_http_methods(["GET", "HEAD", "POST"])
def star(request, meeting, code):
    """Star a session or take its star away; without script on a page with a button."""
    release, frozen = current_program(meeting)
    if code not in frozen.session_by_code:
        raise Http404
    session = get_object_or_404(Session, meeting=release.meeting, code=code)
    if request.method != "POST":
        context = {
            "meeting": release.meeting,
            "title": frozen.session_by_code[code].title,
            "starred": code in starred_codes(request, release.meeting),
            "back": _back(request, meeting),
        }
        return render(request, "program/star_page.html", context)
    response = redirect(_back(request, meeting))
    is_starred = turn(request, response, session, at=timezone.now())
    if not request.htmx:
        return response
    url = reverse("star", args=[meeting, code])
    context = {"url": url, "starred": is_starred, "title": frozen.session_by_code[code].title}
    shown = render(request, "components/star.html", context)
    shown.cookies.update(response.cookies)
    return shown


def _back(request, meeting: str) -> str:
    back = request.POST.get("back") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return back
    return reverse("program", args=[meeting])


@require_safe
def my_agenda(request, meeting):
    release, frozen = current_program(meeting)
    starred = starred_codes(request, release.meeting)
    chosen = _chosen(frozen, starred)
    itinerary, is_silent = None, False
    if request.user.is_authenticated:
        itinerary = Itinerary.objects.living().filter(person=request.user, meeting=release.meeting).first()
        is_silent = Silence.objects.filter(person=request.user, meeting=release.meeting).exists()
    context = {
        "release": release,
        "program": frozen,
        "meeting": release.meeting,
        "chosen": chosen,
        "clashing": _clashing(chosen),
        "suggested": [
            (show(each.session, frozen, starred), each.why) for each in suggestions(frozen, starred, timezone.now())
        ],
        "itinerary": itinerary,
        "is_silent": is_silent,
        "remind": RemindForm(initial={"minutes": itinerary.alarm_minutes}) if itinerary else None,
        "token": request.session.pop(f"itinerary-{release.meeting.pk}", "") if request.user.is_authenticated else "",
    }
    return render(request, "program/agenda_page.html", context)


def _chosen(program: Program, starred: set[str]) -> list[Shown]:
    return [show(session, program, starred) for session in program.sessions if session.code in starred]


@require_safe
@login_required
def my_agenda_pdf(request, meeting):
    """On paper, drawn when asked for. Only for who signed in, since drawing takes a second or two."""
    release, frozen = current_program(meeting)
    chosen = [each for each in _chosen(frozen, starred_codes(request, release.meeting)) if not each.session.cancelled]
    if not chosen:
        return redirect("my_agenda", meeting)
    try:
        return answer(
            request,
            lambda: agenda_pdf(chosen, frozen, setting_of(release.meeting), name=request.user.name),
            etag=tag_of(release.digest, request.user.name, *(each.session.code for each in chosen)),
            media_type=PDF_MEDIA_TYPE,
            filename=f"{meeting}-agenda.pdf",
            cache=ASK_ALWAYS,
        )
    except PdfFailed as failed:
        messages.warning(request, str(failed))
        return redirect("my_agenda", meeting)


def _clashing(chosen) -> list[str]:
    """Starred sessions that overlap, in words."""
    living = [each for each in chosen if not each.session.cancelled]
    return [
        f"“{one.session.title}” and “{two.session.title}” overlap on {two.starts:%A} at {two.clock}."
        for number, one in enumerate(living)
        for two in living[number + 1 :]
        if two.session.starts_at < one.session.ends_at
    ]


@require_POST
@login_required
def itinerary_open(request, meeting):
    release, _ = current_program(meeting)
    _, token = itineraries.open_itinerary(release.meeting, by=request.user, at=timezone.now())
    request.session[f"itinerary-{release.meeting.pk}"] = token
    return redirect("my_agenda", meeting)


@require_POST
@login_required
def itinerary_revoke(request, meeting):
    release, _ = current_program(meeting)
    itineraries.revoke_itinerary(release.meeting, by=request.user, at=timezone.now())
    messages.info(request, "The address stopped working. Calendars that used it will show an error.")
    return redirect("my_agenda", meeting)
