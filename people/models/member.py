"""Who is a member of the society, as its own books say: a list that staff load, by address."""

from datetime import date

from django.db import models
from django.db.models import Q


class MemberQuerySet(models.QuerySet):
    def on(self, day: date) -> "MemberQuerySet":
        """Members on that day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))


class Member(models.Model):
    """`email` is folded for case. Without `until` the membership has no end that we know of."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=40, blank=True)
    until = models.DateField("member until", null=True, blank=True)
    loaded_at = models.DateTimeField()

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(condition=Q(email__regex=r"^[^A-Z]+$"), name="member_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email
