"""A cloned meeting gets last year's rooms and times, a year later."""

from datetime import date, timedelta

import pytest

from dashboard.actions.cloning import clone_meeting
from people.refusal import Refused
from tests.factories.scheduling import FRIDAY


def test_rooms_and_blocks_are_cloned_but_no_session(world, at):
    block = world.meeting.blocks.get()
    block.rooms.set([world.room])
    clone = clone_meeting(
        world.meeting, slug="ash-2028", name="Next year", starts_on=date(2028, 12, 8), by=world.cast.olga, at=at
    )
    twin = clone.blocks.get()
    assert (twin.starts_at, twin.ends_at - twin.starts_at) == (FRIDAY + timedelta(days=364), timedelta(hours=10))
    assert [room.slug for room in twin.rooms.all()] == ["hall-a"]
    assert twin.rooms.get() != world.room
    assert (clone.sessions.count(), clone.versions.count()) == (0, 1)


def test_blocks_without_rooms_are_refused(world, at):
    with pytest.raises(Refused, match="Rooms, without their closings"):
        clone_meeting(
            world.meeting,
            slug="x",
            name="X",
            starts_on=date(2028, 12, 8),
            by=world.cast.olga,
            at=at,
            parts={"blocks"},
        )
