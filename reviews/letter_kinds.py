"""The letters that carry decisions. Releasing one, from wherever, is what moves the proposal."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from letters.kinds import KINDS, register
from proposals.faculty.letter_kinds import hides_proposals
from proposals.joining.letters import KINDS_OF_MERGING, PREFIX
from proposals.models import Candidate, MergeOffer, MergeSide, Proposal
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


@hides_proposals
def hidden_proposals(person: Any) -> QuerySet:
    """Letters to the people of those proposals are not for this person either."""
    return hidden_from(person)


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


def hidden_offers(person: Any) -> list[str]:
    """Keys of the offers to merge of which one side is hidden from this person."""
    sides = MergeSide.objects.filter(proposal__in=hidden_from(person)).values_list("offer", flat=True)
    return [f"{MergeOffer._meta.label_lower}:{key}" for key in sides]


def hidden_candidates(person: Any) -> list[str]:
    keys = Candidate.objects.filter(proposal__in=hidden_from(person)).values_list("pk", flat=True)
    return [f"{Candidate._meta.label_lower}:{key}" for key in keys]


def hide(names: Iterable[str], hides: Any) -> None:
    """Letters of the floor below that staff in conflict may not read; that floor knows no conflicts."""
    for name in names:
        KINDS[name] = replace(KINDS[name], hides=hides)


hide((f"{PREFIX}{name}" for name in KINDS_OF_MERGING), hidden_offers)
hide(("proposals.revision_asked", "proposals.revision_extended", "proposals.revision_over"), hidden_letters)
hide(("candidates.asked",), hidden_candidates)
