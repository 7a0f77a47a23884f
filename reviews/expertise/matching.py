"""Texts of a stage's proposals against its members' papers: computed by a job, looked after every minute."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from jobs.actions import enqueue
from people.models import Publication
from proposals.models import Proposal
from proposals.reading import handed_in
from reviews.engine.similarity import Match, similar
from reviews.models import Stage, TextMatch
from reviews.models.stage import JUDGED

MATCH = "reviews.match"
DIGITS = 4


def mark(parts: Iterable[Any]) -> str:
    """The same for the same parts: tells whether anything has changed."""
    return hashlib.sha256(repr(list(parts)).encode()).hexdigest()


def papers_mark(stage: Stage) -> str:
    return mark(papers_of(stage).values_list("pk", "person", "saved_at"))


def papers_of(stage: Stage) -> Any:
    seats = stage.committee.seats.serving().filter(may_review=True)
    return Publication.objects.filter(person__in=seats.people()).order_by("person", "pk")


def judged_in(stage: Stage) -> Any:
    """What the stage may come to judge, whoever looks; a page never shows rows of this."""
    return Proposal.objects.filter(call=stage.call_id, state__in=JUDGED).order_by("pk")


def text_mark(proposal: Proposal) -> str:
    """A text is handed in at a moment; while it is revised, the one that was handed in before still counts."""
    return mark([proposal.submitted_at, None if proposal.is_unfinished else proposal.version])


def is_stale(stage: Stage) -> bool:
    """Whether papers or texts are others than those compared. Three queries."""
    papers = papers_mark(stage)
    compared = dict(TextMatch.objects.filter(stage=stage, papers=papers).values_list("proposal", "text"))
    rows = judged_in(stage).only("pk", "submitted_at", "version", "state", "state_before", "first_submitted_at")
    return any(compared.get(each.pk) != text_mark(each) for each in rows)


def keep_matching(at: datetime) -> None:
    """Every minute: a job for each open stage whose papers or texts have changed."""
    for stage in Stage.objects.filter(opened_at__isnull=False, closed_at__isnull=True).select_related("committee"):
        if is_stale(stage):
            enqueue(MATCH, by=None, at=at, key=str(stage.pk), stage=stage.pk)


def compare(stage: Stage, *, at: datetime) -> int:
    """Compare everything anew, and keep it. Returns how many proposals were compared."""
    papers: dict[int, list[str]] = defaultdict(list)
    seen = papers_mark(stage)
    for publication in papers_of(stage):
        papers[publication.person_id].append(publication.text)
    proposals = list(judged_in(stage).select_related("format", "call"))
    texts = {key: f"{content.title}. {content.summary}" for key, content in handed_in(proposals).items()}
    matches = similar(texts, papers)
    rows = [_row(stage, each, matches[each.pk], seen, at) for each in proposals]
    with transaction.atomic():
        TextMatch.objects.filter(stage=stage).delete()
        TextMatch.objects.bulk_create(rows, batch_size=200)
    return len(rows)


def _row(stage: Stage, proposal: Proposal, match: Match, papers: str, at: datetime) -> TextMatch:
    cosines = {person: round(value, DIGITS) for person, value in match.cosine.items()}
    return TextMatch(
        stage=stage,
        proposal=proposal,
        cosines=cosines,
        terms={person: list(terms) for person, terms in match.terms.items()},
        greatest=max(cosines.values(), default=0.0),
        papers=papers,
        text=text_mark(proposal),
        at=at,
    )
