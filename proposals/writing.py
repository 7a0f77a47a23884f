"""What letters about a proposal have in common: placeholders, who finds them, links, the way to the outbox."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse

from letters.actions import compose
from letters.kinds import KINDS, register
from letters.models import Letter
from proposals.hiding import hidden_keys
from proposals.letter_facts import FACTS, known
from proposals.models import Proposal

SAMPLE = {
    "name": "Paula Perez",
    "title": "Clots and cancer",
    "call": "Call for workshops",
    "meeting": "Annual Meeting 2027",
    "link": "https://meetings.example/proposals/k7m2p4qx/",
}
"""Placeholders that `write` fills in by itself, in whichever kind of letter has them."""
register_about = partial(register, hides=hidden_keys, facts=FACTS)
"""A kind of letter about a proposal: staff from whom the proposal is hidden do not find it in the outbox either, and
a society may have several of it for different proposals."""


def link_to(name: str, *args: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name, args=args)}"


def write(
    kind: str,
    proposal: Proposal,
    own: Mapping[str, str] | None = None,
    *,
    by: Any,
    at: datetime,
    to: Any = None,
    about: Any = None,
    is_secret: bool = False,
) -> Letter:
    """A letter that goes at once: about the proposal or something of it, to who proposes it or to somebody else.
    `own` are values that only this letter has, or that it has otherwise than SAMPLE says.
    """
    to, meeting = to or proposal.proposer, proposal.call.meeting
    given = {
        "name": to.name,
        "title": str(proposal),
        "call": proposal.call.name,
        "meeting": meeting.name,
        "link": link_to("proposal", proposal.code),
    }
    placeholders = KINDS[kind].placeholders
    values = {name: text for name, text in given.items() if name in placeholders} | dict(own or {})
    return compose(
        kind,
        meeting.letter_set,
        values,
        to=to,
        by=by,
        at=at,
        about=about or proposal,
        hold=False,
        is_secret=is_secret,
        facts=partial(known, proposal),
    )
