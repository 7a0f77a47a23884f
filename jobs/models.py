"""One row for each piece of background work; pages read it, workers write it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Working"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


LIVING = [JobState.QUEUED, JobState.RUNNING]


class JobQuerySet(models.QuerySet):
    def visible_to(self, person) -> "JobQuerySet":
        """Staff see every job, others those they asked for."""
        return self if person.is_staff else self.filter(by=person)

    def living(self) -> "JobQuerySet":
        return self.filter(state__in=LIVING)

    def about(self, kind: str, key: str) -> "JobQuerySet":
        return self.filter(kind=kind, key=key)


class Job(models.Model):
    """`kind` names a handler registered in some floor's tasks.py; `key` makes asking twice harmless."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, blank=True)
    params = models.JSONField(default=dict)
    queue = models.CharField(max_length=10, default="quick")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_per_cent"),
            models.CheckConstraint(condition=Q(queue__in=["quick", "long"]), name="job_queue_known"),
            models.CheckConstraint(
                condition=Q(state__in=LIVING, finished_at__isnull=True)
                | ~Q(state__in=LIVING) & Q(finished_at__isnull=False),
                name="job_finished_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=LIVING) & ~Q(key=""),
                name="job_living_once_per_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key or self.pk}"

    @property
    def is_living(self) -> bool:
        return self.state in LIVING
