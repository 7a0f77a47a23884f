"""What became of a workshop that was held."""

from django.conf import settings
from django.db import models

from proposals.models.proposal import Proposal


class EditionReport(models.Model):
    """The society's own words, written after the meeting; what a proposer claims is in `EarlierEdition`."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="edition_report")
    attendance = models.PositiveIntegerField(null=True, blank=True)
    report = models.TextField("what came of it", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Report on {self.proposal}"
