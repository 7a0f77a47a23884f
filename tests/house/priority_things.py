"""What addresses of exercises are asked for."""

from outcomes.actions.publishing import publish
from outcomes.models import Exercise
from tests.factories.outcomes import RATE_TOKEN, make_exercise, make_link, make_rating, make_round
from tests.house.things import here


def exercise_of(world) -> Exercise:
    """An exercise of the meeting under way with a round open, in which Ada takes part."""
    found = Exercise.objects.filter(meeting=world.meeting, code="k7m2p4qx").first()
    if found is None:
        found = make_exercise(world.meeting, world.letter.created_at)
        found.participants.update(consented_at=world.letter.created_at)
        make_round(found, world.letter.created_at)
    return found


def exercise(world):
    return here(world) | {"code": exercise_of(world).code}


def of_round(world):
    """The round that is open."""
    return exercise(world) | {"number": 1}


def of_closed_round(world):
    """A round that is closed, in another exercise of the same meeting."""
    code = "k7m2p4qz"
    if not Exercise.objects.filter(code=code).exists():
        at = world.letter.created_at
        made = make_exercise(world.meeting, at, code=code, title="Canary closed", link="", fixed_at=at)
        closed = make_round(made, at, closed_at=at)
        for key in ("ada", "chen", "rita"):
            make_rating(closed, key, "pain", 1, at, "Equity")
    return here(world) | {"code": code, "number": 1}


def closed_exercise(world):
    """The exercise of that round."""
    found = of_closed_round(world)
    return {name: found[name] for name in ("meeting", "code")}


def item_of_priorities(world):
    """An item of an exercise whose rounds are closed."""
    return of_closed_round(world)


def takes_part(world):
    found = exercise_of(world)
    return exercise(world) | {"participant": found.participants.first().pk}


def chen_leads(world):
    return exercise(world) | {"person": world.cast.chen.code}


def published(world):
    """The agenda of that exercise."""
    closed_exercise(world)
    exercise = Exercise.objects.get(code="k7m2p4qz")
    words = {"title": "Canary agenda", "editors": ["Okafor, Olga"], "summary": "", "doi": ""}
    at = world.letter.created_at
    found = exercise.agendas.first() or publish(exercise, exercise.rounds.get(), by=world.cast.olga, at=at, **words)
    return here(world) | {"code": found.code}


def published_file(world):
    return published(world) | {"kind": "json"}


def published_item(world):
    return published(world) | {"number": 1}


def unranked_exercise(world):
    """Items that are not to be rated."""
    code = "k7m2p4qv"
    if not Exercise.objects.filter(code=code).exists():
        make_exercise(world.meeting, world.letter.created_at, code=code, method="unranked", link="")
    return here(world) | {"code": code}


def rate_link(world):
    exercise_of(world)
    return {"token": RATE_TOKEN}


def rated_item(world):
    found = exercise_of(world).rounds.get(number=1)
    return {"token": RATE_TOKEN, "asked": found.items.first().pk}


def waiting_link(world):
    """The link of somebody in an exercise that collects items and has no round yet."""
    code = "k7m2p4qy"
    if not Exercise.objects.filter(code=code).exists():
        at = world.letter.created_at
        made = make_exercise(world.meeting, at, code=code, collects_from=at, title="Canary later", link="")
        made.participants.update(consented_at=at)
        make_link(made, "chen", "rate-link-of-chen", at)
    return {"token": "rate-link-of-chen"}
