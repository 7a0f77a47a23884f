"""What addresses about other systems are asked for; see tests.house.things."""

from django.utils import timezone

from program.actions.tokens import make_token
from program.actions.webhooks import add_webhook
from tests.house.things import here


def api_token(world):
    """A token of Olga's."""
    found = world.meeting.api_tokens.first()
    made = {"name": "Intranet", "scopes": ["read:schedule"], "days": 30, "at": timezone.now()}
    return here(world) | {"token": (found or make_token(world.meeting, by=world.cast.olga, **made)[0]).pk}


def hook(world):
    """A webhook to a machine that is not there."""
    found = world.meeting.webhooks.first()
    made = {"address": "https://hospital.invalid/convoke", "by": world.cast.olga, "at": timezone.now()}
    return here(world) | {"hook": (found or add_webhook(world.meeting, **made)[0]).pk}
