"""Who takes part in a proposed workshop, in what order, and what came before it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.codes import random_code
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
    """A person in a role, as the proposer wrote her down; `person` once we know whom the address belongs to.

    `key` names the row in the proposal's revisions, where it outlives the row itself; so with the other rows below.
    """

    key = models.CharField(max_length=16, default=random_code, editable=False)
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
            models.UniqueConstraint(fields=["proposal", "key"], name="faculty_key_once"),
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
    """One line of the running order; `minutes` is 0 while nobody has said how long it takes."""

    key = models.CharField(max_length=16, default=random_code, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, choices=ItemKind, default=ItemKind.TALK)
    title = models.CharField(max_length=250, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    speaker = models.ForeignKey(Faculty, on_delete=models.SET_NULL, null=True, blank=True, related_name="items")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="program_item_kind_known"),
            models.UniqueConstraint(fields=["proposal", "key"], name="program_item_key_once"),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class EarlierEdition(models.Model):
    """A workshop this one continues: by reference to a proposal here, or by name and year (0 while unknown)."""

    key = models.CharField(max_length=16, default=random_code, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="earlier_editions")
    earlier = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="later_editions"
    )
    title = models.CharField(max_length=250)
    year = models.PositiveSmallIntegerField(default=0)
    attendance = models.PositiveIntegerField(null=True, blank=True)
    report = models.TextField("what came of it", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "key"], name="earlier_edition_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title
