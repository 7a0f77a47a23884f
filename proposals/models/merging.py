"""An offer to make one proposal of two, and how far each side has come."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.codes import random_code
from proposals.models.proposal import Proposal


class End(models.TextChoices):
    MERGED = "merged", "Merged"
    LEFT = "left", "A proposer withdrew from it"
    CLOSED = "closed", "Closed by the society"


class MergeOfferQuerySet(models.QuerySet):
    def visible_to(self, person) -> "MergeOfferQuerySet":
        """Those made to her. Staff and committees reach offers through reviews, where conflicts are asked."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(sides__proposal__proposer=person).distinct()

    def running(self) -> "MergeOfferQuerySet":
        return self.filter(ended_at__isnull=True)

    def for_page(self) -> "MergeOfferQuerySet":
        sides = MergeSide.objects.select_related(
            "proposal__proposer", "proposal__call__meeting", "proposal__format", "voided_by"
        )
        return self.select_related("joint", "by", "ended_by").prefetch_related(models.Prefetch("sides", sides))


class MergeOffer(models.Model):
    """`joint` is the text both write: a proposal in the state JOINT, read by the two of them and judged by nobody.
    `went_on_as` is the number of the lead's revision that both consented to.
    """

    code = models.CharField(max_length=16, unique=True, default=random_code, editable=False)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    joint = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="joint_of")
    went_on_as = models.PositiveIntegerField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=End, blank=True)
    end_reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MergeOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end="", ended_at__isnull=True) | Q(end__in=End.values, ended_at__isnull=False),
                name="merge_offer_ends_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_offer_says_why"),
            models.CheckConstraint(
                condition=Q(end=End.MERGED, went_on_as__isnull=False)
                | ~Q(end=End.MERGED) & Q(went_on_as__isnull=True),
                name="merge_offer_went_on_as_a_text",
            ),
        ]

    def __str__(self) -> str:
        return " and ".join(f"“{side.proposal}”" for side in self.sides.all())

    @property
    def is_running(self) -> bool:
        return self.ended_at is None

    @property
    def joint_text(self) -> Proposal:
        """What both write, once it is begun."""
        if self.joint is None:
            raise ValueError("The joint text is not begun.")
        return self.joint

    @property
    def lead(self) -> Proposal:
        """The one that goes on."""
        return next(side.proposal for side in self.sides.all() if side.is_lead)

    @property
    def other(self) -> Proposal:
        return next(side.proposal for side in self.sides.all() if not side.is_lead)

    def side_of(self, person) -> "MergeSide | None":
        return next((side for side in self.sides.all() if side.proposal.proposer_id == person.pk), None)


class MergeSide(models.Model):
    """One of the two proposals. A consent is to one text: number `consented_to` of the joint text's revisions."""

    offer = models.ForeignKey(MergeOffer, on_delete=models.CASCADE, related_name="sides")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="merge_sides")
    is_lead = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    willing_at = models.DateTimeField(null=True, blank=True)
    consented_to = models.PositiveIntegerField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-is_lead", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "is_lead"], name="merge_side_one_leads"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(is_open=True), name="merge_side_one_open_offer_per_proposal"
            ),
            models.CheckConstraint(
                condition=Q(consented_to__isnull=True, consented_at__isnull=True)
                | Q(consented_to__isnull=False, consented_at__isnull=False),
                name="merge_side_consents_to_a_text",
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposal)

    @property
    def consents(self) -> bool:
        """To the joint text as it is now."""
        joint = self.offer.joint
        return joint is not None and self.consented_to == joint.version
