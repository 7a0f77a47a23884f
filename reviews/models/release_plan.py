"""Letters that go by themselves at a chosen time."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.decision import Decision
from reviews.models.stage import Stage


class ReleasePlanQuerySet(models.QuerySet):
    def running(self) -> "ReleasePlanQuerySet":
        return self.filter(cancelled_at__isnull=True, done_at__isnull=True)

    def due(self, at) -> "ReleasePlanQuerySet":
        return self.running().filter(release_at__lte=at)


class ReleasePlan(models.Model):
    """The held letters of these decisions are released together at `release_at`, in the name of `by`. What became of
    it: how many were `sent`, or the `fault` that kept all of them.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="release_plans")
    decisions = models.ManyToManyField(Decision, related_name="+")
    release_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    sent = models.PositiveIntegerField(default=0)
    fault = models.TextField(blank=True)

    objects = ReleasePlanQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage"],
                condition=Q(cancelled_at__isnull=True, done_at__isnull=True),
                name="release_plan_one_running_per_stage",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(done_at__isnull=True), name="release_plan_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Letters of {self.stage}, {self.release_at:%Y-%m-%d %H:%M} UTC"
