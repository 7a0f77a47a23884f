"""Verbs on the topics of a meeting."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from workshops.actions import writing
from workshops.models import Meeting, Topic

HUES = 10


def add_topic(meeting: Meeting, *, name: str, by: Any, at: datetime, **fields: Any) -> Topic:
    """A topic with the next colour of the palette, last in order."""
    place = writing.last_place(meeting.topics.all())
    fields.setdefault("slug", writing.free_slug(meeting.topics.all(), name, length=60))
    fields.setdefault("order", place)
    fields.setdefault("hue", (place - 1) % HUES)
    return writing.add("add_topic", Topic(meeting=meeting, name=name, **fields), by=by, at=at)


@transaction.atomic
def add_topics(meeting: Meeting, *, topics: Iterable[tuple[str, str]], by: Any, at: datetime) -> list[Topic]:
    """Many at once, each as (code, name); a name the meeting already has is left out."""
    known = {name.casefold() for name in meeting.topics.values_list("name", flat=True)}
    added = []
    for code, name in topics:
        if name.casefold() not in known:
            known.add(name.casefold())
            added.append(add_topic(meeting, name=name, code=code, by=by, at=at))
    return added


def edit_topic(topic: Topic, *, by: Any, at: datetime, **changes: Any) -> Topic:
    return writing.edit("edit_topic", topic, changes, by=by, at=at)


def remove_topic(topic: Topic, *, by: Any, at: datetime) -> None:
    """Refused while a proposal or session has it."""
    writing.remove("remove_topic", topic, by=by, at=at)
