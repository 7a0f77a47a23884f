"""What a reader has handed in, each time she did: kept beside the review, which may become a draft again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.review import Review


class ReviewVersion(models.Model):
    """`number` counts from 1; `scores` is {key of a criterion as text: value}; the rest as in a review."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    scores = models.JSONField(default=dict)
    advice = models.CharField(max_length=10, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    to_proposer = models.TextField(blank=True)
    to_committee = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_version_once_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="review_version_counts_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.review}, version {self.number}"
