"""What became of a proposal's text since it was handed in first: points with their answers, and what changed between
two submitted texts. For reviewers, chairs and the proposer's own page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from proposals.content import from_json
from proposals.models import Proposal, Revision
from proposals.reading import Reading, read_content
from proposals.revising.differences import Change, compare
from proposals.revising.points import Round, rounds_of


@dataclass(frozen=True)
class Revised:
    """`changes` are those from the text before to the last one handed in; none while a revision is awaited."""

    rounds: list[Round]
    before_at: datetime | None
    after_at: datetime | None
    changes: list[Change]


Seen = Callable[[Reading], Reading]
"""What a reader may know of a text."""


def as_it_is(reading: Reading) -> Reading:
    return reading


def revised(proposal: Proposal, *, for_writers: bool = False, seen: Seen = as_it_is) -> Revised | None:
    """Nothing where only one text was handed in and no revision was asked. Replies that are not handed in yet are
    shown to those who write them only. What `seen` takes from the texts is in no difference between them.
    """
    points = list(proposal.points.select_related("by"))
    texts = list(proposal.revisions.submitted()[:2])
    if not points and not _took_in_another(proposal):
        return None
    last = texts[0] if texts else None
    replies = proposal.replies if for_writers else (last.content.get("replies", {}) if last else {})
    return Revised(rounds_of(points, replies), *_between(proposal, texts, points[-1].at if points else None, seen))


def _took_in_another(proposal: Proposal) -> bool:
    return proposal.merged.exists()


def _between(
    proposal: Proposal, texts: list[Revision], asked_at: datetime | None, seen: Seen
) -> tuple[datetime | None, datetime | None, list[Change]]:
    if len(texts) < 2 or (asked_at and texts[0].at < asked_at):
        return None, None, []
    newer, older = texts
    before, after = (seen(read_content(proposal, from_json(each.content))) for each in (older, newer))
    return older.at, newer.at, compare(before, after)
