"""A search that is subscribed to: /<meeting>/program/feed.ics, with the words and filters of the program's page."""

import gzip
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.views.decorators.http import require_safe

from program.finding import Wanted, find
from program.joining import calendars_now
from program.rendition.calendars import Feed
from program.snapshot import Program, format_slug
from program.views.serving import accepts_gzip, answer, encoded_tag, for_machines, tag_of, tell_encoding
from rendering.calendar import MEDIA_TYPE

FILTERS = ("q", "day", "topic", "room", "format", "person")
LONGEST = 100
"""Letters of a filter that are looked at."""


@for_machines
@require_safe
def choice(request, meeting):
    """What matches now, and after every release what matches then. A filter that names nothing of this program is no
    address, rather than an empty calendar."""
    found = calendars_now(meeting)
    if found is None:
        raise Http404
    now, calendars = found
    asked = {name: said for name in FILTERS if (said := request.GET.get(name, "").strip()[:LONGEST])}
    about = _about(calendars.program, asked)
    hides = request.GET.get("cancelled") == "hide"
    path = "program/feed.ics" + (f"?{urlencode(asked)}" if asked else "")

    def body() -> bytes:
        feed = Feed(path, _matching(calendars.program, asked), " · ".join(about))
        return calendars.write(feed, with_cancelled=not hides)

    packed = accepts_gzip(request.headers.get("Accept-Encoding", ""))
    response = answer(
        request,
        lambda: gzip.compress(body(), 1, mtime=0) if packed else body(),
        etag=encoded_tag(tag_of(now.contents, path, repr(hides)).strip('"'), packed=packed),
        media_type=MEDIA_TYPE,
        filename=f"{meeting}-search.ics",
        modified=now.published_at,
    )
    return tell_encoding(response, packed=packed)


def _about(program: Program, asked: Mapping[str, str]) -> list[str]:
    """What is asked, in the words of the program. Raises Http404 for what it does not have."""
    names = {
        "topic": {slug: topic.name for slug, topic in program.topic_by_slug.items()},
        "room": {slug: room.name for slug, room in program.room_by_slug.items()},
        "format": program.formats,
        "person": {code: person.name for code, person in program.person_by_code.items()},
    }
    about = [f"“{asked['q']}”"] if "q" in asked else []
    if "day" in asked:
        about.append(f"{_day(asked['day']):%A, %-d %B %Y}")
    for kind, known in names.items():
        if kind in asked:
            if asked[kind] not in known:
                raise Http404
            about.append(known[asked[kind]])
    return about


def _matching(program: Program, asked: Mapping[str, str]):
    wanted = Wanted(
        day=_day(asked["day"]) if "day" in asked else None,
        topic=asked.get("topic", ""),
        room=asked.get("room", ""),
        person=asked.get("person", ""),
        words=asked.get("q", ""),
    )
    slug = asked.get("format")
    return tuple(each for each in find(program, wanted) if slug is None or format_slug(each.format) == slug)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
