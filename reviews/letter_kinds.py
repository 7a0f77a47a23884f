"""The letters that carry decisions. Releasing one, from wherever, is what moves the proposal."""

from typing import Any

from letters.kinds import register
from proposals.models import Proposal
from reviews.actions.known import become_known
from reviews.models import Outcome
from reviews.models.conflict import hidden_from

SAMPLES = {
    "proposer": "Paula Perez",
    "title": "Clots and cancer",
    "meeting": "Annual Meeting 2027",
    "format": "Friday Scientific Workshop",
    "confirm_by": "by the end of 12 May 2027 (America/Los_Angeles)",
    "words": "The committee liked the new data on neutrophil traps.",
    "comments": "What our readers wrote:\n\nA timely topic, and a well balanced faculty.",
    "link": "https://meetings.example/proposals/k7m2/",
}

ACCEPTED = """Dear {{proposer}},

we are glad to tell you that “{{title}}” has been accepted for {{meeting}} as a {{format}}.

{{words}}

Please confirm your place {{confirm_by}}: [open your proposal]({{link}}).

{{comments}}
"""

WAITLISTED = """Dear {{proposer}},

thank you for proposing “{{title}}” for {{meeting}}. There were more good proposals than places, and yours is on the
waiting list as a {{format}}. We will write again as soon as a place becomes free.

{{words}}

You find your proposal [here]({{link}}).

{{comments}}
"""

DECLINED = """Dear {{proposer}},

thank you for proposing “{{title}}” for {{meeting}}. We are sorry that it could not be given a place this time.

{{words}}

You find your proposal [here]({{link}}), and may start a new one from it in a later call.

{{comments}}
"""


def hidden_letters(person: Any) -> list[str]:
    """Keys of the proposals in which this person has a conflict: staff who propose learn it by the letter, too."""
    return [f"{Proposal._meta.label_lower}:{row['pk']}" for row in hidden_from(person)]


RULES: dict[str, Any] = {"when_released": become_known, "hides": hidden_letters}

KIND_OF = {
    Outcome.ACCEPT.value: register(
        "decision.accepted",
        "Decision: accepted",
        placeholders=SAMPLES,
        subject="“{{title}}” is accepted for {{meeting}}",
        body=ACCEPTED,
        **RULES,
    ),
    Outcome.WAITLIST.value: register(
        "decision.waitlisted",
        "Decision: waiting list",
        placeholders=SAMPLES,
        subject="“{{title}}” is on the waiting list of {{meeting}}",
        body=WAITLISTED,
        **RULES,
    ),
    Outcome.DECLINE.value: register(
        "decision.declined",
        "Decision: declined",
        placeholders=SAMPLES,
        subject="Your proposal “{{title}}” for {{meeting}}",
        body=DECLINED,
        **RULES,
    ),
}
"""Outcome of a decision: the kind of letter that tells it."""
