"""Where and when a meeting can hold sessions."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q

from workshops.models import Meeting, Topic


class Room(models.Model):
    """`features` are plain words (projector, hybrid) that a session may need; `topics` are at home here."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rooms")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    location = models.CharField(max_length=160, blank=True, help_text="Building and floor.")
    online_address = models.URLField(
        "joined online at",
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="Where everybody can follow what happens in this room. It is public.",
    )
    capacity = models.PositiveIntegerField(null=True, blank=True)
    features = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    topics = models.ManyToManyField(Topic, blank=True, related_name="rooms")

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "slug"], name="room_slug_once_per_meeting"),
            models.CheckConstraint(
                condition=Q(online_address="") | Q(online_address__regex="^https?://"),
                name="room_online_is_on_the_web",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoomClosing(models.Model):
    """A room cannot be used from `starts_at` to `ends_at` (exclusive)."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="closings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="room_closing_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.room} closed {self.starts_at:%Y-%m-%d %H:%M}"


class BlockKind(models.TextChoices):
    SESSIONS = "sessions", "Sessions"
    BREAK = "break", "Break"


class Block(models.Model):
    """A stretch of time. Sessions start on multiples of `grid_minutes` after its start. Without rooms: all rooms."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="blocks")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=BlockKind, default=BlockKind.SESSIONS)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    grid_minutes = models.PositiveSmallIntegerField(default=15)
    rooms = models.ManyToManyField(Room, blank=True, related_name="blocks")

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="block_has_a_length"),
            models.CheckConstraint(condition=Q(kind__in=BlockKind.values), name="block_kind_known"),
            models.CheckConstraint(condition=Q(grid_minutes__gt=0), name="block_grid_is_positive"),
        ]

    def __str__(self) -> str:
        return self.name
