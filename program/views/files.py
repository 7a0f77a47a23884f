"""Files of a release as they were rendered: without the database, strong validators, gzip as stored."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from program.current import Kept, contents_under, current_of
from program.deadlines import deadlines_calendar, deadlines_changed_at
from program.rendition.bundle import LIVING
from program.shelf import gzipped, unpacked
from program.views.serving import accepts_gzip, answer, encoded_tag, for_machines, tag_of, tell_encoding
from rendering.calendar import MEDIA_TYPE
from workshops.models import Meeting


@for_machines
@require_safe
def release_file(request, meeting, name):
    """A file by its name; of a feed, with `?cancelled=hide`, the one without cancelled sessions."""
    now = current_of(meeting)
    files = contents_under(now.contents) if now else {}
    names = [LIVING + name, name] if request.GET.get("cancelled") == "hide" else [name]
    file = next((files[each] for each in names if each in files), None)
    if now is None or file is None:
        raise Http404
    return _serve(request, file, modified=now.published_at, filename=filename_of(meeting, name))


def filename_of(meeting: str, name: str) -> str:
    """program.ics of ash-2027 is kept as ash-2027.ics, topics/iron.ics as ash-2027-topics-iron.ics."""
    return f"{meeting}-{name.replace('/', '-')}".replace("-program.", ".")


def _serve(request, file: Kept, *, modified, filename: str) -> HttpResponse:
    packed = accepts_gzip(request.headers.get("Accept-Encoding", ""))
    response = answer(
        request,
        lambda: gzipped(file.digest) if packed else unpacked(file.digest),
        etag=encoded_tag(file.digest, packed=packed),
        media_type=file.content_type,
        filename=filename,
        modified=modified,
    )
    return tell_encoding(response, packed=packed)


@for_machines
@require_safe
def deadlines(request, meeting):
    """The calls' deadlines as a feed; made when asked, a handful of events."""
    found = get_object_or_404(Meeting, slug=meeting, is_public=True)
    body = deadlines_calendar(found, with_cancelled=request.GET.get("cancelled") != "hide")
    return answer(
        request,
        lambda: body,
        etag=tag_of(body),
        media_type=MEDIA_TYPE,
        filename=f"{meeting}-deadlines.ics",
        modified=deadlines_changed_at(found),
    )
