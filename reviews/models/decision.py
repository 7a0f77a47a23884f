"""What a committee decided. Deciding is not telling: nothing of it shows before `released_at`."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from letters.models import Letter
from proposals.lifecycle import State, Verb, transition
from proposals.models import Proposal
from reviews.models.conflict import hidden_from
from reviews.models.stage import Decides, Stage
from workshops.models import Seat


class Outcome(models.TextChoices):
    ACCEPT = "accept", "Accept"
    CONDITIONS = "conditions", "Accept with conditions"
    WAITLIST = "waitlist", "Waiting list"
    DECLINE = "decline", "Decline"
    REVISE = "revise", "Revise"
    MERGE = "merge", "Merge"


GIVES_PLACE = (Outcome.ACCEPT, Outcome.CONDITIONS)
"""Outcomes that spend a slot."""
GOES_ON = (Outcome.REVISE, Outcome.MERGE)
"""Outcomes after which the proposal comes back to be decided: once told, they are history."""

VERB_OF = {
    Outcome.ACCEPT: Verb.ACCEPT,
    Outcome.CONDITIONS: Verb.ACCEPT,
    Outcome.WAITLIST: Verb.WAITLIST,
    Outcome.DECLINE: Verb.DECLINE,
    Outcome.REVISE: Verb.ASK_REVISION,
    Outcome.MERGE: Verb.MERGE,
}
"""What releasing a final decision does to its proposal; a merge begins with an offer to both proposers."""


class DecisionQuerySet(models.QuerySet):
    def unreleased(self) -> "DecisionQuerySet":
        return self.filter(released_at__isnull=True)

    def standing(self) -> "DecisionQuerySet":
        """Those by which a proposal is decided: a revision or a merge that was asked for leaves it open again."""
        back = Q(released_at__isnull=False, outcome__in=GOES_ON, proposal__state=State.IN_REVIEW)
        return self.exclude(back)

    def to_tell(self) -> "DecisionQuerySet":
        """Final, not yet told to the proposers, and of a proposal that is still there."""
        rows = self.unreleased().filter(stage__decides=Decides.APPROVE)
        return rows.exclude(proposal__state__in=[State.WITHDRAWN, State.MERGED])

    def shown_to(self, person) -> "DecisionQuerySet":
        """For who may see decisions at all: without the proposals in which she has a conflict, on either side of a
        merge."""
        hidden = hidden_from(person)
        return self.exclude(proposal__in=hidden).exclude(merge_with__in=hidden)

    def waiting_for(self, person) -> "DecisionQuerySet":
        """Final decisions which this person could release today."""
        if not person.is_authenticated:
            return self.none()
        chairs = Seat.objects.of(person).filter(may_assign=True, may_approve=True).order_by().values("committee")
        mine = Q() if person.is_staff else Q(stage__committee__in=chairs)
        return self.to_tell().shown_to(person).filter(mine)


class Decision(models.Model):
    """Of an approving stage it is final once released; of a recommending one it is read by the next committee.

    `reason` is said where the decision leaves the order: another outcome than the stage before recommended, or
    a place out of turn. For a revision `to_proposer` holds what to change, a paragraph for each point.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="decisions")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    to_proposer = models.TextField("words for the letter", blank=True)
    to_committee = models.TextField("note for the committees", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("why it leaves the order", blank=True)
    place = models.PositiveSmallIntegerField("place on the waiting list", null=True, blank=True)
    revise_by_at = models.DateTimeField("revised until", null=True, blank=True)
    merge_with = models.ForeignKey(Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

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
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(outcome=Outcome.WAITLIST), name="decision_place_is_for_waiting"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REVISE, revise_by_at__isnull=False)
                | ~Q(outcome=Outcome.REVISE) & Q(revise_by_at__isnull=True),
                name="decision_revision_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.MERGE, merge_with__isnull=False)
                | ~Q(outcome=Outcome.MERGE) & Q(merge_with__isnull=True),
                name="decision_merge_has_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.proposal}"

    @property
    def badge(self) -> str:
        """The state whose colour and icon its outcome has."""
        row = transition(VERB_OF[Outcome(self.outcome)], State.IN_REVIEW)
        return str(row.target) if row else ""
