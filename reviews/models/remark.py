"""What those who judge a proposal say to one another about it, within one stage."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from proposals.models import Proposal
from reviews.models.acting import ActingChair
from reviews.models.conflict import hidden_from
from reviews.models.review import Assignment
from reviews.models.stage import Stage


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, person) -> "RemarkQuerySet":
        """Of proposals that a conflict does not hide from her: once her own review is in where she reads; else of
        stages that she leads or decides in, or where she stands in for a chair. As rules.see_reviews says of one.
        """
        here = Q(stage=OuterRef("stage"), proposal=OuterRef("proposal"))
        own = Assignment.objects.of(person).filter(here, declined_at__isnull=True)
        is_in = own.filter(review__submitted_at__isnull=False)
        is_awaited = own.filter(stage__closed_at__isnull=True).exclude(review__submitted_at__isnull=False)
        overseen = Stage.objects.overseen_by(person).values("pk")
        acting = ActingChair.objects.of(person).filter(here)
        seen = Q(Exists(is_in)) | ((Q(stage__in=overseen) | Q(Exists(acting))) & ~Exists(is_awaited))
        return self.filter(seen).exclude(proposal__in=hidden_from(person))

    def standing(self) -> "RemarkQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class Remark(models.Model):
    """`by` may change it (`edited_at`) or withdraw it; of a withdrawn one only that it was there is shown. `told_at`:
    when those who take part were written to.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="remarks")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="remarks")
    text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["told_at", "at"], name="remark_by_telling")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="remark_says_something")]

    def __str__(self) -> str:
        return f"{self.by or 'Somebody who has left'} on {self.proposal}, {self.at:%Y-%m-%d %H:%M}"


class RemarkMark(models.Model):
    """How far a person has read: `seen` is the key of the last remark she had before her."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "proposal", "person"], name="remark_mark_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.proposal}"
