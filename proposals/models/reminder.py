"""Which letters about a deadline a proposal has had."""

from django.db import models
from django.db.models import Q

from proposals.models.proposal import Proposal
from workshops.models.call import FIRST_REMINDER


class Reminder(models.Model):
    """A draft, or the later part of an accepted proposal, was looked at so many days before its deadline (0: once it
    had passed), and its proposer was written to where there was something to say. Each once; a deadline that moves
    is a new one.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reminders")
    closes_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "closes_at", "days"], name="reminder_once"),
            models.CheckConstraint(condition=Q(days__lte=FIRST_REMINDER), name="reminder_days_known"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, {self.days} days before" if self.days else f"{self.proposal}, at closing"
