"""Last year's rooms and times again (dashboard.actions.cloning asks every floor in turn)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from audit.actions import record
from people.refusal import insist
from scheduling import rules
from scheduling.actions.placing import draft_of
from scheduling.models import PlannerRules, Room
from workshops.copying import Part, copied, days_between, twins
from workshops.models import Meeting
from workshops.zones import shifted

PARTS = (
    Part("rooms", "Rooms, without their closings, with the topics at home in them"),
    Part("blocks", "Blocks of time, moved by as many days as the meeting moves", ("rooms",)),
    Part("walks", "How far it is from room to room", ("rooms",)),
    Part("planner", "How much each rule of the planner matters"),
    Part("likenesses", "Which topics are alike", ("topics",)),
)


@transaction.atomic
def copy_setup(source: Meeting, target: Meeting, parts: set[str], by: Any, at: datetime) -> None:
    """Rooms, blocks and what the planner is asked for; sessions, placements, closings and absences belong to their
    year."""
    insist(rules.set_up_places(by))
    if "rooms" in parts:
        _copy_rooms(source, target)
    if "blocks" in parts:
        _copy_blocks(source, target)
    if "walks" in parts:
        _copy_pairs(source.walks.all(), target, twins(source.rooms.all(), target.rooms.all()))
    if "likenesses" in parts:
        _copy_pairs(source.likenesses.all(), target, twins(source.topics.all(), target.topics.all()))
    if "planner" in parts and (asked := PlannerRules.objects.filter(meeting=source).first()):
        copied(asked, meeting=target).save()
    kept = sorted(parts & {part.key for part in PARTS})
    if kept:
        draft_of(target, at=at)
        record("copy_setup", target, by=by, at=at, source=source.slug, parts=kept)


def _copy_rooms(source: Meeting, target: Meeting) -> None:
    """A topic that the target lacks has no home there."""
    Room.objects.bulk_create([copied(room, meeting=target) for room in source.rooms.all()])
    rooms = twins(source.rooms.all(), target.rooms.all())
    topics = twins(source.topics.all(), target.topics.all())
    for room in source.rooms.prefetch_related("topics"):
        rooms[room.pk].topics.set(topics[topic.pk] for topic in room.topics.all() if topic.pk in topics)


def _copy_pairs(rows: QuerySet, target: Meeting, found: dict[int, Any]) -> None:
    """Pairs of rooms, or of topics, of which both were copied."""
    for row in rows:
        if row.first_id in found and row.second_id in found:
            copied(row, meeting=target, first=found[row.first_id], second=found[row.second_id]).save()


def _copy_blocks(source: Meeting, target: Meeting) -> None:
    """Every block keeps its distance to the meeting, and its clock time in the meeting's zone."""
    days = days_between(source, target)
    rooms = twins(source.rooms.all(), target.rooms.all())
    for block in source.blocks.prefetch_related("rooms"):
        moments = {name: shifted(getattr(block, name), source.zone, days) for name in ("starts_at", "ends_at")}
        again = copied(block, meeting=target, **moments)
        again.save()
        again.rooms.set(rooms[room.pk] for room in block.rooms.all() if room.pk in rooms)
