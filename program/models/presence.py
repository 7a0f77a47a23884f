"""Who was at which session, and the code by which people in the room say so themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.codes import random_code
from scheduling.models import Session

CODE_LENGTH = 6


def door_code() -> str:
    """Short enough to be typed from a screen, and too long to be guessed at some tries an hour."""
    return random_code(CODE_LENGTH)


class DoorCode(models.Model):
    """Shown in the room; whoever types it was there."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="door_code")
    code = models.CharField(max_length=12, unique=True, default=door_code)

    def __str__(self) -> str:
        return f"Code of {self.session}"


class How(models.TextChoices):
    CODE = "code", "by code"
    LIST = "list", "by list"
    LATE = "late", "typed in later"


class PresenceQuerySet(models.QuerySet):
    def listed(self) -> "PresenceQuerySet":
        """By name, with the person."""
        return self.select_related("person").order_by("person__family_name", "person__given_name", "pk")


class Presence(models.Model):
    """A person was at a session. What is typed in later has a reason; `by` is who noted it, if not she herself."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences")
    at = models.DateTimeField()
    how = models.CharField(max_length=4, choices=How)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="presence_once_per_session"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="presence_how_known"),
            models.CheckConstraint(
                condition=Q(how="late") & ~Q(reason="") | ~Q(how="late") & Q(reason=""),
                name="presence_reason_where_late",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.session}"
