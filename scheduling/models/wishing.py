"""What people wish of a schedule before there is one: votes for sessions, and hours in their own time zone."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from scheduling.models.session import Session
from workshops.models import Meeting

MOST_VOTES = 60


class Ballot(models.Model):
    """Attendees say which sessions they want to see, from `opens_at` to `closes_at` (exclusive). Until it is closed
    nobody reads the counts, the planner neither. With `attendance`, the audience of a session is guessed from the
    share of the voters who want it."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="ballot")
    introduction = models.TextField(blank=True, help_text="What attendees read first. Markdown.")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    most = models.PositiveSmallIntegerField(
        "sessions that one person may choose",
        default=20,
        validators=[MinValueValidator(2), MaxValueValidator(MOST_VOTES)],
    )
    attendance = models.PositiveIntegerField("people expected at the meeting", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="ballot_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(most__gte=2, most__lte=MOST_VOTES), name="ballot_most_2_to_60"),
        ]

    def __str__(self) -> str:
        return f"Votes for {self.meeting}"


class Vote(models.Model):
    """Somebody wants to see a session. Who voted for what is never shown, to staff neither."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="votes_for_sessions")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="vote_once")]

    def __str__(self) -> str:
        return f"A vote for {self.session}"


class Afar(models.Model):
    """Somebody takes part from another time zone, where the night is unwelcome."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="afar")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="afar")
    zone = models.CharField("time zone", max_length=60)

    class Meta:
        verbose_name_plural = "afar"
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="afar_once")]

    def __str__(self) -> str:
        return f"{self.person} from {self.zone}"
