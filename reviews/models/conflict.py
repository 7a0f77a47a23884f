"""A conflict of interest hides a proposal from a person, everywhere."""

from django.conf import settings
from django.db import models

from proposals.models import Proposal


class ConflictQuerySet(models.QuerySet):
    def of(self, person) -> "ConflictQuerySet":
        return self.filter(person=person)


class Conflict(models.Model):
    """`by` is who declared it: the person herself, or staff."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflicts")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="conflict_once_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.person} and {self.proposal}"
