"""A calibrated ranking as it was on a day: kept so that an appeal can be answered with the same numbers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.stage import Stage


class CalibrationRun(models.Model):
    """`inputs` are the counted readings, each [proposal, assignment, score of 100]; with them, `top`, `seed` and
    `version` (of the model) the numbers can be computed again. `results` are [proposal, readings, raw, merit, error,
    chance, expected rank, best and worst rank] as they were found.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="calibration_runs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=60)
    seed = models.BigIntegerField()
    top = models.PositiveIntegerField()
    inputs = models.JSONField()
    results = models.JSONField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(top__gt=0), name="calibration_run_looks_for_some")]

    def __str__(self) -> str:
        return self.note or f"{self.stage}, kept {self.at:%-d %B %Y}"
