"""Versions of the schedule: one draft at a time is worked on, a committee approves it, a release freezes it.

Others are alternatives to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from scheduling.models.place import Room
from scheduling.models.session import Session
from workshops.models import Meeting


class VersionQuerySet(models.QuerySet):
    def drafts(self) -> "VersionQuerySet":
        """What is worked on, one at most in a meeting."""
        return self.filter(frozen_at__isnull=True, is_alternative=False)

    def counted(self) -> "VersionQuerySet":
        """With `placed`, how many sessions have a place in each."""
        return self.annotate(placed=models.Count("placements"))


class Version(models.Model):
    """A draft until frozen, or an alternative to it, which has a name. An edit after approval clears the approval."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60, blank=True)
    is_alternative = models.BooleanField(default=False)
    edit = models.PositiveIntegerField(
        default=0, help_text="Counts changes, so that two people see each other's moves."
    )
    created_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="version_number_once_per_meeting"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(frozen_at__isnull=True, is_alternative=False),
                name="version_one_draft_per_meeting",
            ),
            models.UniqueConstraint(
                fields=["meeting", "name"], condition=~Q(name=""), name="version_name_once_per_meeting"
            ),
            models.CheckConstraint(
                condition=Q(is_alternative=False) | (~Q(name="") & Q(frozen_at__isnull=True)),
                name="version_alternative_has_a_name_and_is_not_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @property
    def label(self) -> str:
        return f"Version {self.number}, “{self.name}”" if self.name else f"Version {self.number}"

    @property
    def is_as_released(self) -> bool:
        """The copy that a release opens, before the first move in it."""
        return self.number > 1 and self.edit == 0


class Placement(models.Model):
    """A session's room and start in one version; it ends `session.minutes` later."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="placements")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="placements")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="placements")
    starts_at = models.DateTimeField()
    room_locked = models.BooleanField(default=False)
    time_locked = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "room__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "session"], name="placement_once_per_session"),
            models.UniqueConstraint(fields=["version", "room", "starts_at"], name="placement_one_start_per_room"),
        ]

    def __str__(self) -> str:
        return f"{self.session} in {self.room} at {self.starts_at:%Y-%m-%d %H:%M}"
