"""What is moved in a sitting, and how it was voted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reviews.models.decision import Decision
from reviews.models.sitting import AgendaItem


class Motion(models.Model):
    """Moved, seconded, put to the vote, counted; or withdrawn before that. A closed ballot raises `yes`, `no` and
    `abstain` as it goes on, so that nothing ties a person to her vote; of an open one they are counted at the end.
    """

    class Kind(models.TextChoices):
        ACCEPT = "accept", "Accept"
        CONDITIONS = "conditions", "Accept with conditions"
        WAITLIST = "waitlist", "Waiting list"
        DECLINE = "decline", "Decline"
        REVISE = "revise", "Ask for a revision"
        DEFER = "defer", "Defer to a later sitting"
        WORDS = "words", "In free words"

    class Ballot(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="motions")
    kind = models.CharField("what is moved", max_length=12, choices=Kind)
    text = models.TextField("words", blank=True)
    mover = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seconder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    ballot = models.CharField(max_length=6, choices=Ballot, blank=True)
    moved_at = models.DateTimeField()
    put_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    abstain = models.PositiveSmallIntegerField(default=0)
    in_room = models.PositiveSmallIntegerField(null=True, blank=True)
    carried = models.BooleanField(null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="motions")

    class Meta:
        ordering = ["moved_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seconder__isnull=True) | ~Q(seconder=F("mover")), name="motion_seconded_by_another"
            ),
            models.CheckConstraint(
                condition=Q(put_at__isnull=True, ballot="") | (Q(put_at__isnull=False) & ~Q(ballot="")),
                name="motion_put_with_a_ballot",
            ),
            models.CheckConstraint(
                condition=Q(put_at__isnull=True) | Q(seconder__isnull=False), name="motion_put_once_seconded"
            ),
            models.CheckConstraint(
                condition=Q(counted_at__isnull=True, carried__isnull=True)
                | Q(counted_at__isnull=False, carried__isnull=False, put_at__isnull=False),
                name="motion_counted_has_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["words", "conditions"]) | ~Q(text=""), name="motion_in_words_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display() if self.kind != self.Kind.WORDS else self.text

    @property
    def state(self) -> str:
        """moved, put, withdrawn, carried or lost."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.counted_at:
            return "carried" if self.carried else "lost"
        return "put" if self.put_at else "moved"


class Vote(models.Model):
    """That a person has voted. What she voted is here in an open ballot only; a closed one keeps neither the choice
    nor the time.
    """

    class Choice(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        ABSTAIN = "abstain", "Abstain"

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=7, choices=Choice, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "person"], name="vote_once_per_motion"),
            models.CheckConstraint(condition=Q(choice__in=["", "yes", "no", "abstain"]), name="vote_choice_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.motion}"
