"""One row for each piece of background work; pages read it, workers write it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jobs.registry import title_of


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

    def stale(self, since) -> "JobQuerySet":
        """Working, but not heard of since then: its worker is gone."""
        return self.filter(state=JobState.RUNNING, heartbeat_at__lt=since)

    def unheard(self, since) -> "JobQuerySet":
        """Waiting, and the engine was last told before then, or never."""
        return self.filter(state=JobState.QUEUED).filter(Q(handed_at__lt=since) | Q(handed_at=None))


class Job(models.Model):
    """`kind` names a handler registered in some floor's tasks.py; `key` makes asking twice harmless.

    `attempts` also tells one claim from the next: a worker that was given up for dead writes to no later claim.
    A `result` with `address` (a path of ours) and `label` is shown as a link once the job is done.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, blank=True)
    params = models.JSONField(default=dict)
    queue = models.CharField(max_length=10, default="quick")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    message = models.CharField(max_length=300, blank=True)
    fault = models.CharField(max_length=300, blank=True, help_text="What broke, for program staff.")
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True, help_text="When the engine was last told of it.")
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

    @property
    def title(self) -> str:
        return title_of(self.kind)

    @property
    def address(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def link(self) -> tuple[str, str] | None:
        """Where its result is, and the words of the link; a path of ours or nothing."""
        address = self.result.get("address", "")
        if address.startswith("/") and not address.startswith("//"):
            return address, self.result.get("label", "Open the result")
        return None
