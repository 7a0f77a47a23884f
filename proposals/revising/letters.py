"""The letters about a revision: asked with its points, given more time, ended. They go at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from letters.models import Letter
from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from proposals.writing import SAMPLE, register_about, write
from workshops.zones import written

DEADLINE = {"deadline": "31 May 2027, 23:59 PDT, America/Los Angeles"}

register_about(
    "proposals.revision_asked",
    "Revision asked",
    placeholders=SAMPLE
    | DEADLINE
    | {
        "words": "The committee likes the idea.",
        "points": "1. Name a second chair.\n\n2. Leave 30 minutes to discuss.",
    },
    subject="Please revise “{{title}}”",
    body="""Dear {{name}},

the committee asks you to revise your proposal “{{title}}” for {{meeting}} ({{call}}).

{{words}}

What it asks you to change:

{{points}}

Please answer each point, say what you changed or why you did not, and submit again before {{deadline}}.

[Revise your proposal]({{link}})
""",
)

register_about(
    "proposals.revision_extended",
    "More time for a revision",
    placeholders=SAMPLE | DEADLINE | {"reason": "You asked for two more weeks."},
    subject="More time to revise “{{title}}”",
    body="""Dear {{name}},

you can submit the revision of “{{title}}” for {{meeting}} until {{deadline}}.

{{reason}}

[Revise your proposal]({{link}})
""",
)

register_about(
    "proposals.revision_over",
    "Revision not received",
    placeholders=SAMPLE,
    subject="The committee goes on with “{{title}}” as it was",
    body="""Dear {{name}},

the date by which a revision of “{{title}}” was asked has passed, so the committee goes on with the text that you
submitted before. What you wrote since is kept in the history of your proposal.

[See your proposal]({{link}})
""",
)


def asked(proposal: Proposal, points: Sequence[str], *, by: Any, at: datetime) -> Letter:
    listed = "\n\n".join(f"{place}. {text}" for place, text in enumerate(points, start=1))
    values = {"points": listed, "words": proposal.state_reason, "deadline": deadline(proposal)}
    return _write("proposals.revision_asked", proposal, values, by=by, at=at)


def extended(proposal: Proposal, reason: str, *, by: Any, at: datetime) -> Letter:
    values = {"reason": reason, "deadline": deadline(proposal)}
    return _write("proposals.revision_extended", proposal, values, by=by, at=at)


def over(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    return _write("proposals.revision_over", proposal, {}, by=by, at=at)


def deadline(proposal: Proposal) -> str:
    """The clock of the call, as on its pages."""
    return written(proposal.revise_by_at, proposal.call.zone)


def _write(kind: str, proposal: Proposal, values: dict[str, str], *, by: Any, at: datetime) -> Letter:
    """Under the title that was handed in: staff read the outbox, and what is typed since is not for them."""
    [told] = with_submitted_titles([Proposal.objects.get(pk=proposal.pk)])
    return write(kind, proposal, values | {"title": str(told)}, by=by, at=at)
