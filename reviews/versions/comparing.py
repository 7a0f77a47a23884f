"""Versions of a review beside each other, for people to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from proposals.revising.differences import Change, word_changes
from reviews.answers import Answers, Difference, differences
from reviews.models import Criterion, Review
from reviews.versions.keeping import told


@dataclass(frozen=True)
class Told:
    """`rows` are all its answers in words, `changes` what differs from the version before; none in the first."""

    number: int
    at: datetime
    rows: list[Difference]
    changes: list[Change]


def versions_of(review: Review, criteria: Sequence[Criterion]) -> list[Told]:
    """The newest first."""
    found, before = [], None
    for version in review.versions.all():
        answers = told(version)
        rows = differences(answers, Answers(), criteria)
        changes = [] if before is None else [_change(each) for each in differences(answers, before, criteria)]
        found.append(Told(version.number, version.at, rows, changes))
        before = answers
    return found[::-1]


def _change(each: Difference) -> Change:
    return Change(each.label, word_changes("" if each.saved == "–" else each.saved, each.mine))
