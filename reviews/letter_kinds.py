"""The letters that carry decisions, and what chairs are told. Releasing a decision, from wherever, is what moves the
proposal.
"""

from functools import partial
from typing import Any

from letters.kinds import register
from proposals.models import Proposal
from reviews.actions.known import become_known
from reviews.choosing.facts import FACTS
from reviews.choosing.pending import pending
from reviews.models import Outcome
from reviews.models.conflict import hidden_keys

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

CONDITIONS_SAMPLE = "1. Name a second chair. Owed by Paula Perez until 1 June 2027."
CONDITIONS_LINK = "https://meetings.example/ash-2027/conditions/"
POINTS_SAMPLE = "1. Name a second chair.\n\n2. Leave 30 minutes to discuss."

ACCEPTED = """Dear {{proposer}},

we are glad to tell you that “{{title}}” has been accepted for {{meeting}} ({{format}}).

{{words}}

Please confirm your place {{confirm_by}}: [open your proposal]({{link}}).

{{comments}}
"""

CONDITIONS = """Dear {{proposer}},

we are glad to tell you that “{{title}}” has been accepted for {{meeting}} ({{format}}), on these conditions:

{{conditions}}

{{words}}

Please confirm your place {{confirm_by}}: [open your proposal]({{link}}). You find [what is still open of the
conditions here]({{conditions_link}}).

{{comments}}
"""

REVISE = """Dear {{proposer}},

the committee has discussed “{{title}}” for {{meeting}} and asks you to revise it before it decides. What it asks you
to change:

{{points}}

Please answer each point, say what you changed or why you did not, and submit again before {{deadline}}:
[revise your proposal]({{link}}).

{{comments}}
"""

MERGE = """Dear {{proposer}},

the committee has discussed “{{title}}” for {{meeting}} and suggests that it becomes one with “{{other_title}}”.

{{words}}

Both of you decide: nothing is joined before you have both consented to one text. [Open your proposal]({{link}}) to
see the offer.

{{comments}}
"""

WAITLISTED = """Dear {{proposer}},

thank you for proposing “{{title}}” for {{meeting}}. There were more good proposals than places, and yours is on the
waiting list ({{format}}). We will write again as soon as a place becomes free.

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
    return [f"{Proposal._meta.label_lower}:{key}" for key in hidden_keys(person)]


RULES: dict[str, Any] = {"when_released": become_known, "hides": hidden_letters, "facts": FACTS}

KIND_OF = {
    Outcome.ACCEPT.value: register(
        "decision.accepted",
        "Decision: accepted",
        placeholders=SAMPLES,
        subject="“{{title}}” is accepted for {{meeting}}",
        body=ACCEPTED,
        pending=partial(pending, Outcome.ACCEPT),
        **RULES,
    ),
    Outcome.CONDITIONS.value: register(
        "decision.conditions",
        "Decision: accepted with conditions",
        placeholders=SAMPLES | {"conditions": CONDITIONS_SAMPLE, "conditions_link": CONDITIONS_LINK},
        subject="“{{title}}” is accepted with conditions for {{meeting}}",
        body=CONDITIONS,
        pending=partial(pending, Outcome.CONDITIONS),
        **RULES,
    ),
    Outcome.REVISE.value: register(
        "decision.revise",
        "Decision: revise",
        placeholders=SAMPLES | {"points": POINTS_SAMPLE, "deadline": "31 May 2027, 23:59 PDT, America/Los Angeles"},
        subject="Please revise “{{title}}”",
        body=REVISE,
        pending=partial(pending, Outcome.REVISE),
        **RULES,
    ),
    Outcome.MERGE.value: register(
        "decision.merge",
        "Decision: merge",
        placeholders=SAMPLES | {"other_title": "Thrombosis in the young"},
        subject="“{{title}}” and “{{other_title}}”",
        body=MERGE,
        pending=partial(pending, Outcome.MERGE),
        **RULES,
    ),
    Outcome.WAITLIST.value: register(
        "decision.waitlisted",
        "Decision: waiting list",
        placeholders=SAMPLES,
        subject="“{{title}}” is on the waiting list of {{meeting}}",
        body=WAITLISTED,
        pending=partial(pending, Outcome.WAITLIST),
        **RULES,
    ),
    Outcome.DECLINE.value: register(
        "decision.declined",
        "Decision: declined",
        placeholders=SAMPLES,
        subject="Your proposal “{{title}}” for {{meeting}}",
        body=DECLINED,
        pending=partial(pending, Outcome.DECLINE),
        **RULES,
    ),
}
"""Outcome of a decision: the kind of letter that tells it."""

register(
    "conflict.taken_off",
    "To the chair: a reader has a conflict of interest",
    placeholders={
        "name": "Chen Wei",
        "reader": "Rita Romano",
        "title": "Clots and cancer",
        "stage": "First reading",
        "link": "https://meetings.example/annual-2027/stages/1/assign/k7m2/",
    },
    subject="“{{title}}” has lost a reader",
    body="""Dear {{name}},

{{reader}} has a conflict of interest with “{{title}}” and does not read it any more in {{stage}}.

You can [ask somebody else]({{link}}).
""",
    hides=hidden_letters,
)

register(
    "conflict.substitute",
    "To who stands in for a chair",
    placeholders={
        "name": "Rita Romano",
        "title": "Clots and cancer",
        "stage": "First reading",
        "link": "https://meetings.example/annual-2027/stages/1/proposals/k7m2/",
    },
    subject="You stand in for the chair with “{{title}}”",
    body="""Dear {{name}},

the chair has a conflict of interest with “{{title}}”. In {{stage}} you choose its readers and decide on it.

[Open the proposal]({{link}}). Say so there if you have a conflict yourself.
""",
    hides=hidden_letters,
)
