"""A secret with which a machine reads for program staff, through the API, what is not released."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from workshops.models import Meeting


class Scope(models.TextChoices):
    PROPOSALS = "read:proposals", "Proposals that were handed in, with the decisions that were told"
    SUBMISSIONS = "read:submissions", "How many proposals were handed in, by call, format and state"
    SCHEDULE = "read:schedule", "The draft of the schedule"


class ApiTokenQuerySet(models.QuerySet):
    def living(self, at: datetime) -> "ApiTokenQuerySet":
        """Neither revoked nor expired, and made by somebody who still is program staff."""
        return self.filter(revoked_at=None, expires_at__gt=at, by__is_staff=True, by__is_active=True)


class ApiToken(models.Model):
    """It reads one meeting, as far as `by` sees it herself. Only the SHA-256 of the secret is kept, and its last
    letters, by which people tell one from another."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    reads_proposals = models.BooleanField(default=False)
    reads_submissions = models.BooleanField(default=False)
    reads_schedule = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_by = models.CharField(max_length=120, blank=True, help_text="The name the program gave.")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = "API token"
        constraints = [
            models.CheckConstraint(
                condition=Q(reads_proposals=True) | Q(reads_submissions=True) | Q(reads_schedule=True),
                name="api_token_reads_something",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="api_token_expires_later"),
            models.CheckConstraint(condition=~Q(name=""), name="api_token_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scopes(self) -> list[Scope]:
        held = {
            Scope.PROPOSALS: self.reads_proposals,
            Scope.SUBMISSIONS: self.reads_submissions,
            Scope.SCHEDULE: self.reads_schedule,
        }
        return [scope for scope, is_held in held.items() if is_held]
