"""A broken rule of the draft that somebody answers for."""

from django.conf import settings
from django.db import models

from scheduling.models.version import Version


class Acknowledgement(models.Model):
    """`key` names the rule, whom it concerns and the places of its sessions: once one of them moves, this says
    nothing any more. `sessions` are their ids; `sentence` is the clash in words, as it was acknowledged."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="acknowledgements")
    key = models.CharField(max_length=64)
    sessions = models.JSONField(default=list)
    sentence = models.TextField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="acknowledgement_once_per_clash"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="acknowledgement_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.sentence} ({self.reason})"

    @property
    def who(self) -> str:
        return str(self.by) if self.by else "the command line"
