"""Whoever wants no letters about changes of the sessions she starred at a meeting."""

from django.conf import settings
from django.db import models

from workshops.models import Meeting


class Silence(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="silences")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="silences")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "meeting"], name="silence_once_per_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.person} wants no letters about {self.meeting}"
