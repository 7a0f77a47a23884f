"""Who reads what, and what she thinks of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from proposals.models import Proposal
from reviews.models.stage import Criterion, Stage


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, person) -> "AssignmentQuerySet":
        """A reviewer's own, without those she declined and those in which she has a conflict."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(reviewer=person, declined_at__isnull=True).exclude(proposal__conflicts__person=person)


class Assignment(models.Model):
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="assignments")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "proposal", "reviewer"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | ~Q(decline_reason=""),
                name="assignment_declined_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} reads {self.proposal}"


class Advice(models.TextChoices):
    ACCEPT = "accept", "Accept"
    DISCUSS = "discuss", "Discuss"
    DECLINE = "decline", "Decline"


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
