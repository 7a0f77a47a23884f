"""Items: the questions and challenges that are collected, merged, and put in order."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from outcomes.models.exercise import Exercise
from outcomes.models.participant import Participant
from outcomes.models.taxonomy import Theme

TEXTS = ("title", "description", "gap", "window", "targets", "actors", "references")
FACTS = ("form", "kind", "domain", "horizon")
"""With the theme, what a revision of an item keeps."""


class ItemQuerySet(models.QuerySet):
    def living(self) -> "ItemQuerySet":
        """Neither dropped nor merged into another."""
        merged = Merge.objects.standing().filter(item=OuterRef("pk"))
        return self.filter(~Exists(merged), dropped_at__isnull=True)


class Item(models.Model):
    """`number` is its name in the exercise, never given twice. `window` is the window of opportunity: why now."""

    class Form(models.TextChoices):
        QUESTION = "question", "Compelling question"
        CHALLENGE = "challenge", "Critical challenge"

    class Kind(models.TextChoices):
        RESEARCH = "research", "Research"
        INFRASTRUCTURE = "infrastructure", "Infrastructure"
        TRAINING = "training", "Training"
        POLICY = "policy", "Policy"

    class Domain(models.TextChoices):
        """CHNRI's four kinds of research."""

        DESCRIPTION = "description", "Description"
        DELIVERY = "delivery", "Delivery"
        DEVELOPMENT = "development", "Development"
        DISCOVERY = "discovery", "Discovery"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    title = models.CharField("question or challenge", max_length=300)
    form = models.CharField("form", max_length=10, choices=Form, default=Form.QUESTION)
    kind = models.CharField("type", max_length=16, choices=Kind, default=Kind.RESEARCH)
    domain = models.CharField("kind of research", max_length=12, choices=Domain, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="items")
    description = models.TextField(blank=True)
    gap = models.TextField("gap, with evidence", blank=True)
    window = models.TextField("window of opportunity", blank=True)
    targets = models.TextField("measurable targets", blank=True)
    actors = models.TextField("who could act", blank=True)
    horizon = models.PositiveSmallIntegerField(
        "horizon, in years", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    references = models.TextField(blank=True)
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="items"
    )
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.CharField(max_length=300, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="item_number_once_per_exercise"),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_a_title"),
            models.CheckConstraint(condition=Q(form__in=["question", "challenge"]), name="item_form_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["research", "infrastructure", "training", "policy"]), name="item_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(domain__in=["", "description", "delivery", "development", "discovery"]),
                name="item_domain_known",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | ~Q(dropped_because=""), name="item_dropped_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def facts(self) -> dict[str, str | int | None]:
        """What a revision keeps, as plain values."""
        return {name: getattr(self, name) for name in (*TEXTS, *FACTS)} | {"theme": self.theme_id}


class ItemRevision(models.Model):
    """What an item said before a change; rows are added and never changed."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="item_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item}, version {self.version}"


class MergeQuerySet(models.QuerySet):
    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """`item` says the same as `into`, which goes on; undone, it lives again and the row stays."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="merged")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(undone_at__isnull=True), name="merge_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(item=F("into")), name="merge_of_two_items"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} into {self.into_id}"


class ItemRecusal(models.Model):
    """Somebody who takes part has an interest in an item, and what she says of it is not asked and not counted."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="recusals")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="recusals")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "participant"], name="item_recusal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="item_recusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.participant} out for {self.item_id}"
