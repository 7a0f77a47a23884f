"""Versions of the schedule that addresses are asked for, of tests.factories.world."""

from tests.house.things import here


def draft(world):
    return here(world) | {"number": world.version.number}


def alternative(world):
    """A copy beside the draft, with nothing in it."""
    facts = {"number": 9, "name": "Quiet", "created_at": world.version.created_at}
    world.meeting.versions.get_or_create(is_alternative=True, defaults=facts)
    return here(world) | {"number": 9}
