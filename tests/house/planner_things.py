"""What addresses of the planner, of votes and of people's times are asked for."""

from tests.factories.scheduling import make_ballot, make_plan_run, make_repair_run
from tests.house.things import here, past


def plan_run(world):
    """A run of the planner that found the draft as it is, and was applied."""
    return here(world) | {"run": make_plan_run(world).pk}


def repair_run(world):
    """A repair that changes nothing, and was applied."""
    return here(world) | {"run": make_repair_run(world).pk}


def asked_to_vote(world):
    """Last year's meeting, whose program everybody reads, asks what attendees want to see."""
    make_ballot(world.past.meeting)
    return past(world)


def asked_of_session(world):
    return asked_to_vote(world) | {"code": world.past.code}


def felix_here(world):
    """Felix, who speaks in a session of the meeting under way."""
    return here(world) | {"code": world.cast.felix.code}
