"""Who takes part in a proposed workshop, in what order, and what came before it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.models.person import CareerStage
from proposals.models.proposal import Proposal


class Role(models.TextChoices):
    CHAIR = "chair", "Chair"
    CO_CHAIR = "co_chair", "Co-chair"
    SPEAKER = "speaker", "Speaker"
    MODERATOR = "moderator", "Moderator"
    PANELIST = "panelist", "Panelist"
    PARTICIPANT = "participant", "Invited participant"


class Faculty(models.Model):
    """A person in a role, as the proposer wrote her down; `person` once we know whom the address belongs to."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="faculty")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="faculty"
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.SPEAKER)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    affiliation = models.CharField("institution", max_length=200, blank=True)
    country = models.CharField(max_length=80, blank=True)
    career_stage = models.CharField(max_length=10, choices=CareerStage, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name_plural = "faculty"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="faculty_role_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class ItemKind(models.TextChoices):
    TALK = "talk", "Talk"
    DISCUSSION = "discussion", "Discussion"
    BREAK = "break", "Break"


class ProgramItem(models.Model):
    """One line of the running order."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, choices=ItemKind, default=ItemKind.TALK)
    title = models.CharField(max_length=250, blank=True)
    minutes = models.PositiveSmallIntegerField(default=20)
    speaker = models.ForeignKey(Faculty, on_delete=models.SET_NULL, null=True, blank=True, related_name="items")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="program_item_kind_known"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="program_item_has_minutes"),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class EarlierEdition(models.Model):
    """A workshop this one continues: by reference to a proposal here, or by name and year."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="earlier_editions")
    earlier = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="later_editions"
    )
    title = models.CharField(max_length=250)
    year = models.PositiveSmallIntegerField()
    attendance = models.PositiveIntegerField(null=True, blank=True)
    report = models.TextField("what came of it", blank=True)

    class Meta:
        ordering = ["-year", "id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"
