"""A meeting of a series: the year's edition, with its place, its zone and its dates."""

from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from letters.models import LetterSet
from workshops.coordinates import FORM, geo_of
from workshops.dates import spoken_dates
from workshops.zones import spoken


class Series(models.Model):
    """Meetings of one kind, year after year."""

    name = models.CharField(max_length=160, unique=True)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, person) -> "MeetingQuerySet":
        """Everybody sees public meetings; staff see all, and those with a seat theirs."""
        if person.is_authenticated and person.is_staff:
            return self
        from workshops.models.committee import Seat  # which itself needs meetings

        seats = Seat.objects.of(person).order_by()
        return self.filter(Q(is_public=True) | Q(pk__in=seats.values("committee__meeting")))


class Meeting(models.Model):
    """`slug` is the first part of every public address of the meeting and never changes once public. With
    `tells_calendars` a release writes invitations to everybody in a session, held for staff to let go."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    slug = models.SlugField(max_length=40, unique=True, help_text="The meeting's address, for example ash-2027.")
    name = models.CharField(max_length=160)
    description = models.TextField(blank=True, help_text="Markdown.")
    starts_on = models.DateField()
    ends_on = models.DateField()
    venue = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=120, blank=True)
    coordinates = models.CharField(max_length=32, blank=True, help_text="Latitude and longitude, in degrees.")
    zone = models.CharField("time zone", max_length=60, default="UTC")
    letter_set = models.ForeignKey(
        LetterSet, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    labels = models.JSONField(default=dict, blank=True, help_text="Words this meeting uses instead of ours.")
    tells_calendars = models.BooleanField("calendar invitations", default=False)
    is_public = models.BooleanField("shown to the public", default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="meeting_slug_is_plain"
            ),
            models.CheckConstraint(
                condition=Q(coordinates="") | Q(coordinates__regex=f"^{FORM}$"), name="meeting_coordinates_are_two"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The meeting ends before it starts."})
        if self.coordinates and not geo_of(self.coordinates):
            raise ValidationError(
                {"coordinates": "No place on Earth: latitude, then longitude, such as 28.4256, -81.4700."}
            )

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def zone_label(self) -> str:
        return spoken(self.zone)

    @property
    def dates(self) -> str:
        return spoken_dates(self.starts_on, self.ends_on)

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.venue, self.city) if part)
