"""What this society asks besides, in questions of every kind, and what its accepted workshops answer later."""

from datetime import datetime
from typing import Any

from proposals.actions.later import answer_later
from proposals.models import Proposal
from workshops.actions.asking import add_prompt
from workshops.models import Call

PROMPTS: tuple[dict[str, Any], ...] = (
    {
        "slug": "taking-part",
        "label": "How will people take part?",
        "help": "A workshop is not a lecture.",
        "kind": "several",
        "choices": ["Questions from the floor", "Small groups", "Votes", "Written questions before the day"],
        "highest": 3,
        "is_required": False,
        "section": "For participants",
    },
    {
        "slug": "website",
        "label": "Where can people read on?",
        "kind": "link",
        "is_required": False,
        "audience": "public",
        "section": "For participants",
    },
    {
        "slug": "hybrid",
        "label": "Does anybody speak by video?",
        "kind": "yes",
        "is_required": False,
        "section": "Room",
    },
    {
        "slug": "by-video",
        "label": "How many speak by video?",
        "help": "Each needs a test of ten minutes before the session.",
        "kind": "number",
        "lowest": 1,
        "highest": 3,
        "shown_when": "hybrid",
        "shown_value": "yes",
        "section": "Room",
    },
    {
        "slug": "seating",
        "label": "How should the room be set up?",
        "kind": "ranking",
        "choices": ["Rows", "Round tables", "A horseshoe"],
        "is_required": False,
        "audience": "staff",
        "section": "Room",
    },
    {
        "slug": "support",
        "label": "A letter of support",
        "help": "For example from a study group that stands behind the workshop.",
        "kind": "file",
        "is_required": False,
        "section": "Room",
    },
    {
        "slug": "note-taker",
        "label": "Who takes notes for the report?",
        "kind": "line",
        "due": "later",
        "section": "Before the meeting",
    },
    {
        "slug": "rehearsal",
        "label": "On which day can you test the room?",
        "kind": "date",
        "is_required": False,
        "due": "later",
        "section": "Before the meeting",
    },
    {
        "slug": "reading",
        "label": "What should participants read before they come?",
        "word_limit": 100,
        "is_required": False,
        "audience": "public",
        "due": "later",
        "section": "Before the meeting",
    },
)
ANSWERS = {
    "taking-part": "Questions from the floor\nSmall groups",
    "hybrid": "no",
    "seating": "Round tables\nA horseshoe\nRows",
}
"""What every proposal of the demo says to them."""

STILL_OPEN = 5
"""Of so many accepted workshops one has not answered yet."""


def ask(call: Call, *, by: Any, at: datetime) -> None:
    for facts in PROMPTS:
        add_prompt(call, by=by, at=at, **facts)


def answer(proposal: Proposal, number: int, *, at: datetime) -> None:
    """Most accepted workshops have said who takes notes, and what is to be read."""
    if number % STILL_OPEN:
        answers = {
            "note-taker": "A trainee of the chair's group",
            "rehearsal": proposal.call.meeting.starts_on.isoformat(),
            "reading": "The two reviews that are named in the summary; nothing else is needed.",
        }
        answer_later(proposal, answers, base_version=proposal.version, by=proposal.proposer, at=at)
