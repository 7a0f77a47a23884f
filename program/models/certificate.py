"""A certificate of attendance. What it says is counted when it is asked; the row keeps its number."""

from django.conf import settings
from django.db import models

from people.codes import random_code
from workshops.models import Meeting


def new_number() -> str:
    """Nobody finds one by trying: 59 bits, in groups that can be read aloud."""
    return "-".join(random_code(4) for _ in range(3))


class Certificate(models.Model):
    """One per person and meeting. Whoever is told the number can look up what it stands for."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="certificates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="certificates")
    number = models.CharField(max_length=20, unique=True, default=new_number, editable=False)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="certificate_once_per_meeting"),
        ]

    def __str__(self) -> str:
        return f"Certificate {self.number}"
