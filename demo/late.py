"""Somebody had everything ready and forgot to submit; and Paula wrote on two devices at once."""

from datetime import timedelta
from typing import Any

from demo.pieces import Year, begun, workshops
from demo.proposing import proposer_of, write
from people.codes import random_code
from proposals import actions
from proposals.models import Proposal
from workshops.models import Call


def forgotten(story: Any, call: Call) -> Proposal:
    """A complete draft at closing: its proposer was reminded, and staff find it listed."""
    owner = proposer_of(story, workshops(Year.LAST)[11])
    draft = write(call, begun(Year.LAST)[3], by=owner, at=call.closes_at - timedelta(days=9))
    for moment in (call.closes_at - timedelta(days=1), call.closes_at + timedelta(hours=1)):
        actions.remind(moment)
    return draft


def on_two_devices(story: Any, draft: Proposal, at: Any) -> Proposal:
    """Both pages were opened on the same text; what each changed is in it, and each text is in the history."""
    opened, summary = actions.open_editor(draft), draft.summary
    desk, train = ({"by": draft.proposer, "base_version": opened.version, "tab": random_code()} for _ in range(2))
    title = {"title": f"{draft.title}, Revisited"}
    actions.save(opened, "basics", title | {"summary": summary}, at=at, auto=True, **desk)
    longer = {"title": draft.title, "summary": f"{summary} We ask what to do about it."}
    return actions.save(opened, "basics", longer, at=at + timedelta(minutes=2), auto=True, **train).proposal
