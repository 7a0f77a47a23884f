"""Feeds that are made when somebody asks, a search or an agenda: joined from the events that a release has written.

What they need is in the storage; the database is asked for nothing.
"""

from functools import lru_cache

from program.actions.releasing import setting_of
from program.current import Current, contents_under, current_of
from program.rendition.calendars import Calendars
from program.rendition.kept_events import kept_events
from program.rendition.setting import SETTING, Setting, from_json
from program.shelf import program_under, unpacked
from workshops.models import Meeting


def calendars_now(slug: str) -> tuple[Current, Calendars] | None:
    """Writes feeds of the current release; None where nothing is public. Raises FileLost."""
    now = current_of(slug)
    return (now, _calendars(slug, now.snapshot, now.contents)) if now else None


@lru_cache(maxsize=8)
def _calendars(slug: str, snapshot: str, contents: str) -> Calendars:
    """One for all who ask, so that an event is looked for, or written, once."""
    return Calendars(program_under(snapshot), _setting(slug, contents), kept_events(slug))


def _setting(slug: str, contents: str) -> Setting:
    """As it was when the release was made; for an older one, which did not keep it, as it is now."""
    kept = contents_under(contents).get(SETTING)
    return from_json(unpacked(kept.digest)) if kept else setting_of(Meeting.objects.get(slug=slug))
