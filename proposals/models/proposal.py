"""A proposal and every text it has had."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from people.codes import random_code
from proposals.lifecycle import UNFINISHED, State
from workshops.models import Call, Format, ResearchPriority, Topic
from workshops.models.call import Editors


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, person) -> "ProposalQuerySet":
        """Hers, those she chairs, those merged with one of hers, the joint texts offered to her, and for staff every
        one that was ever submitted.

        Reviewers reach proposals through reviews.models.Assignment, never through this.
        """
        if not person.is_authenticated:
            return self.none()
        hers = self._of(person) | self._joined_with(person)
        if person.is_staff:
            hers |= Q(first_submitted_at__isnull=False)
        return self.filter(hers).distinct()

    def of(self, person) -> "ProposalQuerySet":
        """Those she proposes or chairs."""
        return self.filter(self._of(person)).distinct() if person.is_authenticated else self.none()

    @staticmethod
    def _of(person) -> Q:
        chairs = Q(faculty__person=person, faculty__role__in=["chair", "co_chair"])
        return (Q(proposer=person) | chairs) & ~Q(state=State.JOINT)

    @staticmethod
    def _joined_with(person) -> Q:
        """What one of hers was merged with, and joint texts of an offer made to her."""
        rows = Proposal.objects.order_by()
        holds = Q(merged__proposer=person) | Q(joint_of__sides__proposal__proposer=person)
        return Q(merged_into__proposer=person) | Q(pk__in=rows.filter(holds).values("pk"))

    def submitted(self) -> "ProposalQuerySet":
        """Those that were ever handed in: all that staff and committees may know of."""
        return self.filter(first_submitted_at__isnull=False)

    def editable_by(self, person) -> "ProposalQuerySet":
        """Drafts and asked revisions of the proposer, and of those she chairs where the call lets chairs write."""
        if not person.is_authenticated:
            return self.none()
        chairs = self._of(person) & Q(call__editors=Editors.CHAIRS)
        hers = self.filter(Q(proposer=person) | chairs, state__in=[State.DRAFT, State.REVISION_ASKED])
        return hers.distinct()

    def as_handed_in(self) -> "ProposalQuerySet":
        """With `told_title` and `told_summary`: for who may not know what is typed while a revision is written."""
        return self.annotate(told_title=_told("title"), told_summary=_told("summary"))

    def for_list(self) -> "ProposalQuerySet":
        """With what a row of a list shows, so that a list asks the same number of queries at any length."""
        return self.select_related("call__meeting", "format", "proposer").prefetch_related("topics", "faculty")


def _told(name: str) -> Case:
    """The field's text as it was last handed in; what was never handed in is seen by its writers only."""
    last = Revision.objects.submitted().filter(proposal=OuterRef("pk")).order_by("-number")
    text = Coalesce(Subquery(last.annotate(text=KT(f"content__{name}")).values("text")[:1]), F(name))
    unfinished = Q(state__in=UNFINISHED) | Q(state_before__in=UNFINISHED)
    return Case(When(unfinished, then=text), default=F(name), output_field=models.TextField())


class Proposal(models.Model):
    """`version` is the number of the revision that holds the text now; `answers` is {prompt slug: text}, `replies`
    what was answered to the points of a revision (proposals.revising.points).
    """

    code = models.CharField(max_length=16, unique=True, default=random_code, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="proposals")
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="proposals")
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    state_before = models.CharField(max_length=20, choices=State, blank=True)
    state_reason = models.TextField(blank=True)
    title = models.CharField(max_length=1000, blank=True)
    summary = models.TextField(blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="proposals")
    priorities = models.ManyToManyField(ResearchPriority, blank=True, related_name="proposals")
    answers = models.JSONField(default=dict, blank=True)
    replies = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    revise_by_at = models.DateTimeField(null=True, blank=True)
    started_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="proposal_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.JOINT, State.WITHDRAWN])
                | Q(first_submitted_at__isnull=False),
                name="proposal_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.WITHDRAWN, State.CANCELLED], state_before__in=State.values)
                | ~Q(state__in=[State.WITHDRAWN, State.CANCELLED]) & Q(state_before=""),
                name="proposal_state_before_known",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | ~Q(state=State.MERGED) & Q(merged_into__isnull=True),
                name="proposal_merged_into_one",
            ),
        ]

    def __str__(self) -> str:
        return self.title or "Untitled proposal"

    @property
    def is_unfinished(self) -> bool:
        """It may hold words that were not handed in, also when it was withdrawn before they were."""
        return self.state in UNFINISHED or self.state_before in UNFINISHED


class RevisionKind(models.TextChoices):
    AUTO = "auto", "Saved by itself"
    SAVED = "saved", "Saved"
    SUBMITTED = "submitted", "Submitted"
    PART = "part", "One side of a merge"
    ASIDE = "aside", "Kept aside"


class RevisionQuerySet(models.QuerySet):
    def submitted(self) -> "RevisionQuerySet":
        return self.filter(kind=RevisionKind.SUBMITTED)

    def of_form(self, tab: str) -> "RevisionQuerySet":
        """What one open editor page sent and the server took over."""
        return self.exclude(kind=RevisionKind.ASIDE).filter(tab=tab) if tab else self.none()


class Revision(models.Model):
    """The whole text of a proposal as it was saved once. `content` has the shape of proposals.content.Content.

    `tab` names the open editor page that sent it. `is_base`: an editor was opened on this text, so it is kept for
    merging. A PART is what one page held before a merge with another's; an ASIDE clashed and was not taken over.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=RevisionKind, default=RevisionKind.SAVED)
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField()
    at = models.DateTimeField()
    tab = models.CharField(max_length=16, blank=True)
    is_base = models.BooleanField(default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(kind__in=RevisionKind.values), name="revision_kind_known"),
            models.CheckConstraint(condition=Q(at__gte=models.F("began_at")), name="revision_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} #{self.number}"
