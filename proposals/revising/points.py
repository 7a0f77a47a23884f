"""Points of a revision: what the committee asked, what the proposer answers, and what both of them read.

A reply is two texts in the proposal's text (Content.replies): under the point's code how, or why not; under the
code with `-did` one of DID.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from proposals.content import Content
from proposals.judging.sheet import Line
from proposals.lifecycle import State
from proposals.models import Point, Proposal

DID = {"yes": "Done", "no": "Not done"}


@dataclass(frozen=True)
class Replied:
    """A point with its answer; `did` is a key of DID or empty, `label` its word."""

    text: str
    did: str
    label: str
    reply: str

    @property
    def tone(self) -> str:
        return "ok" if self.did == "yes" else "warn"


@dataclass(frozen=True)
class Round:
    """What was asked at one time."""

    at: datetime
    by: str
    points: list[Replied]


def asked(proposal: Proposal) -> list[Point]:
    """The points of the revision that is asked now."""
    if proposal.state != State.REVISION_ASKED:
        return []
    points = list(proposal.points.all())
    return [point for point in points if point.at == points[-1].at]


def is_answered(point: Point, replies: Mapping[str, str]) -> bool:
    return replies.get(f"{point.code}-did") in DID and bool(replies.get(point.code))


def judge_points(proposal: Proposal, content: Content) -> list[Line]:
    """A line of the rule sheet: each point that is asked has an answer."""
    points = asked(proposal)
    if not points:
        return []
    open_ones = sum(not is_answered(point, content.replies) for point in points)
    if not open_ones:
        return [Line(None, "ok", f"Points answered: {len(points)} of {len(points)}.", "points")]
    are = "is" if open_ones == 1 else "are"
    sentence = f"{open_ones} of {len(points)} points {are} not answered yet: say done or not, and how or why not."
    return [Line(None, "block", sentence, "points")]


def rounds_of(points: Iterable[Point], replies: Mapping[str, str]) -> list[Round]:
    """Points with their answers, the last round first."""
    rounds = [
        Round(at, str(rows[0].by or "The committee"), [_replied(row, replies) for row in rows])
        for at, rows in ((at, list(rows)) for at, rows in groupby(points, key=lambda point: point.at))
    ]
    return rounds[::-1]


def _replied(point: Point, replies: Mapping[str, str]) -> Replied:
    did = replies.get(f"{point.code}-did", "")
    return Replied(point.text, did, DID.get(did, ""), replies.get(point.code, ""))
