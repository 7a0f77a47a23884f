"""Who leads a stage in one proposal in the place of a chair from whom it is hidden."""

from django.conf import settings
from django.db import models

from proposals.models import Proposal
from reviews.models.conflict import hidden_from
from reviews.models.stage import Stage


class ActingChairQuerySet(models.QuerySet):
    def of(self, person) -> "ActingChairQuerySet":
        """Hers, as long as the proposal is not hidden from her too."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(person=person).exclude(proposal__in=hidden_from(person))


class ActingChair(models.Model):
    """A *substitute*: she assigns its readers and decides, and holds no other right of a chair."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="acting_chairs")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="acting_chairs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acting_chairs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ActingChairQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "proposal"], name="acting_chair_once_per_proposal"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.proposal}"
