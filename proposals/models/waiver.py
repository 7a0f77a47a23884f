"""A society's rule that one proposal need not keep, and the wish for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from proposals.models.proposal import Proposal
from proposals.models.requirement import Requirement


class WaiverState(models.TextChoices):
    ASKED = "asked", "Asked for"
    GRANTED = "granted", "Waived"
    REFUSED = "refused", "Not waived"
    TAKEN_BACK = "taken_back", "Taken back"


class WaiverQuerySet(models.QuerySet):
    def granted(self) -> "WaiverQuerySet":
        return self.filter(state=WaiverState.GRANTED)

    def open(self) -> "WaiverQuerySet":
        """Asked for, and not answered yet."""
        return self.filter(state=WaiverState.ASKED)


class Waiver(models.Model):
    """`request` is the proposer's sentence and `finding` what the rule said when she asked: all that staff read of a
    draft. `reason` is the society's answer, which the proposer and the committee read.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="waivers")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="waivers")
    state = models.CharField(max_length=10, choices=WaiverState)
    request = models.CharField(max_length=500, blank=True)
    finding = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "requirement"], name="waiver_once_per_rule"),
            models.CheckConstraint(condition=Q(state__in=WaiverState.values), name="waiver_state_known"),
            models.CheckConstraint(
                condition=Q(state=WaiverState.ASKED, asked_at__isnull=False)
                | ~Q(state=WaiverState.ASKED) & Q(at__isnull=False) & ~Q(reason=""),
                name="waiver_is_asked_or_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.requirement}"

    @property
    def is_granted(self) -> bool:
        return self.state == WaiverState.GRANTED
