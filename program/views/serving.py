"""Answers for machines: calendars, files, tables. The same for everybody, without cookies, conditional (RFC 9110)."""

import gzip
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.db import Error
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import content_disposition_header, http_date

from program.shelf import RETRY_SECONDS, FileLost

log = logging.getLogger(__name__)
FIVE_MINUTES = "public, max-age=300, stale-while-revalidate=3600"
ASK_ALWAYS = "private, no-cache"


def for_machines(view):
    """No session is read for this view, so that no answer of it sets a cookie or varies by one; what goes wrong
    is said in plain text, never on a page or by a redirect that a calendar would take for an empty program."""

    @wraps(view)
    def machine_view(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return say("There is nothing at this address.", 404)
        except (FileLost, Error):
            log.exception("A feed or file could not be given")
            response = say("The program cannot be read at the moment. Nothing is cancelled; ask again soon.", 503)
            response["Retry-After"] = RETRY_SECONDS
            return response

    machine_view.is_for_machines = True
    machine_view.csrf_exempt = True  # it only reads, and what else is asked of it is refused by its method
    return machine_view


def answer(
    request,
    make: Callable[[], bytes],
    *,
    etag: str,
    media_type: str,
    filename: str = "",
    cache: str = FIVE_MINUTES,
    modified: datetime | None = None,
) -> HttpResponse:
    """304 when the client holds this content, else 200 with what `make` gives."""
    stamp = int(modified.timestamp()) if modified else None
    response = get_conditional_response(request, etag=etag, last_modified=stamp)
    if response is None:
        body = make()
        response = HttpResponse(body, content_type=media_type)
        response["Content-Length"] = str(len(body))
        if filename:
            response["Content-Disposition"] = content_disposition_header(False, filename)
    response["ETag"] = etag
    response["Cache-Control"] = cache
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    return response


@dataclass(frozen=True)
class Packed:
    """A content as it is kept: gzipped, with the digest of what is inside."""

    body: bytes
    digest: str


def send(request, content: Packed, *, media_type: str, cache: str) -> HttpResponse:
    """As it is kept to who takes gzip, else unpacked; each with its own tag."""
    packed = accepts_gzip(request.headers.get("Accept-Encoding", ""))
    response = answer(
        request,
        lambda: content.body if packed else gzip.decompress(content.body),
        etag=encoded_tag(content.digest, packed=packed),
        media_type=media_type,
        cache=cache,
    )
    return tell_encoding(response, packed=packed)


def encoded_tag(digest: str, *, packed: bool) -> str:
    return f'"{digest[:32]}{"-gz" if packed else ""}"'


def tell_encoding(response: HttpResponse, *, packed: bool) -> HttpResponse:
    if packed and response.status_code == 200:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def say(words: str, status: int) -> HttpResponse:
    """A sentence for the log of a calendar program."""
    return HttpResponse(words + "\n", content_type="text/plain; charset=utf-8", status=status)


def tag_of(*parts: str | bytes) -> str:
    """A strong entity tag of everything that the content follows from."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode())
        digest.update(b"\0")
    return f'"{digest.hexdigest()[:32]}"'


def accepts_gzip(header: str) -> bool:
    """Whether Accept-Encoding takes gzip, and likes it no less than the plain bytes (RFC 9110 12.5.3)."""
    weights = {}
    for choice in header.lower().split(","):
        coding, *parameters = (part.strip() for part in choice.split(";"))
        weights[coding] = _weight(parameters)
    packed = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return packed > 0 and packed >= weights.get("identity", 0.0)


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
