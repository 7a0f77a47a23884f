"""What the rules found between a person and a proposal, piece by piece, and what a chair called no conflict."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from proposals.models import Proposal
from reviews.models.conflict import hidden_from


class Kind(models.TextChoices):
    """The closed list of what may stand between a reader and a proposal."""

    OWN = "own", "Takes part in it"
    NAMESAKE = "namesake", "Same name"
    DECLARED = "declared", "Declared conflict"
    TIE = "tie", "Declared tie"
    INSTITUTION = "institution", "Same institution"
    TOGETHER = "together", "Together in another proposal"
    PAST = "past", "Together in the last three years"
    COAUTHOR = "coauthor", "Published together"
    COMPETING = "competing", "Competing proposal"
    COMPANY = "company", "Tie to a company in it"
    DISCLOSURE = "disclosure", "Disclosure missing or old"


class EvidenceQuerySet(models.QuerySet):
    def shown_to(self, person: Any) -> "EvidenceQuerySet":
        """Neither about a proposal that is hidden from her, nor found in one."""
        hidden = hidden_from(person)
        return self.exclude(proposal__in=hidden).exclude(through__in=hidden)

    def by_pair(self) -> "EvidenceQuerySet":
        """Rows {proposal, person, open, binding}: how many pieces are not cleared, and how many of those bind."""
        still = Q(cleared_at=None)
        counts = {"open": Count("pk", filter=still), "binding": Count("pk", filter=still & Q(binds=True))}
        return self.filter(is_current=True).order_by().values("proposal", "person").annotate(**counts)


class Evidence(models.Model):
    """One piece, known by `mark`: the same is never found twice, so that what was cleared stays cleared, and new
    evidence is a new row. `through` is the other proposal it was found in. It is `is_current` while it is found.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="evidence")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=12, choices=Kind)
    sentence = models.CharField(max_length=2000)
    values = models.JSONField(default=list)
    binds = models.BooleanField()
    may_clear = models.BooleanField()
    through = models.ForeignKey(Proposal, on_delete=models.CASCADE, null=True, related_name="+")
    mark = models.CharField(max_length=24)
    found_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    cleared_reason = models.CharField(max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person", "mark"], name="evidence_once_per_pair"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="evidence_kind_known"),
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_reason="") | Q(cleared_at__isnull=False) & ~Q(cleared_reason=""),
                name="evidence_cleared_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at=None) | Q(may_clear=True), name="evidence_certain_is_never_cleared"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} and {self.proposal}: {self.sentence}"
