"""When a member is away: nothing is assigned to her then, and no reminder goes to her."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reviews.models.stage import Stage


class LeaveQuerySet(models.QuerySet):
    def of(self, person) -> "LeaveQuerySet":
        return self.filter(person=person.pk)

    def on(self, day: date) -> "LeaveQuerySet":
        return self.filter(begins_on__lte=day, ends_on__gte=day)


class Leave(models.Model):
    """From the first day to the last, both included, on the calendar of the meeting that asks."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leaves")
    begins_on = models.DateField("first day")
    ends_on = models.DateField("last day")

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["begins_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="leave_has_a_length"),
            models.UniqueConstraint(fields=["person", "begins_on", "ends_on"], name="leave_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.begins_on} to {self.ends_on}"


class ReadingReminder(models.Model):
    """A reader was written to about a stage, `days` before its reviews were due (below 0: after). Each once; a date
    that moves is a new one.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="reminders")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    days = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "reviewer", "due_at", "days"], name="reading_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}, {self.stage}, {self.days} days before"
