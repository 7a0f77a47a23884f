"""Somebody whom staff asked by name to propose something in a call."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from workshops.models import Call


class CallInvitation(models.Model):
    """Whether she began is derived: a proposal in the call whose proposer has proved this address."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="invitations")
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    email = models.EmailField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "email"], name="call_invitation_once_per_address"),
            models.CheckConstraint(condition=Q(email__regex=r"^[^A-Z]+$"), name="call_invitation_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()
