"""What addresses about attendees are asked for; see tests.house.things."""

from program.actions import signing_up
from program.models import Certificate, Enrolment, Presence, Registrant, SignUp
from tests.house.things import here, past_session


def limited_session(world):
    """Last year's session, as one with limited places."""
    SignUp.objects.get_or_create(session=world.past, defaults={"places": 5})
    return past_session(world)


def enrolled(world):
    """Nia, whom staff signed up for it."""
    limited_session(world)
    nia, _ = type(world.cast.ada).objects.welcome("nia@example.org", given_name="Nia", family_name="New")
    if not Enrolment.objects.filter(person=nia).exists():
        signing_up.add(world.past, nia, by=world.cast.olga, at=world.letter.created_at)
    return past_session(world) | {"person": nia.code}


def registrant(world):
    row, _ = Registrant.objects.get_or_create(
        meeting=world.meeting, email="nia@example.org", defaults={"loaded_at": world.letter.created_at}
    )
    return here(world) | {"registrant": row.pk}


def present(world):
    """Nia, who was there."""
    asked = enrolled(world)
    nia = type(world.cast.ada).objects.get(code=asked["person"])
    Presence.objects.get_or_create(
        session=world.past, person=nia, defaults={"at": world.letter.created_at, "how": "list"}
    )
    return asked


def certificate(world):
    """Nia's."""
    nia = type(world.cast.ada).objects.get(code=enrolled(world)["person"])
    row, _ = Certificate.objects.get_or_create(
        meeting=world.past.meeting, person=nia, defaults={"issued_at": world.letter.created_at}
    )
    return {"number": row.number}
