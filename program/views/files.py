"""Files of a release as they were rendered: two queries, strong validators, gzip as stored."""

import hashlib
from urllib.parse import quote

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from program.deadlines import deadlines_calendar
from program.models import ReleaseFile
from program.rendition.bundle import CALENDAR
from program.shelf import body_of, gzipped
from program.views.fetching import current_release
from workshops.models import Meeting

FIVE_MINUTES = "public, max-age=300, stale-while-revalidate=3600"


@require_safe
def release_file(request, meeting, name):
    release = current_release(meeting)
    file = ReleaseFile.objects.filter(release=release, name=name).first()
    if file is None:
        raise Http404
    return serve(request, file, published_at=release.published_at, filename=filename_of(meeting, name))


def filename_of(meeting: str, name: str) -> str:
    """program.ics of ash-2027 is kept as ash-2027.ics, topics/iron.ics as ash-2027-topics-iron.ics."""
    stem, _, ending = name.rpartition(".")
    return f"{meeting}-{stem.replace('/', '-')}.{ending}".replace("-program.", ".")


def serve(request, file: ReleaseFile, *, published_at, filename: str) -> HttpResponse:
    """200, or 304 when the client holds this content (If-None-Match wins over If-Modified-Since, RFC 9110 13.2.2)."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    etag = f'"{file.digest[:32]}{"-gz" if packed else ""}"'
    if _is_held(request, etag, published_at):
        response: HttpResponse = HttpResponseNotModified()
    else:
        body = gzipped(file.digest) if packed else body_of(file)
        response = HttpResponse(body, content_type=file.content_type)
        if packed:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(body))
        response["Content-Disposition"] = f"inline; filename=\"{filename}\"; filename*=UTF-8''{quote(filename)}"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(published_at.timestamp())
    response["Cache-Control"] = FIVE_MINUTES
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _is_held(request, etag: str, published_at) -> bool:
    asked = request.headers.get("If-None-Match")
    if asked is not None:
        tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return "*" in tags or etag in tags
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and int(published_at.timestamp()) <= since


@require_safe
def deadlines(request, meeting):
    """The calls' deadlines as a feed; made when asked, a handful of events, with a strong ETag of its bytes."""
    row = get_object_or_404(Meeting, slug=meeting, is_public=True)
    body = deadlines_calendar(row)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    held = {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
    response = HttpResponseNotModified() if etag in held else HttpResponse(body, content_type=CALENDAR)
    response["ETag"] = etag
    response["Cache-Control"] = FIVE_MINUTES
    response["Content-Disposition"] = f'inline; filename="{meeting}-deadlines.ics"'
    return response
