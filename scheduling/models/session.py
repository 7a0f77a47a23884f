"""A session of the meeting: from a confirmed proposal, from an imported program, or entered by staff."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from people.codes import random_code
from proposals.models import Candidate, Proposal
from workshops.models import Meeting, Topic


def random_uid() -> str:
    """A calendar UID (RFC 7986 section 5.3): random, permanent, says nothing of what it names."""
    return str(uuid.uuid4())


class SessionQuerySet(models.QuerySet):
    def living(self) -> "SessionQuerySet":
        """Not cancelled, and its proposal (where it has one) still confirmed or accepted."""
        return self.filter(cancelled_at__isnull=True).filter(
            Q(proposal__isnull=True) | Q(proposal__state__in=["accepted", "confirmed"])
        )

    def for_program(self) -> "SessionQuerySet":
        """With all that a page, a feed or a release says of a session."""
        return self.prefetch_related("topics", "people__person", "items__speaker__person")


class Session(models.Model):
    """`external_id` is what an imported file called it; `needs` are room features; `audience` a head count;
    `note` is for who works on the schedule, and is never released."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sessions")
    code = models.CharField(max_length=16, unique=True, default=random_code, editable=False)
    uid = models.CharField(max_length=80, unique=True, default=random_uid, editable=False)
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="session")
    external_id = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True)
    abstract = models.TextField(blank=True)
    description = models.TextField(blank=True)
    format_name = models.CharField("format", max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="sessions")
    minutes = models.PositiveSmallIntegerField()
    audience = models.PositiveIntegerField("expected audience", null=True, blank=True)
    needs = models.JSONField("room features needed", default=list, blank=True)
    source_address = models.URLField("where the facts come from", max_length=500, blank=True)
    note = models.TextField("note for schedulers", blank=True, max_length=1000)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="session_has_a_length"),
            models.UniqueConstraint(
                fields=["meeting", "external_id"],
                condition=~Q(external_id=""),
                name="session_external_id_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SessionPerson(models.Model):
    """A person in a role of a session, with the institution as printed."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="session_roles")
    role = models.CharField(max_length=12, default="speaker", help_text="A value of proposals.models.faculty.Role.")
    affiliation = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "role"], name="session_person_once_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"


class SessionItem(models.Model):
    """One line of a session's running order; its clock time follows from the minutes before it.

    `candidate`: a talk of a workshop that is not held, taken up here.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, default="talk", help_text="A value of proposals.models.faculty.ItemKind.")
    title = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    speaker = models.ForeignKey(SessionPerson, on_delete=models.SET_NULL, null=True, blank=True, related_name="items")
    candidate = models.ForeignKey(
        Candidate, on_delete=models.SET_NULL, null=True, blank=True, related_name="session_items"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(candidate__isnull=False), name="session_item_takes_up_a_talk_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.kind


class Absence(models.Model):
    """A person cannot take part from `starts_at` to `ends_at` (exclusive)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="absences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.person} absent {self.starts_at:%Y-%m-%d %H:%M}"


class Star(models.Model):
    """An attendee wishes to see a session; the planner reads stars as wishes."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="stars")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stars")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="star_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} stars {self.session}"
