"""Pictures beside shared links, drawn when first asked for and kept in the process."""

from functools import lru_cache

from django.http import Http404
from django.views.decorators.http import require_safe

from program.current import current_of
from program.masthead import Masthead, masthead
from program.rendition.telling import card_of
from program.shelf import program_under
from program.views.serving import answer, for_machines, tag_of

REMEMBERED = 300
"""Pictures of some ten kilobytes."""


@for_machines
@require_safe
def card(request, meeting, code=""):
    now = current_of(meeting)
    if now is None or (code and code not in program_under(now.snapshot).session_by_code):
        raise Http404
    body = drawn(now.snapshot, masthead(), code)
    return answer(request, lambda: body, etag=tag_of(body), media_type="image/png", modified=now.published_at)


@lru_cache(maxsize=REMEMBERED)
def drawn(snapshot: str, whose: Masthead, code: str) -> bytes:
    return card_of(program_under(snapshot), whose, code)
