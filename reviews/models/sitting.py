"""A committee sits: when and where, what is on the agenda, who came, and who was out of the room for what."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from proposals.models import Proposal
from reviews.models.conflict import hidden_from
from reviews.models.stage import Stage
from workshops.models import Committee, Seat


class Majority(models.TextChoices):
    """What carries a motion. Who abstains has voted, for neither side."""

    SIMPLE = "simple", "More yes than no"
    PRESENT = "present", "Yes of more than half of those in the room"
    TWO_THIRDS = "two_thirds", "Two thirds of yes and no are yes"


class SittingQuerySet(models.QuerySet):
    def visible_to(self, person) -> "SittingQuerySet":
        """Program staff, the committee's members, and who keeps the minutes."""
        if not person.is_authenticated:
            return self.none()
        seats = Seat.objects.of(person).filter(committee=OuterRef("committee"))
        return self if person.is_staff else self.filter(Q(Exists(seats)) | Q(secretary=person))

    def waiting_for(self, person, at) -> "SittingQuerySet":
        """Ahead or under way; and closed ones whose minutes this person could approve."""
        leads = Seat.objects.of(person).filter(committee=OuterRef("committee"), may_assign=True)
        approves = Q() if person.is_staff else Q(Exists(leads))
        ahead = Q(closed_at__isnull=True) & (Q(ends_at__gte=at) | Q(opened_at__isnull=False))
        drafts = Q(closed_at__isnull=False, minutes__isnull=True) & approves
        return self.visible_to(person).filter(ahead | drafts)

    def for_page(self) -> "SittingQuerySet":
        return self.select_related("committee__meeting", "stage__call__meeting", "secretary")


class Sitting(models.Model):
    """Planned, then opened and closed. `stage` is the one whose proposals it treats; `sequence` rises when time or
    place change after the members were called, so that calendars follow. `quorum` is a percentage of the members who
    are not recused.
    """

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="sittings")
    stage = models.ForeignKey(Stage, on_delete=models.SET_NULL, null=True, blank=True, related_name="sittings")
    name = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField("link to a video room", blank=True)
    quorum = models.PositiveSmallIntegerField(
        "quorum, in percent", default=50, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    majority = models.CharField("what carries a motion", max_length=12, choices=Majority, default=Majority.SIMPLE)
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sequence = models.PositiveSmallIntegerField(default=0)
    revised_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="sitting_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(quorum__range=(1, 100)), name="sitting_quorum_is_a_percentage"),
            models.CheckConstraint(condition=Q(majority__in=Majority.values), name="sitting_majority_known"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="sitting_opened_before_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def state(self) -> str:
        """planned, open or closed."""
        return "closed" if self.closed_at else "open" if self.opened_at else "planned"


class AgendaItemQuerySet(models.QuerySet):
    def shown_to(self, person) -> "AgendaItemQuerySet":
        """Without the items on proposals that are hidden from this person."""
        return self.filter(Q(proposal__isnull=True) | ~Q(proposal__in=hidden_from(person)))

    def running(self) -> "AgendaItemQuerySet":
        return self.filter(began_at__isnull=False, ended_at__isnull=True)


class AgendaItem(models.Model):
    """A proposal, or anything else with a title. `is_locked` keeps its place when the agenda is put in order."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="items")
    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="agenda_items"
    )
    title = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_locked = models.BooleanField(default=False)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposal__isnull=False, title="") | (Q(proposal__isnull=True) & ~Q(title="")),
                name="agenda_item_is_a_proposal_or_has_a_title",
            ),
            models.UniqueConstraint(fields=["sitting", "proposal"], name="agenda_item_once_per_proposal"),
            models.UniqueConstraint(
                fields=["sitting"],
                condition=Q(began_at__isnull=False, ended_at__isnull=True),
                name="agenda_item_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(began_at__isnull=False), name="agenda_item_began_before_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.proposal)

    @property
    def state(self) -> str:
        """waiting, running or done."""
        return "done" if self.ended_at else "running" if self.began_at else "waiting"


class Attendance(models.Model):
    """From when to when a person took part; who comes back has a second row."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    came_at = models.DateTimeField()
    went_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["came_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person"], condition=Q(went_at__isnull=True), name="attendance_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(went_at__isnull=True) | Q(went_at__gte=F("came_at")), name="attendance_came_before_went"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.sitting}"


class Recusal(models.Model):
    """Who left the room for an item, and when she returned. Written when the item is begun, and never taken back."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="recusals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    left_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["left_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(returned_at__isnull=True), name="recusal_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("left_at")),
                name="recusal_left_before_returned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} out for {self.item}"


class Note(models.Model):
    """What the secretary wrote down, of an item or of the whole sitting."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="notes")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Note: {self.sitting}"


class Minutes(models.Model):
    """Approved minutes, frozen: `body` is what reviews.sittings.minutes writes, and no later change reaches it."""

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="minutes")
    body = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"Minutes: {self.sitting}"
