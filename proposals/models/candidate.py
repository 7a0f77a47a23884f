"""A talk of a workshop that will not be held, which may find a place elsewhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.codes import random_code
from proposals.models.proposal import Proposal
from workshops.models import Meeting


class Answer(models.TextChoices):
    YES = "yes", "Consents"
    NO = "no", "Does not want to"


class CandidateQuerySet(models.QuerySet):
    def consented(self) -> "CandidateQuerySet":
        return self.filter(answer=Answer.YES)


class Candidate(models.Model):
    """`item` is the key of the talk in the proposal's running order. `beforehand`: the speaker had consented when
    she accepted her invitation. Of the secret in her letter only the hash is kept.
    """

    code = models.CharField(max_length=16, unique=True, default=random_code, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="candidates")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="candidates")
    item = models.CharField(max_length=16)
    title = models.CharField(max_length=250)
    minutes = models.PositiveSmallIntegerField(default=0)
    speaker = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    affiliation = models.CharField("institution", max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    beforehand = models.BooleanField(default=False)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "item"], name="candidate_once_per_talk"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=Answer.values, answered_at__isnull=False),
                name="candidate_answers_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """yes, no, asked, or unasked."""
        return self.answer or ("asked" if self.asked_at else "unasked")
