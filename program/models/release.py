"""A release: one numbered, immutable snapshot of the program and the files rendered from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from scheduling.models import Version
from workshops.models import Meeting


class ReleaseQuerySet(models.QuerySet):
    def published(self) -> "ReleaseQuerySet":
        return self.filter(published_at__isnull=False)

    def public(self) -> "ReleaseQuerySet":
        """Published, of public meetings, newest first."""
        return self.published().filter(meeting__is_public=True).order_by("-number")

    def current(self, meeting: Meeting) -> "Release | None":
        """The newest published release of a public meeting, or None."""
        return self.public().filter(meeting=meeting).first()


class Release(models.Model):
    """Frozen at `frozen_at`; public from `published_at`, once every file is rendered."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="releases")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="releases")
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the snapshot's canonical JSON.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When all who starred a session that it changed had been written to."
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="release_number_once_per_meeting"),
            models.CheckConstraint(condition=Q(number__gte=1), name="release_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} program {self.number}"


class ReleaseFile(models.Model):
    """One rendered file, kept in the storage named "releases" under the digest of its content."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=160, help_text="As in the address: program.ics, rooms/hall-a.ics.")
    content_type = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["release", "name"], name="release_file_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
