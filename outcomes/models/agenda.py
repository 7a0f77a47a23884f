"""The published agenda: what an exercise concluded, frozen, numbered and citable."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from outcomes.models.exercise import Exercise
from outcomes.models.round import Round
from people.codes import random_code


class ResearchAgendaQuerySet(models.QuerySet):
    def visible_to(self, person) -> "ResearchAgendaQuerySet":
        """Everybody reads the agendas of public meetings; staff read all."""
        if person.is_authenticated and person.is_staff:
            return self
        return self.filter(exercise__meeting__is_public=True)


class ResearchAgenda(models.Model):
    """One edition. `body` is what outcomes.publishing.body wrote on the day, and every page and file of it is made
    from it; no later change of an item or a person reaches it. `round` is empty where it is deliberately unranked."""

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="agendas")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="agendas")
    code = models.CharField(max_length=12, unique=True, default=random_code)
    edition = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    doi = models.CharField("DOI", max_length=120, blank=True)
    body = models.JSONField()
    published_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ResearchAgendaQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "edition"], name="research_agenda_edition_once"),
            models.CheckConstraint(condition=Q(doi="") | Q(doi__startswith="10."), name="research_agenda_doi_is_one"),
        ]

    def __str__(self) -> str:
        return self.title


class FollowUp(models.Model):
    """What became of one item of a published agenda (`number` in it), with the day and where it can be seen. Rows are
    added and never changed; the last one holds."""

    class State(models.TextChoices):
        TAKEN_UP = "taken_up", "Taken up"
        FUNDED = "funded", "Funded"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    agenda = models.ForeignKey(ResearchAgenda, on_delete=models.PROTECT, related_name="follow_ups")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State)
    actor = models.CharField("by whom", max_length=160, blank=True)
    evidence = models.URLField("where it can be seen", blank=True)
    note = models.CharField(max_length=300, blank=True)
    on = models.DateField("since")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number", "on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["taken_up", "funded", "done", "dropped"]), name="follow_up_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.number}"
