"""Which institution is part of which, as the society knows it."""

from django.db import models
from django.db.models import F, Q


class Belonging(models.Model):
    """Names as people write them, or domains; who works in the part works in the whole too."""

    part = models.CharField(max_length=200)
    whole = models.CharField("is part of", max_length=200)

    class Meta:
        ordering = ["whole", "part", "id"]
        constraints = [
            models.UniqueConstraint(fields=["part", "whole"], name="belonging_once"),
            models.CheckConstraint(condition=~Q(part=F("whole")), name="belonging_is_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.part} is part of {self.whole}"
