"""Proposals of a stage that are alike, or like one of an earlier call, as one person may know of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proposals.lifecycle import State
from proposals.models import MergeSide, Proposal, Revision
from reviews.engine.likeness import Alike, alike
from reviews.memory import STILL, recalled
from reviews.models import Stage
from reviews.models.conflict import hidden_from
from reviews.models.portfolio import Overlap

MOST_BESIDE = 3_000
"""Of earlier calls the latest proposals, so that the page stays quick."""
LEFT = [State.WITHDRAWN, State.MERGED]


@dataclass(frozen=True)
class Text:
    """`here`: before this stage; else `meeting` and `state` say what it was."""

    key: int
    code: str
    title: str
    here: bool
    meeting: str
    state: str


@dataclass(frozen=True)
class Pair:
    one: Text
    other: Text
    percent: int
    terms: tuple[str, ...]
    is_marked: bool
    is_joining: bool
    """Whether an offer to make one of the two is running."""

    @property
    def same_title(self) -> bool:
        return self.one.title == self.other.title


def pairs_of(stage: Stage, person: Any) -> list[Pair]:
    """The most alike first. Texts are held against each other once, until another is handed in; which of them stand
    in the stage, and what became of the others, is as it is now.
    """
    hidden = hidden_from(person)
    newest = (
        _newest(Proposal.objects.submitted().exclude(pk__in=hidden)),
        _newest(Revision.objects.submitted().exclude(proposal__in=hidden)),
    )
    found = recalled(("alike", stage.call_id, newest), person, lambda: _compared(stage, person), STILL)
    keys = {key for each in found for key in (each.one, each.other)}
    here = stage.proposals_for(person).exclude(state__in=LEFT).filter(pk__in=keys)
    texts = {text.key: text for text in _texts(here, True)}
    beside = earlier(stage, person).filter(pk__in=keys)
    texts |= {text.key: text for text in _texts(beside, False)}
    joining = in_merges(stage)
    marked = set(Overlap.objects.filter(call=stage.call_id).values_list("one", "other"))
    return [
        Pair(
            texts[each.one],
            texts[each.other],
            round(100 * each.likeness),
            each.terms,
            (each.one, each.other) in marked,
            frozenset((each.one, each.other)) in joining,
        )
        for each in found
        if each.one in texts and each.other in texts
    ]


def _compared(stage: Stage, person: Any) -> list[Alike[int]]:
    """All of the call that she may know of, among themselves and with the latest of earlier ones."""
    here = Proposal.objects.submitted().filter(call=stage.call_id).exclude(state__in=LEFT)
    here = here.exclude(pk__in=hidden_from(person)).order_by("pk")
    before = earlier(stage, person).order_by("-pk")[:MOST_BESIDE]
    return alike(_words(here), _words(before))


def _words(rows: Any) -> dict[int, str]:
    told = rows.as_handed_in().values_list("pk", "told_title", "told_summary")
    return {key: f"{title}\n{summary}" for key, title, summary in told}


def _texts(rows: Any, is_here: bool) -> Iterator[Text]:
    told = rows.as_handed_in().values_list("pk", "code", "told_title", "state", "call__meeting__name")
    for key, code, title, state, meeting in told:
        yield Text(key, code, title, is_here, meeting, State(state).label.lower())


def _newest(rows: Any) -> int | None:
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def in_merges(stage: Stage) -> set[frozenset[int]]:
    """Pairs of the call that may become one: the offer is neither closed nor done."""
    sides: dict[int, set[int]] = defaultdict(set)
    running = MergeSide.objects.filter(proposal__call=stage.call_id, offer__ended_at=None)
    for offer, proposal in running.values_list("offer", "proposal"):
        sides[offer].add(proposal)
    return {frozenset(pair) for pair in sides.values()}


def earlier(stage: Stage, person: Any) -> Any:
    """Of earlier meetings, what was handed in and is not hidden from her."""
    rows = Proposal.objects.submitted().filter(call__meeting__starts_on__lt=stage.call.meeting.starts_on)
    return rows.exclude(pk__in=hidden_from(person))
