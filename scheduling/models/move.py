"""What somebody did to a version of the schedule, move by move, so that others see it and it can be taken back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from scheduling.models.version import Version


class MoveKind(models.TextChoices):
    PLACE = "place", "placed"
    UNPLACE = "unplace", "taken out"
    LOCK = "lock", "locks changed"
    PLAN = "plan", "plan applied"
    UNDO = "undo", "taken back"
    REDO = "redo", "done again"


class Move(models.Model):
    """`number` is the version's `edit` after it. `changes` is {session id: [before, after]}, each of them nothing or
    [room id, minutes since 1970 in UTC, room locked, time locked]. `undoes` is what an undo took back, or a redo did
    again."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="moves")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=MoveKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    changes = models.JSONField(default=dict)
    undoes = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    is_undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="move_number_once_per_version"),
            models.CheckConstraint(condition=Q(kind__in=MoveKind.values), name="move_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["undo", "redo"], undoes__isnull=False)
                | (~Q(kind__in=["undo", "redo"]) & Q(undoes__isnull=True)),
                name="move_undoes_as_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} move {self.number}: {self.get_kind_display()}"

    @property
    def who(self) -> str:
        return str(self.by) if self.by else "Convoke"
