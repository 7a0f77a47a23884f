"""What a committee decided. Deciding is not telling: nothing of it shows before `released_at`."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from letters.models import Letter
from proposals.lifecycle import State
from proposals.models import Proposal
from reviews.models.conflict import hidden_from
from reviews.models.stage import Decides, Stage
from workshops.models import Seat


class Outcome(models.TextChoices):
    ACCEPT = "accept", "Accept"
    WAITLIST = "waitlist", "Waiting list"
    DECLINE = "decline", "Decline"


class DecisionQuerySet(models.QuerySet):
    def unreleased(self) -> "DecisionQuerySet":
        return self.filter(released_at__isnull=True)

    def to_tell(self) -> "DecisionQuerySet":
        """Final, not yet told to the proposers, and of a proposal that is still there."""
        rows = self.unreleased().filter(stage__decides=Decides.APPROVE)
        return rows.exclude(proposal__state__in=[State.WITHDRAWN, State.MERGED])

    def shown_to(self, person) -> "DecisionQuerySet":
        """For who may see decisions at all: without the proposals in which she has a conflict."""
        return self.exclude(proposal__in=hidden_from(person))

    def waiting_for(self, person) -> "DecisionQuerySet":
        """Final decisions which this person could release today."""
        if not person.is_authenticated:
            return self.none()
        chairs = Seat.objects.filter(person=person, may_assign=True, may_approve=True).values("committee")
        mine = Q() if person.is_staff else Q(stage__committee__in=chairs)
        return self.to_tell().shown_to(person).filter(mine)


class Decision(models.Model):
    """Of an approving stage it is final once released; of a recommending one it is read by the next committee."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="decisions")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    to_proposer = models.TextField("words for the letter", blank=True)
    to_committee = models.TextField("note for the committees", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
            models.UniqueConstraint(
                fields=["stage", "proposal"],
                condition=Q(released_at__isnull=True),
                name="decision_one_unreleased_per_stage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.proposal}"
