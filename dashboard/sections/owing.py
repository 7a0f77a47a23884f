"""Conditions of acceptances that somebody owes, whoever she is: proposer, faculty or committee."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from dashboard.waiting import MOST, Section, Waiting, day_at, section
from proposals.reading import with_submitted_titles
from reviews.models import Condition


def owing(person: Any, at: datetime) -> Section | None:
    """Nothing before the letter that names them is released."""
    rows = Condition.objects.owed_by(person).select_related("decision__proposal__call__meeting")
    shown = list(rows[: MOST + 1])
    if not shown:
        return None
    with_submitted_titles(row.decision.proposal for row in shown)
    total = len(shown) if len(shown) <= MOST else rows.count()
    return section(
        "owing",
        "Conditions you owe",
        [_row(row, at) for row in shown[:MOST]],
        total=total,
        url=_address(shown[0]),
        link="All conditions",
        empty="",
    )


def _row(condition: Condition, at: datetime) -> Waiting:
    proposal = condition.decision.proposal
    by = day_at(proposal.call.meeting, condition.due_on, "Do it by", at)
    return Waiting(str(proposal), condition.text, _address(condition), "Yours", by)


def _address(condition: Condition) -> str:
    return reverse("condition_list", args=[condition.decision.proposal.call.meeting.slug]) + "?whose=mine"
