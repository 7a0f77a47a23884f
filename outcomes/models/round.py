"""Rounds: what was asked, under which method, from when to when, and what was rated in them.

Who rated what is read from `Rating.objects`, which has nothing of a round that is open or undone. The rows themselves
are `Rating.ballots`; only the actions that save an answer and the page of who gave it use them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from outcomes.models.exercise import Exercise
from outcomes.models.item import Item
from outcomes.models.participant import Participant


class RoundQuerySet(models.QuerySet):
    def standing(self) -> "RoundQuerySet":
        """Not undone."""
        return self.filter(undone_at__isnull=True)

    def running(self) -> "RoundQuerySet":
        return self.standing().filter(closed_at__isnull=True)

    def closed(self) -> "RoundQuerySet":
        return self.standing().filter(closed_at__isnull=False)


class Round(models.Model):
    """`setting` is the method as it was fixed: outcomes.setting writes and reads it; no later change reaches it."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    setting = models.JSONField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField("planned end", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "number"], condition=Q(undone_at__isnull=True), name="round_number_once"
            ),
            models.UniqueConstraint(
                fields=["exercise"],
                condition=Q(undone_at__isnull=True, closed_at__isnull=True),
                name="round_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"

    @property
    def state(self) -> str:
        """open, closed or undone."""
        return "undone" if self.undone_at else "closed" if self.closed_at else "open"


class RoundChange(models.Model):
    """What was done to a round, and why; rows are added and never changed."""

    class Verb(models.TextChoices):
        OPENED = "opened", "Opened"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Reopened"
        UNDONE = "undone", "Undone"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changes")
    verb = models.CharField(max_length=10, choices=Verb)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=["opened", "closed"]) | (Q(verb__in=["reopened", "undone"]) & ~Q(reason="")),
                name="round_change_gives_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.round}"


class RoundItem(models.Model):
    """An item as it was asked in a round; `title` is what people read."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="asked")
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "item"], name="round_item_once"),
        ]

    def __str__(self) -> str:
        return self.title


class CountedRatings(models.Manager):
    """Of rounds that are closed and not undone."""

    def get_queryset(self) -> models.QuerySet:
        closed = super().get_queryset().filter(asked__round__closed_at__isnull=False)
        return closed.filter(asked__round__undone_at__isnull=True)


class Rating(models.Model):
    """What one person says of one item under one criterion (an empty one where the method has none), as given:
    CHNRI 1, 0.5, 0 or None (blank); Delphi 1 to 9; a place on her list; a number of dots. One row, changed by a later
    answer; `RatingChange` keeps the earlier ones.
    """

    asked = models.ForeignKey(RoundItem, on_delete=models.CASCADE, related_name="ratings")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.CharField(max_length=80, blank=True)
    value = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    at = models.DateTimeField()

    objects = CountedRatings()
    ballots = models.Manager()  # noqa: DJ012  the second of two managers

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "participant", "criterion"], name="rating_once"),
        ]

    def __str__(self) -> str:
        return f"Rating {self.pk}"


class CountedChanges(models.Manager):
    def get_queryset(self) -> models.QuerySet:
        closed = super().get_queryset().filter(rating__asked__round__closed_at__isnull=False)
        return closed.filter(rating__asked__round__undone_at__isnull=True)


class RatingChange(models.Model):
    """An answer that a later one took the place of: what it was, and when it was given."""

    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="changes")
    value = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    at = models.DateTimeField()

    objects = CountedChanges()
    ballots = models.Manager()  # noqa: DJ012  the second of two managers

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Change {self.pk}"
