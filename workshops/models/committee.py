"""Who serves: committees of a meeting and the seats in them. A seat gives rights, nothing else does."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from workshops.models.meeting import Meeting


class Right(models.TextChoices):
    """What a seat lets its holder do for its committee. `workshops.rules.has_right` asks."""

    REVIEW = "review", "Review proposals assigned to her"
    ASSIGN = "assign", "Assign reviewers, see the ranking, lead the meeting"
    RECOMMEND = "recommend", "Recommend decisions to the next committee"
    APPROVE = "approve", "Approve decisions"
    PLACE = "place", "Place sessions in the schedule"
    LOCK = "lock", "Lock placements"
    APPROVE_SCHEDULE = "approve_schedule", "Approve a version of the schedule"


class Committee(models.Model):
    """Committees act in the order of their review stages (reviews.models.Stage)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="committees")
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField("members are listed in public", default=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "slug"], name="committee_slug_once_per_meeting"),
        ]

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet):
    def of(self, person) -> "SeatQuerySet":
        return self.filter(person=person) if person.is_authenticated else self.none()

    def with_right(self, right: Right) -> "SeatQuerySet":
        return self.filter(**{f"may_{right.value}": True})


class Seat(models.Model):
    """A person in a committee; `title` is what the society calls the seat (Chair, Vice chair, Member)."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    title = models.CharField(max_length=60, default="Member")
    may_review = models.BooleanField(Right.REVIEW.label, default=True)
    may_assign = models.BooleanField(Right.ASSIGN.label, default=False)
    may_recommend = models.BooleanField(Right.RECOMMEND.label, default=False)
    may_approve = models.BooleanField(Right.APPROVE.label, default=False)
    may_place = models.BooleanField(Right.PLACE.label, default=False)
    may_lock = models.BooleanField(Right.LOCK.label, default=False)
    may_approve_schedule = models.BooleanField(Right.APPROVE_SCHEDULE.label, default=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["-may_assign", "person__family_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "person"], name="seat_once_per_person"),
            models.CheckConstraint(condition=~Q(title=""), name="seat_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"
