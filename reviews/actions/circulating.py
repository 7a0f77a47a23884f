"""Write the letters to a group. They are held in the outbox, where each can still be read, dropped or released."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from letters.actions import compose
from people.refusal import Refusal, Refused, insist
from reviews.circulars.audience import KIND_OF, MOST, audience
from reviews.circulars.content import values_for
from workshops.models import Meeting
from workshops.rules import set_up


def batch_of(meeting: Meeting, about: str, at: datetime) -> str:
    """Under this name the outbox shows them together."""
    return f"{about[:60]}, {meeting.slug} ({at:%Y-%m-%d %H:%M:%S} UTC)"


@transaction.atomic
def write_circular(
    meeting: Meeting,
    *,
    wanted: Mapping[str, Any],
    keys: Collection[str],
    about: str,
    words: str,
    by: Any,
    at: datetime,
) -> tuple[int, str]:
    """A held letter to each of the group whose key is among `keys`. Returns how many, and the name of their batch."""
    insist(set_up(by))
    there = audience(meeting, wanted, by)
    chosen = [each for each in there.people if each.key in keys]
    if there.is_too_large:
        raise Refused(Refusal(f"These are more than {MOST}.", "Write to them in parts, by the filters."))
    if not chosen or len(chosen) < len(keys):
        raise Refused(Refusal("The group has changed since the page was shown.", "Look at the recipients again."))
    group, batch = wanted["group"], batch_of(meeting, about, at)
    for each in chosen:
        values = values_for(meeting, group, each, about=about, words=words)
        place: dict[str, Any] = {"about": each.proposal, "batch": batch, "hold": True}
        compose(KIND_OF[group].name, meeting.letter_set, values, to=each.to, by=by, at=at, **place)
    record("write_circular", meeting, by=by, at=at, group=group, letters=len(chosen))
    return len(chosen), batch
