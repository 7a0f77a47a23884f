"""What the planner is asked to keep: the weights of its rules, and what staff say of sessions, topics and rooms."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from scheduling.models.place import Room
from scheduling.models.session import Session
from workshops.models import Meeting, Topic

LONGEST_WALK = 240


class PlannerRules(models.Model):
    """How much each rule of a meeting's schedule matters. `weights` holds what differs from the usual: {name of a
    rule (scheduling.engine.weights): "must" or the penalty for one unit of its breach, 0 for off}."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="planner_rules")
    weights = models.JSONField(default=dict, blank=True)
    min_break = models.PositiveSmallIntegerField(
        "minutes that a person needs between two sessions", default=0, validators=[MaxValueValidator(LONGEST_WALK)]
    )
    walk_grace = models.PositiveSmallIntegerField(
        "minutes by which a walk may make a person late", default=0, validators=[MaxValueValidator(LONGEST_WALK)]
    )

    class Meta:
        verbose_name_plural = "planner rules"

    def __str__(self) -> str:
        return f"Rules of the planner for {self.meeting}"


class BondKind(models.TextChoices):
    APART = "apart", "Not at the same time"
    BEFORE = "before", "In this order"
    SERIES = "series", "One after the other in one room"
    SAME_ROOM = "same_room", "In the same room, at whatever times"


class Bond(models.Model):
    """Sessions that belong together, or must not meet. `gap` is in minutes: what lies between two of them at least
    (in this order) or at most (one after the other)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="bonds")
    kind = models.CharField(max_length=10, choices=BondKind)
    gap = models.PositiveSmallIntegerField("minutes between", default=0)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        verbose_name = "bond between sessions"
        constraints = [models.CheckConstraint(condition=Q(kind__in=BondKind.values), name="bond_kind_known")]

    def __str__(self) -> str:
        return ", ".join(each.session.title for each in self.members.all())


class BondMember(models.Model):
    """A session of a bond, in its order."""

    bond = models.ForeignKey(Bond, on_delete=models.CASCADE, related_name="members")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="bonds")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["bond", "session"], name="bond_names_a_session_once")]

    def __str__(self) -> str:
        return str(self.session)


class Likeness(models.Model):
    """Two topics whose sessions should not run at the same time; `degree` is how alike they are, 1 to 10."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="likenesses")
    first = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    degree = models.PositiveSmallIntegerField("how alike", default=1, help_text="1 is a little, 10 is very much.")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["first__order", "second__order", "id"]
        verbose_name = "likeness of topics"
        verbose_name_plural = "likenesses"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "first", "second"], name="likeness_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="likeness_of_two_topics"),
            models.CheckConstraint(condition=Q(degree__gte=1, degree__lte=10), name="likeness_degree_1_to_10"),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"


class Walk(models.Model):
    """Minutes from one room to another, both ways."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="walks")
    first = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField(validators=[MaxValueValidator(LONGEST_WALK)])

    class Meta:
        ordering = ["first__order", "second__order", "id"]
        verbose_name = "walk between rooms"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "first", "second"], name="walk_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="walk_between_two_rooms"),
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.second}"
