"""The rules of a portfolio, what somebody ticks while she thinks, and what the solver answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models import Job
from proposals.models import Proposal
from reviews.models.conflict import hidden_from
from reviews.models.stage import Stage
from workshops.models import Call


class PortfolioRule(models.Model):
    """`kind` is a key of reviews.portfolio.catalogue.CATALOGUE, `params` what that kind asks for."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="portfolio_rules")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict, blank=True)
    is_target = models.BooleanField(
        "a target", default=False, help_text="It may be missed where the proposals leave no other way."
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        from reviews.portfolio.catalogue import sentence_of  # the catalogue reads proposals, which models do not

        return sentence_of(self.kind, self.params)


class Tick(models.Model):
    """A person would take this proposal, for now. It decides nothing, and nobody else sees it."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="ticks")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "person", "proposal"], name="tick_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ticks {self.proposal}"


class Overlap(models.Model):
    """Two proposals of a call that say much the same, as a person judged; `one` has the lower key."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="overlaps")
    one = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="overlap_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="overlap_lower_key_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"


class PortfolioRunQuerySet(models.QuerySet):
    def of(self, person) -> "PortfolioRunQuerySet":
        """Hers: what the solver chose from is what she could see."""
        return self.filter(person=person) if person.is_authenticated else self.none()

    def visible_to(self, person) -> "PortfolioRunQuerySet":
        """Without those that chose from a proposal in which she has a conflict by now."""
        chosen_from = self.model.proposals.through.objects
        within = chosen_from.filter(proposal__in=hidden_from(person)).values("portfoliorun")
        return self.of(person).exclude(pk__in=within)


class PortfolioRun(models.Model):
    """A question to the solver with its answer. `question` holds the values, rules and decisions it was asked with,
    `answer` what reviews.portfolio.solving found; it is empty while the work is under way. `proposals` are those it
    chose from.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="portfolio_runs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    seed = models.PositiveIntegerField()
    question = models.JSONField()
    answer = models.JSONField(null=True, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    proposals = models.ManyToManyField(Proposal, related_name="+")

    objects = PortfolioRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.stage}, {self.at:%-d %B %Y, %H:%M}"
