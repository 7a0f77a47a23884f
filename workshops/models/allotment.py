"""What a portfolio may spend: how many sessions of a format a day can hold."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from workshops.models.call import Call, Format


class Allotment(models.Model):
    """`slots` sessions of a format of the call on one day of the meeting."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="allotments")
    format = models.ForeignKey(Format, on_delete=models.CASCADE, related_name="allotments")
    day = models.DateField()
    slots = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["day", "format__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["format", "day"], name="allotment_once_per_format_and_day"),
            models.CheckConstraint(condition=Q(slots__gt=0), name="allotment_has_slots"),
        ]

    def __str__(self) -> str:
        return f"{self.slots} × {self.format}, {self.day:%-d %B}"

    def clean(self) -> None:
        if self.format_id and self.format.call_id != self.call_id:
            raise ValidationError({"format": "This format belongs to another call."})
        if self.slots == 0:
            raise ValidationError({"slots": "Leave out a day that has no slot."})
