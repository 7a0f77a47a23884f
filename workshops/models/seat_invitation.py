"""Somebody is asked to take a seat in a committee, and answers by the link in a letter."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.codes import random_code
from workshops.models.committee import Committee, Right


class SeatAnswer(models.TextChoices):
    ASKED = "asked", "Asked"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Taken back"


class SeatInvitation(models.Model):
    """What the seat will be once she accepts; `words` of who invites stand in the letter. Of the secret in her letter
    only the hash is kept; a new letter ends the link of the one before.
    """

    code = models.CharField(max_length=16, unique=True, default=random_code, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    title = models.CharField(max_length=60, default="Member")
    rights = models.JSONField(default=list, blank=True)
    begins_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)
    words = models.CharField(max_length=600, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=SeatAnswer, default=SeatAnswer.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "email"],
                condition=Q(state=SeatAnswer.ASKED),
                name="seat_invitation_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=SeatAnswer.ASKED, answered_at__isnull=True)
                | Q(
                    state__in=[SeatAnswer.ACCEPTED, SeatAnswer.DECLINED, SeatAnswer.WITHDRAWN],
                    answered_at__isnull=False,
                ),
                name="seat_invitation_ends_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def duties(self) -> list[str]:
        """What the seat lets her do, in words to her."""
        return [right.label.replace("to her", "to you") for right in Right if right.value in self.rights]
