"""The secret address under which one attendee's starred sessions can be subscribed to."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from workshops.models import Meeting


class ItineraryQuerySet(models.QuerySet):
    def living(self) -> "ItineraryQuerySet":
        return self.filter(revoked_at__isnull=True)


class Itinerary(models.Model):
    """Only the SHA-256 of the token is kept: who reads the database cannot read anybody's calendar."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="itineraries")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="itineraries")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_by = models.CharField(max_length=120, blank=True, help_text="The name the calendar program gave.")
    alarm_minutes = models.PositiveSmallIntegerField(
        "reminder", null=True, blank=True, help_text="How many minutes before each session; none unless asked for."
    )
    content = models.CharField(max_length=40, blank=True, help_text="A tag of what the feed held when last fetched.")
    changed_at = models.DateTimeField(null=True, blank=True, help_text="When that was first seen.")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ItineraryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "itineraries"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "meeting"],
                condition=Q(revoked_at__isnull=True),
                name="itinerary_one_living_per_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.meeting}"
