"""A file with Paula's draft, and what she and the society's office write to each other about another of hers."""

import io
from datetime import timedelta
from typing import Any

from demo.pieces import Year, workshops
from demo.proposing import PAULAS
from proposals.actions.attaching import attach
from proposals.actions.messaging import tell_messages, write_message
from proposals.models import Proposal
from rendering.uploads import cleaned
from workshops.actions.asking import add_prompt
from workshops.models import Call
from workshops.models.prompt import PromptKind

LETTER = "From the head of the department of whoever leads: that she has the time, and the institution agrees."
QUESTION = """Dear office,

one of our speakers can only come on **Friday afternoon**. May we ask for a slot after lunch, or is that decided
later?"""
ANSWER = """Dear Paula,

hours are given once the committee has decided. Please note it in the summary when you can: those who place the
workshops read it there.

1. Name the speaker.
2. Say which hours are possible.

Olga"""
THANKS = "Thank you, I have written it down. May the speaker take part from afar if it does not work out?"
TEN_MINUTES = timedelta(minutes=10)


def tell(story: Any, call: Call, draft: Proposal) -> None:
    paula, olga = story.person("paula"), story.person("olga")
    asked = add_prompt(
        call,
        label="Letter of support",
        help=LETTER,
        kind=PromptKind.FILE,
        section="Your institution",
        is_required=False,
        by=olga,
        at=story.days(-8),
    )
    name = "Letter of support, Hospital del Rio.pdf"
    attach(draft, asked.slug, cleaned(letter()), name=name, by=paula, at=story.days(-2))
    proposal = call.proposals.get(title=workshops(Year.THIS)[PAULAS[0]].title)
    for text, by, at in ((QUESTION, paula, -6), (ANSWER, olga, -5), (THANKS, paula, -1)):
        write_message(proposal, text, by=by, at=story.days(at))
        tell_messages(story.days(at) + TEN_MINUTES)


def letter() -> bytes:
    """A page with a few words on it."""
    import pikepdf

    words = ("To the program committee:", "we support this workshop.", "The head of the department")
    lines = " ".join(f"({line}) Tj 0 -28 Td" for line in words)
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(595, 842))
    face = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=face))
    page.obj.Contents = file.make_stream(f"BT /F1 16 Tf 72 740 Td {lines} ET".encode())
    out = io.BytesIO()
    file.save(out, deterministic_id=True)
    return out.getvalue()
