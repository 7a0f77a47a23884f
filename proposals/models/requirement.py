"""A society's rule about proposals, as data: a kind of the closed catalogue, its parameters, and a sentence."""

from django.db import models
from django.db.models import Q

from workshops.models import Call, Format


class Severity(models.TextChoices):
    BLOCK = "block", "Blocks submission"
    WARN = "warn", "Warns the proposer"
    TELL = "tell", "Told to the committee"


class Requirement(models.Model):
    """`kind` is a key of proposals.catalogue.CATALOGUE, `params` what that kind asks for."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="requirements")
    formats = models.ManyToManyField(Format, blank=True, related_name="requirements")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict, blank=True)
    severity = models.CharField(max_length=6, choices=Severity, default=Severity.BLOCK)
    sentence = models.CharField(max_length=300, help_text="Shown to proposers, for example: Two to four chairs.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="requirement_severity_known"),
        ]

    def __str__(self) -> str:
        return self.sentence
