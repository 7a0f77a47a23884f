"""An exercise of setting priorities: its scope, its method, who leads it, its groups and criteria."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from outcomes.models.taxonomy import Taxonomy
from people.codes import random_code
from proposals.models import Proposal
from workshops.models import Meeting


class Method(models.TextChoices):
    CHNRI = "chnri", "CHNRI: optimism by criteria"
    JLA = "jla", "James Lind Alliance: ranked by groups that count alike"
    DELPHI = "delphi", "Delphi: ratings from 1 to 9 in rounds"
    NOMINAL = "nominal", "Nominal group: each person ranks a few"
    DOTS = "dots", "Dot voting: a screen for a long list"
    UNRANKED = "unranked", "Unranked: listed, and not scored"


class Consensus(models.TextChoices):
    """The values are those of outcomes.engine.delphi."""

    SEVENTY_FIFTEEN = "70-15", "In: 70 % rate 7–9 and under 15 % rate 1–3; out: the other way round"
    SEVENTY_HALF = "70-50", "In: as before; out: in no group do more than 50 % rate 7–9"
    EIGHTY = "80", "80 % in one band; 41 to 79 % asked again; 40 % or less dropped"


class ExerciseQuerySet(models.QuerySet):
    def visible_to(self, person) -> "ExerciseQuerySet":
        """Program staff, and who facilitates it or keeps its list. Whoever takes part has her link."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        return self.filter(Exists(Facilitator.objects.filter(exercise=OuterRef("pk"), person=person)))

    def for_page(self) -> "ExerciseQuerySet":
        return self.select_related("meeting", "proposal", "taxonomy")


class Exercise(models.Model):
    """Of an accepted agenda-setting session (`proposal`), or of a meeting alone.

    `top` is the line: how many places the priorities have. `picks` is how many items one person ranks, or how many
    dots she has; `cap` how many dots go on one item; `items_each` how many items one person may suggest. `seed` makes
    intervals and per-person orders repeatable. The method is fixed when the first round opens (`fixed_at`).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="exercises")
    proposal = models.OneToOneField(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="exercise"
    )
    code = models.CharField(max_length=12, unique=True, default=random_code)
    title = models.CharField(max_length=200)
    scope = models.TextField(blank=True)
    reading = models.TextField("reading list", blank=True)
    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.PROTECT, null=True, blank=True, related_name="exercises")
    method = models.CharField(max_length=10, choices=Method, default=Method.CHNRI)
    consensus = models.CharField(max_length=6, choices=Consensus, default=Consensus.SEVENTY_FIFTEEN)
    is_per_group = models.BooleanField("consensus must hold in each group", default=False)
    blanks_count = models.BooleanField("blanks count in the agreement", default=False)
    picks = models.PositiveSmallIntegerField(default=10, validators=[MinValueValidator(1), MaxValueValidator(50)])
    cap = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1), MaxValueValidator(50)])
    top = models.PositiveSmallIntegerField(default=10, validators=[MinValueValidator(1)])
    quorum = models.PositiveSmallIntegerField(
        "quorum, in percent", default=50, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    items_each = models.PositiveSmallIntegerField(default=3, validators=[MaxValueValidator(50)])
    names_authors = models.BooleanField("who suggested an item is shown to who leads", default=False)
    seed = models.PositiveIntegerField(default=1)
    collects_from = models.DateTimeField(null=True, blank=True)
    collects_until = models.DateTimeField(null=True, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="exercise_method_known"),
            models.CheckConstraint(condition=Q(consensus__in=Consensus.values), name="exercise_consensus_known"),
            models.CheckConstraint(condition=Q(quorum__range=(1, 100)), name="exercise_quorum_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(top__gte=1, picks__gte=1, cap__gte=1), name="exercise_counts_from_one"
            ),
            models.CheckConstraint(
                condition=Q(collects_until__isnull=True) | Q(collects_until__gte=F("collects_from")),
                name="exercise_collects_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_collecting(self, at) -> bool:
        """Whether who takes part may suggest items now."""
        return self.collects_from is not None and (self.collects_until is None or at < self.collects_until)


class Facilitator(models.Model):
    """Who leads an exercise beside staff: a facilitator runs its rounds, a scribe keeps its list of items."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", "Facilitator"
        SCRIBE = "scribe", "Scribe"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="facilitators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=Role, default=Role.FACILITATOR)

    class Meta:
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "person"], name="facilitator_once_per_exercise"),
            models.CheckConstraint(condition=Q(role__in=["facilitator", "scribe"]), name="facilitator_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class StakeholderGroup(models.Model):
    """Whom people stand for: patients and carers, clinicians, researchers, funders."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "name"], name="stakeholder_group_once_per_exercise"),
        ]

    def __str__(self) -> str:
        return self.name


class Yardstick(models.Model):
    """A criterion of CHNRI: a question that is answered for each item, and what the stakeholders weigh it."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="yardsticks")
    name = models.CharField(max_length=80)
    question = models.CharField(max_length=300, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=3, default=1, validators=[MinValueValidator(0)])
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "name"], name="yardstick_once_per_exercise"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="yardstick_weight_not_below_zero"),
        ]

    def __str__(self) -> str:
        return self.name
