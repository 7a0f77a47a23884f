"""The society whose installation this is, and the research priorities it has published."""

from django.db import models
from django.db.models import Q


class Society(models.Model):
    """One row per installation."""

    name = models.CharField(max_length=160, default="Our Society")
    short_name = models.CharField(max_length=20, blank=True)
    logo = models.ImageField(upload_to="society/", blank=True)
    accent = models.CharField(
        max_length=7, default="#8c1d2f", help_text="A colour as #rrggbb, dark enough for white text."
    )
    sender_name = models.CharField(max_length=120, blank=True)
    sender_address = models.EmailField(blank=True, help_text="Letters come from this address.")
    zone = models.CharField("time zone", max_length=60, default="UTC")
    file_months = models.PositiveSmallIntegerField(
        "months for which files are kept", null=True, blank=True, default=24
    )

    class Meta:
        verbose_name_plural = "societies"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="society_is_one"),
            models.CheckConstraint(condition=Q(accent__regex=r"^#[0-9a-fA-F]{6}$"), name="society_accent_is_hex"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Society":
        """The row, or an unsaved one with the defaults before anybody has filled in the page."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class ResearchPriority(models.Model):
    """An item of the society's published research agenda, which a proposal may say it serves."""

    code = models.CharField(max_length=30, unique=True)
    edition = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    address = models.URLField("source address", blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "research priorities"

    def __str__(self) -> str:
        return self.text
