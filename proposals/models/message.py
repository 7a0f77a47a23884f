"""What the chairs of a proposal and the society's office write to each other about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.codes import random_code
from proposals.models.proposal import Proposal


class Side(models.TextChoices):
    CHAIRS = "chairs", "For the proposal"
    SOCIETY = "society", "For the society"

    @property
    def other(self) -> "Side":
        return Side.SOCIETY if self == Side.CHAIRS else Side.CHAIRS


def new_code() -> str:
    return random_code(12)


class MessageQuerySet(models.QuerySet):
    def waiting(self) -> "MessageQuerySet":
        """Of the chairs', those that the office has not answered."""
        return self.filter(side=Side.CHAIRS, answered_at=None)


class Message(models.Model):
    """Markdown. `told_at`: when the other side's letter was written; `answered_at`: when the office answered, or said
    that no answer is needed. A message is never edited; who wrote it may take it back for a while.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=8, choices=Side)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["told_at", "at"], name="message_by_telling")]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="message_side_known"),
            models.CheckConstraint(condition=~Q(text=""), name="message_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.by or self.get_side_display()}, {self.at:%Y-%m-%d %H:%M}"


class ThreadMark(models.Model):
    """How far a person has read: `seen` is the key of the last message she had before her."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="thread_mark_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person} in {self.proposal}"
