"""The public program: one answer for everybody, without the database, made once per process and release."""

import gzip
import hashlib
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from people.doors import same_for_all
from program.changelog import changelog_in
from program.current import Current, contents_under, current_of
from program.masthead import Masthead, masthead
from program.rendition.asked import Asked, asked
from program.rendition.pages import NotInProgramError, html_of, moment_for
from program.shelf import program_under
from program.views.serving import Packed, send

REMEMBERED = 1000
"""Pages a process keeps, some ten kilobytes each."""
ASK_FIRST = "public, max-age=0, s-maxage=60"
"""A browser asks whether its copy still holds, which costs next to nothing; a shared cache asks once a minute."""


@same_for_all
@require_safe
def page(request, meeting, kind, code="", slug=""):
    """One of the kinds of program.rendition.pages, which its line in urls.py names."""
    return _answer(request, meeting, kind, code or slug)


@same_for_all
@require_safe
@xframe_options_exempt
@csp_override(settings.SECURE_CSP | {"frame-ancestors": ["*"]})
def embed(request, meeting):
    """The one page that may stand in a frame of another site: nothing can be done on it, so nothing can be misled."""
    return _answer(request, meeting, "embed")


def _answer(request, meeting: str, kind: str, key: str = ""):
    now = current_of(meeting)
    if now is None:
        raise Http404
    wanted = asked(request.path, request.GET, key)
    try:
        moment = moment_for(kind, wanted, program_under(now.snapshot), timezone.now())
        page = made(kind, now, masthead(), wanted, moment)
    except NotInProgramError:
        raise Http404 from None
    return send(request, page, media_type="text/html; charset=utf-8", cache=ASK_FIRST)


@lru_cache(maxsize=REMEMBERED)
def made(kind: str, now: Current, masthead: Masthead, wanted: Asked, moment: datetime | None) -> Packed:
    """Raises NotInProgramError, and FileLost."""
    files = contents_under(now.contents)
    program, log = program_under(now.snapshot), changelog_in(files)
    body = html_of(kind, program, masthead, wanted, moment, log, files.keys()).encode()
    return Packed(gzip.compress(body, 6, mtime=0), hashlib.sha256(body).hexdigest())
