"""Who reads what, and what she thinks of it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from proposals.lifecycle import State
from proposals.models import Proposal
from reviews.models.conflict import hidden_from, reader_in_conflict
from reviews.models.stage import JUDGED, Criterion, Stage
from workshops.models import Seat

READABLE = [state for state in State if state not in (State.DRAFT, State.WITHDRAWN, State.MERGED)]
"""A proposal in another state has left; its readers do not find it any more."""


DUE = Coalesce("due_at", "stage__reviews_due_at")
"""By when a review is awaited."""


class AssignmentQuerySet(models.QuerySet):
    def of(self, person) -> "AssignmentQuerySet":
        """Hers, while she holds a seat that reviews, of proposals still there and without a conflict of hers. Who was
        asked urgently may have her seat in another committee of the meeting.
        """
        if not person.is_authenticated:
            return self.none()
        seats = Seat.objects.of(person).filter(may_review=True)
        member = Exists(seats.filter(committee=OuterRef("stage__committee")))
        guest = Q(Exists(seats.filter(committee__meeting=OuterRef("stage__call__meeting"))), due_at__isnull=False)
        return (
            self.filter(member | guest, reviewer=person, proposal__state__in=READABLE)
            .filter(stage__opened_at__isnull=False)
            .exclude(proposal__in=hidden_from(person))
        )

    def visible_to(self, person) -> "AssignmentQuerySet":
        """A reviewer's own, without those she declined and those in which she has a conflict."""
        return self.of(person).filter(declined_at__isnull=True)

    def waiting_for(self, person) -> "AssignmentQuerySet":
        """What she still has to read: not yet submitted, in a stage that is open, soonest due first."""
        return (
            self.visible_to(person)
            .filter(stage__closed_at__isnull=True, proposal__state__in=JUDGED)
            .exclude(review__submitted_at__isnull=False)
            .order_by(DUE.asc(nulls_last=True), "id")
        )

    def standing(self) -> "AssignmentQuerySet":
        """Those that count: not declined, and the reader has no conflict."""
        return self.filter(declined_at__isnull=True).exclude(reader_in_conflict())

    def shown_to(self, person) -> "AssignmentQuerySet":
        """For who leads a stage: without the proposals in which she has a conflict."""
        return self.exclude(proposal__in=hidden_from(person))


class Role(models.TextChoices):
    """Among the readers of a proposal; most have none."""

    FIRST = "first", "First reader"
    SECOND = "second", "Second reader"


class Because(models.TextChoices):
    """Why somebody will not read a proposal."""

    TIME = "time", "No time for it"
    SUBJECT = "subject", "Cannot judge this subject"
    CONFLICT = "conflict", "Conflict of interest"
    OTHER = "other", "Another reason"


class Assignment(models.Model):
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="assignments")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    role = models.CharField(max_length=10, choices=Role, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Her own date, where she was asked urgently.")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(max_length=10, choices=Because, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "proposal", "reviewer"], name="assignment_once"),
            models.CheckConstraint(condition=Q(role="") | Q(role__in=Role.values), name="assignment_role_known"),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | ~Q(decline_reason=""),
                name="assignment_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(declined_because="") | Q(declined_because__in=Because.values),
                name="assignment_because_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} reads {self.proposal}"

    @property
    def is_urgent(self) -> bool:
        """She was asked in the place of somebody else, with a date of her own."""
        return self.due_at is not None

    @property
    def due(self) -> datetime | None:
        return self.due_at or self.stage.reviews_due_at

    @property
    def state(self) -> str:
        """declined, done, begun or assigned; asks for the review, so lists select it along."""
        if self.declined_at:
            return "declined"
        review = getattr(self, "review", None)
        if review is None:
            return "assigned"
        return "done" if review.submitted_at else "begun"


class Advice(models.TextChoices):
    ACCEPT = "accept", "Accept"
    DISCUSS = "discuss", "Discuss"
    DECLINE = "decline", "Decline"


class ReviewQuerySet(models.QuerySet):
    def counted(self, stage: Stage) -> "ReviewQuerySet":
        """Submitted ones of a stage whose reader has no conflict."""
        return self.filter(
            submitted_at__isnull=False, assignment__in=Assignment.objects.filter(stage=stage).standing()
        )


class Review(models.Model):
    """A draft until `submitted_at`; `version` guards against two windows saving at once."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="review")
    advice = models.CharField(max_length=10, choices=Advice, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 (a guess) to 5 (my own field).")
    to_proposer = models.TextField("comments to the proposers", blank=True)
    to_committee = models.TextField("comments to the committee only", blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    is_told = models.BooleanField(
        null=True, blank=True, help_text="Whether the letter quotes it; empty: as the stage says."
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(advice="") | Q(advice__in=Advice.values), name="review_advice_known"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__range=(1, 5)),
                name="review_confidence_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"Review: {self.assignment}"

    @property
    def goes_along(self) -> bool:
        """What it says to the proposers stands in the letter that tells them the decision."""
        return not self.assignment.stage.withholds_comments if self.is_told is None else self.is_told


class Score(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    value = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once_per_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
