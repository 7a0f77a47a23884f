"""Drafts that are complete and were not handed in when their deadline passed. Nobody's work is discarded silently."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from proposals.judging.sheet import sheets_of
from proposals.lifecycle import State
from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from workshops.models import Call


@dataclass(frozen=True)
class Unsubmitted:
    """`title` only where it was handed in before: a draft's words are its writers'. `until` is her own deadline."""

    proposal: Proposal
    title: str
    until: datetime
    has_more_time: bool


@dataclass(frozen=True)
class Left:
    """What a call left behind: complete drafts by name, and how many drafts had something missing."""

    complete: list[Unsubmitted]
    incomplete: int


def left_in(call: Call, at: datetime) -> Left:
    """The drafts of a call that has closed; before that there is nothing to tell."""
    if at < call.closes_at + timedelta(minutes=call.grace_minutes):
        return Left([], 0)
    drafts = list(_drafts(call))
    blocks = blocks_of(drafts)
    complete = [draft for draft in drafts if blocks[draft.pk] == 0]
    later = dict(call.extensions.values_list("person", "until"))
    handed_in = with_submitted_titles([each for each in complete if each.first_submitted_at])
    titles = {each.pk: each.title for each in handed_in}
    grace = timedelta(minutes=call.grace_minutes)
    told = []
    for draft in complete:
        until = max(call.closes_at, later.get(draft.proposer_id, call.closes_at))
        told.append(Unsubmitted(draft, titles.get(draft.pk, ""), until, at < until + grace))
    return Left(told, len(drafts) - len(complete))


def _drafts(call: Call):
    rows = Proposal.objects.filter(call=call, state=State.DRAFT).select_related("proposer", "format", "call__meeting")
    return rows.order_by("proposer__family_name", "proposer__given_name", "id")


def blocks_of(drafts: list[Proposal]) -> dict[int, int]:
    """How many things each still needs, with the same judges as the gate."""
    return {key: sum(line.state == "block" for line in lines) for key, lines in sheets_of(drafts).items()}
