"""How a call is reviewed: stages in order, each a committee's, and the rubric they score by."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.functional import cached_property

from people.page_memory import remembered
from proposals.lifecycle import State
from proposals.models import Proposal
from reviews.models.conflict import hidden_from
from workshops.models import Call, Committee, Seat

JUDGED = [State.IN_REVIEW, State.REVISION_ASKED]
"""States of a proposal that a committee is still judging."""


class Rubric(models.Model):
    """A set of criteria. Guidance is what a reviewer reads before the first score."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="rubrics")
    name = models.CharField(max_length=120)
    guidance = models.TextField(blank=True, help_text="Markdown.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


MOST_STEPS = 20


def wrong_scale(lowest: int, highest: int, anchors: dict[str, str]) -> dict[str, str]:
    """What is wrong with a scale and the words for its scores, by field."""
    if highest <= lowest:
        return {"highest": "The highest score has to be above the lowest."}
    if highest - lowest > MOST_STEPS:
        return {"highest": f"A scale has at most {MOST_STEPS + 1} steps."}
    scale = {str(score) for score in range(lowest, highest + 1)}
    outside = [score for score in anchors if score not in scale]
    return {"anchors": f"{outside[0]} is not on the scale from {lowest} to {highest}."} if outside else {}


class Criterion(models.Model):
    """Whole numbers from `lowest` to `highest`; `anchors` is {number as text: what it means}."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    label = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    lowest = models.SmallIntegerField(default=1)
    highest = models.SmallIntegerField(default=5)
    anchors = models.JSONField(default=dict, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name_plural = "criteria"
        constraints = [
            models.CheckConstraint(condition=Q(highest__gt=F("lowest")), name="criterion_scale_has_a_length"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_has_weight"),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        if wrong := wrong_scale(self.lowest, self.highest, self.anchors):
            raise ValidationError(wrong)


class Decides(models.TextChoices):
    RECOMMEND = "recommend", "Recommends to the next stage"
    APPROVE = "approve", "Approves; its decisions are final"


class Anonymity(models.TextChoices):
    """Who knows whom while a stage reads; each hides what those before it hide. Who leads it sees every name."""

    OPEN = "open", "Open: readers know who proposes, and who else reads"
    BLIND = "blind", "Blind: readers do not learn who else reads"
    DOUBLE = "double", "Double-blind until a reader has handed in her review: who proposes is hidden too"
    THROUGHOUT = "throughout", "Double-blind for the whole stage"


class StageQuerySet(models.QuerySet):
    def visible_to(self, person) -> "StageQuerySet":
        """Staff see every stage, others those of a committee in which they sit."""
        if not person.is_authenticated:
            return self.none()
        seats = Seat.objects.of(person).order_by()
        return self if person.is_staff else self.filter(committee__in=seats.values("committee"))

    def led_by(self, person) -> "StageQuerySet":
        """Where she assigns readers: staff, and the committee's chair (rules.Standing.lead)."""
        if not person.is_authenticated:
            return self.none()
        seats = Seat.objects.of(person).filter(committee=OuterRef("committee"), may_assign=True)
        return self if person.is_staff else self.filter(Exists(seats))

    def overseen_by(self, person) -> "StageQuerySet":
        """Whose ranking she sees: who leads the stage, and who decides in it (rules.Standing.oversee)."""
        if not person.is_authenticated or person.is_staff:
            return self.led_by(person)
        seats = Seat.objects.of(person).filter(committee=OuterRef("committee"))
        recommends = Q(Exists(seats.filter(may_recommend=True)), decides=Decides.RECOMMEND)
        approves = Q(Exists(seats.filter(may_approve=True)), decides=Decides.APPROVE)
        return self.filter(Exists(seats.filter(may_assign=True)) | recommends | approves)

    def for_page(self) -> "StageQuerySet":
        """With what every page of a stage shows of it."""
        earlier = Stage.objects.filter(call=OuterRef("call"), order__lt=OuterRef("order")).order_by("-order")
        rows = self.select_related("call__meeting", "committee", "rubric")
        return rows.annotate(before_key=Subquery(earlier.values("pk")[:1]))


class Stage(models.Model):
    """Stages of a call run in `order`. Opened once by staff or the chair; its dates tell reviewers by when."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="stages")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="stages")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, null=True, blank=True, related_name="stages")
    name = models.CharField(max_length=120)
    decides = models.CharField(max_length=10, choices=Decides, default=Decides.RECOMMEND)
    readers_wanted = models.PositiveSmallIntegerField(
        "readers of each proposal",
        default=3,
        help_text="As many a plan gives to each, unless it is asked for others.",
    )
    anonymity = models.CharField(
        "who knows whom",
        max_length=10,
        choices=Anonymity,
        default=Anonymity.OPEN,
        help_text="Proposers never learn who reads, whichever is chosen.",
    )
    order = models.PositiveSmallIntegerField(default=0)
    places = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many proposals can be accepted; the ranking says how likely each is."
    )
    reviews_due_at = models.DateTimeField(null=True, blank=True)
    withholds_comments = models.BooleanField(
        "comments stay out of letters",
        default=False,
        help_text="What reviewers write to the proposers goes into a letter only where the chair ticks it.",
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField("looked for conflicts at", null=True, blank=True, editable=False)

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "order"], name="stage_order_once_per_call"),
            models.CheckConstraint(condition=Q(decides__in=Decides.values), name="stage_decides_known"),
            models.CheckConstraint(condition=Q(readers_wanted__range=(1, 20)), name="stage_readers_wanted_1_to_20"),
            models.CheckConstraint(condition=Q(anonymity__in=Anonymity.values), name="stage_anonymity_known"),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__gt=0), name="stage_places_above_none"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="stage_opened_before_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def hides_readers(self) -> bool:
        """From one another, also when it is closed."""
        return self.anonymity != Anonymity.OPEN

    @property
    def hides_proposers(self) -> bool:
        """From its readers, until it is closed."""
        return self.anonymity in (Anonymity.DOUBLE, Anonymity.THROUGHOUT) and self.closed_at is None

    @property
    def criteria(self) -> list[Any]:
        """By which its reviews score, in their order."""
        return list(self.rubric.criteria.all()) if self.rubric else []

    @property
    def counted_by(self) -> tuple[Any, ...]:
        """What of it changes how it is counted, beside its proposals and their reviews."""
        return self.pk, self.opened_at, self.places, self.rubric_id

    @property
    def is_final(self) -> bool:
        return self.decides == Decides.APPROVE

    @cached_property
    def before(self) -> "Stage | None":
        """The stage whose recommendations this one takes up."""
        return next((stage for stage in reversed(self._of_call()) if stage.order < self.order), None)

    @cached_property
    def before_key(self) -> int | None:
        """Of `for_page` without a query."""
        return self.before.pk if self.before else None

    @property
    def after(self) -> "Stage | None":
        return next((stage for stage in self._of_call() if stage.order > self.order), None)

    def _of_call(self) -> "list[Stage]":
        rows = Stage.objects.filter(call=self.call_id).order_by("order")
        return remembered(("stages of", self.call_id), lambda: list(rows))

    def proposals_for(self, person) -> "models.QuerySet[Proposal]":
        """Its proposals without those in which this person has a conflict."""
        return self.all_proposals().exclude(pk__in=hidden_from(person))

    def all_proposals(self) -> "models.QuerySet[Proposal]":
        """What the stage judges and has judged, hidden from nobody: for the machine, never for a page.

        The first stage takes what was submitted, a later one what the stage before recommended on. One that left
        (withdrawn, merged) stays only where it was decided.
        """
        if self.opened_at is None:
            return Proposal.objects.none()
        taken = Q(call=self.call_id, state__in=JUDGED)
        if self.before_key:
            taken &= Q(pk__in=Stage(pk=self.before_key).decisions.order_by().values("proposal"))
        decided = Q(pk__in=self.decisions.order_by().values("proposal"))
        return Proposal.objects.filter(taken | decided)
