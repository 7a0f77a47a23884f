"""The letters to who takes part. Each carries a link that opens the page without an account."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from letters.actions import compose
from letters.kinds import register
from letters.models import Letter
from outcomes.models import Participant, Round

SAMPLE = {
    "name": "Ada Adeyemi",
    "title": "Research priorities in sickle cell disease",
    "meeting": "Annual Meeting 2027",
    "group": "Patients and carers",
    "link": "https://meetings.example/rate/k7m2p4qxk7m2p4qxk7m2p4qx/",
}


def write(kind: str, participant: Participant, token: str, *, by: Any, at: datetime) -> Letter:
    """It goes at once, and nobody reads it in the outbox."""
    exercise = participant.exercise
    values = {
        "name": participant.name,
        "title": exercise.title,
        "meeting": exercise.meeting.name,
        "group": participant.group.name,
        "link": address_of(token),
    }
    letter_set = exercise.meeting.letter_set
    return compose(
        kind, letter_set, values, to=participant, by=by, at=at, about=participant, hold=False, is_secret=True
    )


def hidden_reminders(person: Any) -> list[str]:
    """Who is reminded has not answered: while a round is open nobody reads in the outbox who that is."""
    rating = Participant.objects.filter(exercise__rounds__in=Round.objects.running()).values_list("pk", flat=True)
    return [f"{Participant._meta.label_lower}:{pk}" for pk in rating]


def address_of(token: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse('rate', args=[token])}"


register(
    "outcomes.asked",
    "Invitation to set priorities",
    placeholders=SAMPLE,
    subject="Will you help to set priorities: {{title}}?",
    body="""Dear {{name}},

you are asked to take part in “{{title}}” ({{meeting}}), for the group {{group}}. You need no account and no password:
the link is yours alone, so keep it to yourself. It opens the page on which you suggest items and rate them, in every
round, on a phone as well.

Nobody sees what you rate: while a round is open no count by person exists, and afterwards only sums are shown.

[Read more and begin]({{link}})
""",
)

register(
    "outcomes.reminded",
    "Reminder to rate",
    placeholders=SAMPLE,
    subject="“{{title}}”: something is still open",
    body="""Dear {{name}},

the round of “{{title}}” ({{meeting}}) is open, and some of it still waits for your answer. What you have answered is
kept, and you go on where you were. “I do not know” is an answer too.

[Go on]({{link}})
""",
    hides=hidden_reminders,
)
