"""The letter to who is asked to step in."""

from datetime import datetime
from typing import Any

from proposals.reading import with_submitted_titles
from proposals.writing import link_to, register_about, write
from reviews.models import Assignment
from workshops.zones import written

KIND = register_about(
    "reviews.urgent",
    "Somebody is asked to step in as a reader",
    placeholders={
        "name": "Rita Romano",
        "title": "Clots and cancer",
        "meeting": "Annual Meeting 2027",
        "stage": "First reading",
        "words": "A reader cannot go on, and nobody knows the subject better than you.",
        "asked_by": "Chen Wei",
        "deadline": "12 April 2027, 23:59 PDT, America/Los Angeles",
        "link": "https://meetings.example/am-2027/reviews/12/",
    },
    subject="Urgent: would you read “{{title}}”?",
    body="""Dear {{name}},

{{asked_by}} asks you to step in and review “{{title}}” in {{stage}} ({{meeting}}) until {{deadline}}.

> {{words}}

[Read it and write the review]({{link}})

Should you be unable to, please say so on that page today, so that somebody else can be asked.
""",
)


def tell_reader(assignment: Assignment, words: str, *, due_at: datetime, by: Any, at: datetime) -> None:
    stage, proposal = assignment.stage, assignment.proposal
    with_submitted_titles([proposal])
    own = {
        "stage": stage.name,
        "words": " ".join(words.split()),
        "asked_by": str(by),
        "deadline": written(due_at, stage.call.zone),
        "link": link_to("review", stage.call.meeting.slug, str(assignment.pk)),
    }
    write(KIND.name, proposal, own, to=assignment.reviewer, by=by, at=at)
