"""One attendee's agenda under its secret address: a feed and a page to print. Who holds the secret is her."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from program.actions.itineraries import hash_of, note_use
from program.actions.releasing import setting_of
from program.joining import calendars_now
from program.models import Itinerary
from program.rendition.agenda import agenda_pdf
from program.rendition.calendars import Feed
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

    held.is_for_machines = held.csrf_exempt = True
    return held


@for_the_holder
def itinerary_ics(request, itinerary):
    found = calendars_now(itinerary.meeting.slug) if itinerary.meeting.is_public else None
    if found is None:
        raise Http404
    now, calendars = found
    hides, alarm = request.GET.get("cancelled") == "hide", itinerary.alarm_minutes
    feed = Feed("", _starred(itinerary, calendars.program), "My agenda")
    content = tag_of(now.contents, str(alarm), *(session.code for session in feed.sessions))
    client = request.headers.get("User-Agent", "")
    return answer(
        request,
        lambda: calendars.write(feed, with_cancelled=not hides, alarm=alarm),
        etag=tag_of(content, repr(hides)),
        media_type=MEDIA_TYPE,
        filename="agenda.ics",
        cache=ASK_ALWAYS,
        modified=note_use(itinerary, content=content, client=client, at=timezone.now()),
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


def _starred(itinerary: Itinerary, program: Program) -> tuple[FrozenSession, ...]:
    """Looked up as its owner, in the order of the program."""
    stars = Star.objects.filter(person=itinerary.person, session__meeting=itinerary.meeting)
    codes = set(stars.values_list("session__code", flat=True))
    return tuple(session for session in program.sessions if session.code in codes)
