"""A part of a proposal that its blind readers do not see, because it tells who proposes."""

from django.conf import settings
from django.db import models

from proposals.models import Proposal
from reviews.models.stage import Stage

SUMMARY, ANSWER = "summary", "answer:"
"""What can be withheld: the summary, and the answer to a question by its slug."""


class WithheldPart(models.Model):
    """`part` is SUMMARY, or the slug of a question after ANSWER."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="withheld_parts")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="withheld_parts")
    part = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "proposal", "part"], name="withheld_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.proposal}"
