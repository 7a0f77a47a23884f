"""What a revision has to change, one thing at a time."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.codes import random_code
from proposals.models.proposal import Proposal


class Point(models.Model):
    """Points asked at the same moment belong together. The proposer's reply is part of her text, under `code`
    (proposals.revising.points), so that it has a history like every other word of hers.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="points")
    code = models.CharField(max_length=16, default=random_code, editable=False)
    text = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "code"], name="point_code_once"),
            models.CheckConstraint(condition=~Q(text=""), name="point_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
