"""What members know: topics they chose, what they say of single proposals, and how near their papers are to each."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from proposals.models import Proposal
from reviews.models.conflict import hidden_from
from reviews.models.stage import Stage
from workshops.models import Topic


class TopicChoice(models.Model):
    """A topic of a meeting that a member knows well."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="topic_choices")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="chosen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="topic_choice_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.topic}"


class Wish(models.IntegerChoices):
    RATHER_NOT = -1, "Rather not"
    NONE = 0, "No preference"
    GLADLY = 1, "I would like to"


class BidQuerySet(models.QuerySet):
    def shown_to(self, person) -> "BidQuerySet":
        """Without those on proposals in which she has a conflict."""
        return self.exclude(proposal__in=hidden_from(person))


class Bid(models.Model):
    """What a member says of a proposal before she is asked to read it. `can_judge` None: she has not said."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bids")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="bids")
    can_judge = models.BooleanField(null=True)
    wish = models.SmallIntegerField("would read it", choices=Wish, default=Wish.NONE)
    at = models.DateTimeField()

    objects = BidQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "proposal"], name="bid_once_per_pair"),
            models.CheckConstraint(condition=Q(wish__in=Wish.values), name="bid_wish_known"),
            models.CheckConstraint(
                condition=Q(can_judge__isnull=False) | ~Q(wish=Wish.NONE), name="bid_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.proposal}"


class TextMatch(models.Model):
    """A proposal against the papers of a stage's members, as computed at `at`: `cosines` {person: 0..1}, `terms`
    {person: the words that match}. `greatest` is the highest cosine; `papers` marks which papers were compared, and
    `text` which words of the proposal.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="text_matches")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="text_matches")
    cosines = models.JSONField(default=dict)
    terms = models.JSONField(default=dict)
    greatest = models.FloatField(default=0)
    papers = models.CharField(max_length=64)
    text = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "proposal"], name="text_match_once")]

    def __str__(self) -> str:
        return f"{self.proposal} in {self.stage}"
