"""Who is registered for a meeting, as the society's own registration knows it, and what is only for them."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from program.engine.feedback import USUAL, questions_in
from workshops.models import Meeting


def can_be_asked(text: str) -> None:
    try:
        questions_in(text)
    except ValueError as fault:
        raise ValidationError(str(fault)) from fault


class AttendeeRules(models.Model):
    """What a meeting asks of those who attend. Without a row nothing is asked."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="attendee_rules")
    registrants_only = models.BooleanField(
        "only for registrants",
        default=False,
        help_text="Signing up for sessions, online addresses of rooms (from the next release on) and certificates.",
    )

    code_minutes_before = models.PositiveSmallIntegerField(
        "a session’s code counts from so many minutes before it begins",
        default=10,
        validators=[MaxValueValidator(240)],
    )
    code_minutes_after = models.PositiveSmallIntegerField(
        "and until so many minutes after it ends", default=30, validators=[MaxValueValidator(1440)]
    )

    minutes_per_credit = models.PositiveSmallIntegerField(
        "minutes of attendance for one credit",
        default=0,
        validators=[MaxValueValidator(10_000)],
        help_text="0: certificates tell minutes only.",
    )
    credit_step = models.DecimalField(
        "credits come in steps of",
        max_digits=4,
        decimal_places=2,
        default=Decimal("0.25"),
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(10)],
        help_text="For example 0.25: a quarter of a credit.",
    )
    credits_round_down = models.BooleanField(
        "round credits down", default=False, help_text="Else they are rounded to the nearest step."
    )
    credit_name = models.CharField(
        "name of the credits", max_length=80, default="credits", help_text="As certificates print it."
    )
    certificate_text = models.TextField(
        "words on certificates",
        max_length=1000,
        blank=True,
        help_text="For example by whom the meeting is accredited.",
    )

    feedback_days = models.PositiveSmallIntegerField(
        "feedback: days after a session",
        default=0,
        validators=[MaxValueValidator(90)],
        help_text="0: nobody is asked.",
    )
    feedback_questions = models.TextField(
        "questions",
        max_length=2500,
        default=USUAL,
        validators=[can_be_asked],
        help_text="A question a line. One that ends with (1-5) is answered by a mark from 1 to 5, others in words.",
    )

    class Meta:
        verbose_name_plural = "attendee rules"
        constraints = [
            models.CheckConstraint(condition=Q(credit_step__gt=0), name="attendee_rules_step_is_positive"),
        ]

    def __str__(self) -> str:
        return f"Rules for attendees of {self.meeting}"

    @classmethod
    def of(cls, meeting: Meeting) -> "AttendeeRules":
        """Those of the meeting, or the usual ones, unsaved."""
        return cls.objects.filter(meeting=meeting).first() or cls(meeting=meeting)


class RegistrantQuerySet(models.QuerySet):
    def of(self, person) -> "RegistrantQuerySet":
        """Those that are this person, by an address that she has proved."""
        return self.filter(email__in=person.emailaddress_set.filter(verified=True).values(lower=Lower("email")))

    def matching(self, words: str) -> "RegistrantQuerySet":
        return self.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(category__icontains=words))


class Registrant(models.Model):
    """A line of the list that staff brought in."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrants")
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=80, blank=True)
    loaded_at = models.DateTimeField()

    objects = RegistrantQuerySet.as_manager()

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "email"], name="registrant_once_per_meeting"),
            models.CheckConstraint(condition=Q(email__regex=r"^[^A-Z]+$"), name="registrant_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email
