"""What lets a browser install the program, and keep it for reading without a net."""

import json

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from program.current import Current, current_of
from program.masthead import masthead
from program.shelf import program_under
from program.views.pages import ASK_FIRST
from program.views.serving import answer, for_machines, tag_of

WORKER = "js/offline-worker.js"


@for_machines
@require_safe
def manifest(request, meeting):
    """A web app manifest (W3C)."""
    program = program_under(_now(meeting).snapshot)
    said = {
        "name": f"{program.meeting.name}: program",
        "short_name": program.meeting.name,
        "id": reverse("program", args=[meeting]),
        "start_url": reverse("program", args=[meeting]),
        "scope": f"/{meeting}/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": masthead().accent,
        "icons": [
            {"src": static("img/mark.svg"), "type": "image/svg+xml", "sizes": "any"},
            {"src": static("img/touch-icon.png"), "type": "image/png", "sizes": "180x180"},
        ],
    }
    return _answer(request, json.dumps(said, ensure_ascii=False).encode(), "application/manifest+json")


@for_machines
@require_safe
def worker(request, meeting):
    """The service worker of one release: another release is another worker, so that what is kept is renewed."""
    now = _now(meeting)
    program = reverse("program", args=[meeting])
    pages = [program, *(f"{program}?day={day}" for day in program_under(now.snapshot).days), f"{program}?day=all"]
    pages += [reverse(name, args=[meeting]) for name in ("program_changes", "subscribe", "program_offline")]
    kept = {"release": now.contents[:16], "base": f"/{meeting}/", "pages": pages}
    return _answer(
        request, f"self.KEPT = {json.dumps(kept)};\n".encode() + _script(), "text/javascript; charset=utf-8"
    )


def _now(meeting: str) -> Current:
    now = current_of(meeting)
    if now is None:
        raise Http404
    return now


def _answer(request, body: bytes, media_type: str):
    return answer(request, lambda: body, etag=tag_of(body), media_type=media_type, cache=ASK_FIRST)


def _script() -> bytes:
    source = finders.find(WORKER)
    if source:
        with open(source, "rb") as file:
            return file.read()
    with staticfiles_storage.open(WORKER) as file:
        return file.read()
