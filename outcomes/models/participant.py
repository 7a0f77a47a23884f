"""Who takes part in an exercise, and the secret links by which she does, without an account."""

from django.db import models
from django.db.models import Q

from outcomes.models.exercise import Exercise, StakeholderGroup


class ParticipantQuerySet(models.QuerySet):
    def taking_part(self) -> "ParticipantQuerySet":
        return self.filter(removed_at__isnull=True)


class Participant(models.Model):
    """One person of one stakeholder group. `consented_at` is when she agreed to take part in all rounds, `is_named`
    whether the published agenda may name her. One who was removed keeps what was counted before that.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="participants")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="participants")
    name = models.CharField(max_length=160)
    email = models.EmailField()
    institution = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    is_named = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(max_length=300, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["group__order", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "email"], name="participant_once_per_exercise"),
            models.CheckConstraint(condition=Q(email__regex=r"^[^A-Z]+$"), name="participant_email_lower_case"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(removed_because=""),
                name="participant_removed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ParticipantLink(models.Model):
    """One secret link, as it stood in one letter; only its SHA-256 is kept. An ended one opens nothing."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Link of {self.participant}"
