"""Proposals of a stage that are alike, or like one of an earlier call, as one person may know of them."""

from dataclasses import dataclass
from typing import Any

from proposals.lifecycle import State
from proposals.models import Proposal
from reviews.engine.likeness import alike
from reviews.models import Stage
from reviews.models.conflict import hidden_from
from reviews.models.portfolio import Overlap

MOST_BESIDE = 3_000
"""Of earlier calls the latest proposals, so that the page stays quick."""


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


def pairs_of(stage: Stage, person: Any) -> list[Pair]:
    """The most alike first; three queries whatever their number."""
    here = stage.proposals_for(person).exclude(state__in=[State.WITHDRAWN, State.MERGED])
    texts: dict[int, Text] = {}
    words: dict[int, str] = {}
    for rows, is_here in ((here.order_by("pk"), True), (earlier(stage, person), False)):
        told = rows.as_handed_in().values_list(
            "pk", "code", "told_title", "told_summary", "state", "call__meeting__name"
        )
        for key, code, title, summary, state, meeting in told:
            texts[key] = Text(key, code, title, is_here, meeting, State(state).label.lower())
            words[key] = f"{title}\n{summary}"
    asked = {key: words[key] for key, text in texts.items() if text.here}
    beside = {key: words[key] for key, text in texts.items() if not text.here}
    marked = set(Overlap.objects.filter(call=stage.call_id).values_list("one", "other"))
    return [
        Pair(
            texts[each.one],
            texts[each.other],
            round(100 * each.likeness),
            each.terms,
            (each.one, each.other) in marked,
        )
        for each in alike(asked, beside)
    ]


def earlier(stage: Stage, person: Any) -> Any:
    """Of earlier meetings, what was handed in and is not hidden from her."""
    rows = Proposal.objects.submitted().filter(call__meeting__starts_on__lt=stage.call.meeting.starts_on)
    return rows.exclude(pk__in=hidden_from(person)).order_by("-pk")[:MOST_BESIDE]
