"""Who serves: committees of a meeting and the seats in them. A seat gives rights, nothing else does."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

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


AHEAD, BEHIND = timedelta(hours=14), timedelta(hours=12)
"""How far the clocks of the Earth are before and behind UTC."""


class SeatQuerySet(models.QuerySet):
    def serving(self, on: date | None = None) -> "SeatQuerySet":
        """Those whose term runs: on this day, or now, as long as it is the day anywhere on Earth. Whatever asks for
        members and their rights begins here.
        """
        now = timezone.now()
        first, last = on or (now + AHEAD).date(), on or (now - BEHIND).date()
        begun = Q(begins_on__isnull=True) | Q(begins_on__lte=first)
        return self.filter(begun, Q(ends_on__isnull=True) | Q(ends_on__gte=last))

    def ending(self, *, after: date, until: date) -> "SeatQuerySet":
        """Those whose last day lies in this span, both days included, soonest first."""
        return self.filter(ends_on__range=(after, until)).order_by("ends_on", "committee__order", "pk")

    def of(self, person) -> "SeatQuerySet":
        """Hers, while she serves."""
        return self.serving().filter(person=person) if person.is_authenticated else self.none()

    def with_right(self, right: Right) -> "SeatQuerySet":
        return self.filter(**{f"may_{right.value}": True})

    def people(self) -> "SeatQuerySet":
        """The keys of their holders, for a query of people."""
        return self.order_by().values("person")


class Seat(models.Model):
    """A person in a committee; `title` is what the society calls the seat (Chair, Vice chair, Member). Outside its
    term, from the first day to the last, both included, it gives no right and she is not a member.
    """

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    title = models.CharField(max_length=60, default="Member")
    begins_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="seat_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"

    def stands(self, now: datetime) -> str:
        """serving, future or past; as SeatQuerySet.serving."""
        if self.ends_on and self.ends_on < (now - BEHIND).date():
            return "past"
        return "future" if self.begins_on and self.begins_on > (now + AHEAD).date() else "serving"
