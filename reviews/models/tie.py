"""A tie between two people that no proposal made and no time ends: adviser and student, family, business."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class TieKind(models.TextChoices):
    ADVISER = "adviser", "Adviser or student"
    FAMILY = "family", "Family or partner"
    BUSINESS = "business", "Business together"


class TieQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "TieQuerySet":
        """Her own declarations; staff, who can lift one, see all but those about themselves."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self.exclude(Q(other=person) & ~Q(person=person))
        return self.filter(person=person)

    def between(self, readers: Collection[Any]) -> "TieQuerySet":
        """Those at one end of which one of these people stands (reviews.conflicts.facts.Who by key)."""
        addresses = {address for who in readers.values() for address in who.addresses}  # type: ignore[attr-defined]
        keys = [key for key in readers if key]
        return self.filter(Q(person__in=keys) | Q(other__in=keys) | Q(email__in=sorted(addresses)))


class Tie(models.Model):
    """`person` has it, `other` is whom it is with as far as she has an account; `by` is who declared it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ties")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True, db_index=True)
    kind = models.CharField(max_length=10, choices=TieKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = TieQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TieKind.values), name="tie_kind_known"),
            models.CheckConstraint(condition=Q(email="") | Q(email__regex=r"^[^A-Z]+$"), name="tie_email_lower_case"),
            models.CheckConstraint(condition=Q(other=None) | ~Q(person=models.F("other")), name="tie_is_between_two"),
            models.UniqueConstraint(fields=["person", "email"], condition=~Q(email=""), name="tie_once_per_address"),
        ]

    def __str__(self) -> str:
        return f"{self.person} and {self.name}"

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()
