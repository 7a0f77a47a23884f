"""Whom a letter invited to something that stands in a calendar, what she was told last, and what she answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Answered(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    TENTATIVE = "tentative", "Tentative"
    DECLINED = "declined", "Declined"


class InviteeQuerySet(models.QuerySet):
    def told(self) -> "InviteeQuerySet":
        """A letter to her has been let go."""
        return self.filter(told_at__isnull=False)

    def living(self) -> "InviteeQuerySet":
        """Told, and not called off since."""
        return self.told().filter(is_cancelled=False)


class Invitee(models.Model):
    """`about` is an opaque key of a higher floor, as a letter's; `uid` the calendar's, for ever.

    `sequence` to `is_cancelled` are what the last letter that was let go said; nothing of them is known before
    `told_at`. `timed_sequence` is the first sequence with the time that she knows now: an answer to an earlier one
    was to another time. Of answers the newest counts, by `answer_sequence` and `answer_stamp`, its calendar's words.
    """

    about = models.CharField(max_length=120, db_index=True)
    uid = models.CharField(max_length=80, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invited_to")
    address = models.EmailField()
    title = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    timed_sequence = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answered, blank=True)
    answer_sequence = models.PositiveIntegerField(default=0)
    answer_stamp = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    objects = InviteeQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["about", "person"], name="invitee_once_to_each"),
            models.CheckConstraint(condition=Q(answer__in=["", *Answered.values]), name="invitee_answer_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answer_stamp__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answer_stamp__isnull=False),
                name="invitee_answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gte=F("starts_at")),
                name="invitee_was_told_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.title}"

    @property
    def is_answer_of_now(self) -> bool:
        """She answered, and to the time that stands."""
        return bool(self.answer) and self.answer_sequence >= self.timed_sequence

    @property
    def answer_in_words(self) -> str:
        """For a line of a page."""
        if self.told_at is None:
            return "Not told yet"
        if self.is_cancelled:
            return "Called off"
        if not self.answer:
            return "No answer yet"
        said = self.get_answer_display()
        return said if self.is_answer_of_now else f"{said} an earlier time"
