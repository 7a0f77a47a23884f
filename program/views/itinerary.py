"""One attendee's agenda under its secret address: a feed and a page to print. Who holds the secret is her."""

from functools import lru_cache

from django.utils import timezone
from django.views.decorators.http import require_safe

from program.actions.itineraries import hash_of, note_use
from program.actions.releasing import setting_of
from program.models import Itinerary
from program.rendition.agenda import agenda_pdf
from program.rendition.calendars import Calendars, Feed
from program.rendition.setting import Setting
from program.shelf import program_under
from program.showing import show
from program.snapshot import FrozenSession, Program
from program.views.fetching import current_program
from program.views.serving import ASK_ALWAYS, answer, for_machines, say, tag_of
from rendering.calendar import MEDIA_TYPE
from rendering.pdf import PDF_MEDIA_TYPE, PdfFailed
from scheduling.models import Star


def for_the_holder(view):
    """Hands the view a living itinerary; else 404, or 410 for one that was revoked. No answer may be kept by a
    shared cache, found by a search engine, or tell another site the address."""

    @for_machines
    def answered(request, token):
        itinerary = Itinerary.objects.select_related("person", "meeting").filter(token_hash=hash_of(token)).first()
        if itinerary is None or not itinerary.person.is_active:
            return say("There is no such calendar.", 404)
        if itinerary.revoked_at:
            return say("This address was revoked.", 410)
        return view(request, itinerary)

    @require_safe
    def held(request, token):
        response = answered(request, token)
        response["Cache-Control"] = ASK_ALWAYS
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    held.is_for_machines = True
    return held


@for_the_holder
def itinerary_ics(request, itinerary):
    release, program = current_program(itinerary.meeting.slug)
    setting = setting_of(release.meeting)
    hides = request.GET.get("cancelled") == "hide"
    sessions = _starred(itinerary, program)
    note_use(itinerary, client=request.headers.get("User-Agent", ""), at=timezone.now())
    feed = Feed("", sessions, "My agenda")
    return answer(
        request,
        lambda: _calendars(release.digest, setting).write(feed, with_cancelled=not hides),
        etag=tag_of(release.digest, repr(setting), repr(hides), *(session.code for session in sessions)),
        media_type=MEDIA_TYPE,
        filename="agenda.ics",
    )


@for_the_holder
def itinerary_pdf(request, itinerary):
    release, program = current_program(itinerary.meeting.slug)
    chosen = [show(each, program, set()) for each in _starred(itinerary, program) if not each.cancelled]
    try:
        body = agenda_pdf(chosen, program, setting_of(release.meeting), name=itinerary.person.name)
    except PdfFailed as failed:
        return say(str(failed), 503)
    return answer(request, lambda: body, etag=tag_of(body), media_type=PDF_MEDIA_TYPE, filename="agenda.pdf")


@lru_cache(maxsize=8)
def _calendars(digest: str, setting: Setting) -> Calendars:
    """Writing an event costs a millisecond: those of one release are written once for all who starred them."""
    return Calendars(program_under(digest), setting)


def _starred(itinerary: Itinerary, program: Program) -> tuple[FrozenSession, ...]:
    """Looked up as its owner, in the order of the program."""
    stars = Star.objects.filter(person=itinerary.person, session__meeting=itinerary.meeting)
    codes = set(stars.values_list("session__code", flat=True))
    return tuple(session for session in program.sessions if session.code in codes)
