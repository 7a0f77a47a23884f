"""Who could read what: a plan for the readers of a stage, kept with all it was computed from, until it is applied."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models import Job
from proposals.models import Proposal
from reviews.models.review import Role
from reviews.models.stage import Stage
from workshops.models import Committee, Seat


class Mode(models.TextChoices):
    FAIR = "fair", "Fair: first raise the proposal that is served worst, then the total"
    TOTAL = "total", "Total: the best sum, whoever is served worst"


class Keep(models.TextChoices):
    ALL = "all", "They stay; only missing readers are sought"
    FEW = "few", "As few as possible change"
    NONE = "none", "All may change, but who has begun to read"


class ReadingLoad(models.Model):
    """How many proposals a seat reads in a stage: at least and at most. Without a row, what a plan asks of all."""

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="reading_load")
    fewest = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fewest__lte=F("most")), name="reading_load_is_a_range"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.fewest} to {self.most}"


class KeptApart(models.Model):
    """Two members who do not read the same proposal; `one` has the smaller key."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="kept_apart")
    one = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "one", "other"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="kept_apart_smaller_key_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"


class ReaderPlanQuerySet(models.QuerySet):
    def visible_to(self, person) -> "ReaderPlanQuerySet":
        """For who assigns readers in the stage; its rows on proposals hidden from her are not shown to her."""
        return self.filter(stage__in=Stage.objects.led_by(person))


class ReaderPlan(models.Model):
    """`floor` is the share, in per cent, of the best worst-served level below which no proposal falls. `fewest` and
    `most` hold for seats without a range of their own. `fewer` names proposals (keys) that get one reader fewer.

    `question` is everything that was computed from, `shortage` why nothing was found; `bound` is of what the mode
    raises first. `undo` says what to put back: assignments made, and rows taken off.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="reader_plans")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    based_on = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.FAIR)
    floor = models.PositiveSmallIntegerField(default=95)
    readers = models.PositiveSmallIntegerField()
    fewest = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField()
    keep = models.CharField(max_length=10, choices=Keep, default=Keep.ALL)
    needs_senior = models.BooleanField(default=False)
    one_per_institution = models.BooleanField(default=False)
    names_roles = models.BooleanField(default=False)
    fewer = models.JSONField(default=list, blank=True)
    seed = models.PositiveIntegerField(default=0)
    question = models.BinaryField(default=bytes)
    total = models.FloatField(null=True)
    worst = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    is_proven = models.BooleanField(default=False)
    seconds = models.FloatField(null=True)
    shortage = models.JSONField(default=dict, blank=True)
    solved_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undo = models.JSONField(default=dict, blank=True)

    objects = ReaderPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="reader_plan_mode_known"),
            models.CheckConstraint(condition=Q(keep__in=Keep.values), name="reader_plan_keep_known"),
            models.CheckConstraint(condition=Q(floor__lte=100), name="reader_plan_floor_is_per_cent"),
            models.CheckConstraint(condition=Q(fewest__lte=F("most")), name="reader_plan_load_is_a_range"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(applied_at__isnull=False),
                name="reader_plan_applied_then_undone",
            ),
        ]

    def __str__(self) -> str:
        return f"Plan {self.pk}"

    @property
    def state(self) -> str:
        """asked, short (nothing was found), proposed, applied or undone."""
        if self.applied_at:
            return "undone" if self.undone_at else "applied"
        if self.shortage:
            return "short"
        return "proposed" if self.solved_at else "asked"


class PlannedReader(models.Model):
    """A pair of a plan, with why: `score` of all together, `text` and `terms` of her papers, what she `says` and
    wishes. `is_kept` was asked already, `is_locked` stays when it is planned again, `by_hand` a person chose it.
    """

    plan = models.ForeignKey(ReaderPlan, on_delete=models.CASCADE, related_name="pairs")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(default=0)
    text = models.FloatField(null=True)
    terms = models.JSONField(default=list, blank=True)
    says = models.BooleanField(null=True)
    wish = models.SmallIntegerField(default=0)
    role = models.CharField(max_length=10, choices=Role, blank=True)
    is_kept = models.BooleanField(default=False)
    is_locked = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)

    class Meta:
        ordering = ["plan", "proposal", "-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "proposal", "person"], name="planned_reader_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.proposal}"
