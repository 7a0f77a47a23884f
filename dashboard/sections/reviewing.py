"""What waits for a reviewer: a row for each open stage, with how far she is and by when."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse

from dashboard.waiting import Section, Waiting, by_deadline, counted, due, section
from reviews.discussion.unread import Unread, unread_of
from reviews.models import Assignment, Stage
from reviews.models.conflict import NOTHING
from reviews.models.review import DUE
from reviews.models.stage import JUDGED
from reviews.offers import address
from workshops.models import Right, Seat

IS_DONE = Q(review__submitted_at__isnull=False)


def reviewing(person: Any, at: datetime) -> Section | None:
    """Only what is hers to read and to discuss, without what a conflict hides."""
    seats = Seat.objects.of(person).with_right(Right.REVIEW).filter(committee__meeting__ends_on__gte=at.date())
    nearest = seats.select_related("committee__meeting").order_by("committee__meeting__starts_on", "pk").first()
    if nearest is None:
        return None
    counts = {
        stage: (done, total, urgent, first)
        for stage, done, total, urgent, first in Assignment.objects.visible_to(person)
        .filter(stage__closed_at__isnull=True)
        .filter(Q(proposal__state__in=JUDGED) | IS_DONE)
        .order_by()
        .values_list("stage")
        .annotate(
            done=Count("pk", filter=IS_DONE),
            total=Count("pk"),
            urgent=Count("pk", filter=~IS_DONE & Q(due_at__isnull=False)),
            first=Min(DUE, filter=~IS_DONE),
        )
    }
    waiting = [key for key, (done, total, *_) in counts.items() if done < total]
    stages = Stage.objects.for_page().filter(pk__in=[*waiting, NOTHING])
    rows = [_row(stage, *counts[stage.pk], at) for stage in stages]
    rows += [_said(each) for each in unread_of(person)]
    read = sum(done for done, *_ in counts.values())
    return section(
        "reviewing",
        "Your reviews",
        sorted(rows, key=by_deadline),
        url=reverse("worklist", args=[nearest.committee.meeting.slug]),
        link="All your reviews",
        empty=f"Nothing waits for you. {counted(read, 'review')} handed in."
        if read
        else "Nothing to read yet. What the chair of your committee gives you stands here.",
    )


def _said(new: Unread) -> Waiting:
    url = address("discussion", new.stage, code=new.proposal.code)
    return Waiting(str(new.proposal), f"{new.words} in the discussion.", url, "Yours")


def _row(stage: Stage, done: int, total: int, urgent: int, first: datetime | None, at: datetime) -> Waiting:
    marked = f" {urgent} of them urgent." if urgent else ""
    return Waiting(
        f"{stage}, {stage.call}",
        f"{done} of {counted(total, 'review')} done, {total - done} to go.{marked}",
        reverse("worklist", args=[stage.call.meeting.slug]),
        "Yours",
        due(stage.call, first, "Due", at),
    )
