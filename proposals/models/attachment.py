"""A file of a proposal: what a question of the call asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from people.codes import random_code
from proposals.lifecycle import UNFINISHED
from proposals.models.proposal import Proposal, Revision


class Scan(models.TextChoices):
    """`UNASKED`: no scanner was set up when it came."""

    UNASKED = "unasked", "Not scanned"
    WAITING = "waiting", "Waits for the virus scanner"
    CLEAN = "clean", "No virus found"
    INFECTED = "infected", "Withheld: a virus was found"


def new_code() -> str:
    return random_code(12)


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, person) -> "AttachmentQuerySet":
        """Those of proposals she writes; for staff besides, those that were handed in. Reviewers reach files through
        what they read (reviews.views.files), never through this.
        """
        if not person.is_authenticated:
            return self.none()
        hers = Q(proposal__in=Proposal.objects.of(person).order_by().values("pk"))
        if not person.is_staff:
            return self.filter(hers)
        return self._with_answers().filter(hers | _told())

    def handed_in(self) -> "AttachmentQuerySet":
        """Those that were submitted with the proposal once, or answer a question of one that stands."""
        return self._with_answers().filter(_told())

    def _with_answers(self) -> "AttachmentQuerySet":
        return self.annotate(answered=Cast("proposal__answers", models.TextField()))

    def kept(self) -> "AttachmentQuerySet":
        """Those whose bytes are still there."""
        return self.filter(removed_at=None)

    def due(self, at) -> "AttachmentQuerySet":
        """Those the scanner is to look at now."""
        return self.kept().filter(scan=Scan.WAITING, try_at__lte=at).order_by("try_at", "id")


def _told() -> Q:
    texts = Revision.objects.submitted().filter(proposal=OuterRef("proposal")).order_by()
    submitted = texts.annotate(told=KT("content__answers")).filter(told__contains=OuterRef("code"))
    stands = ~Q(proposal__state__in=UNFINISHED) & ~Q(proposal__state_before__in=UNFINISHED)
    answers = stands & Q(answered__contains=F("code"))
    return (Q(Exists(submitted)) | answers) & Q(proposal__first_submitted_at__isnull=False)


class Attachment(models.Model):
    """`prompt` is the question's slug; the answer to it is this `code`. A replaced file stays, so that an older text
    finds it. `file` is its name in the storage `attachments`; of a removed one only the row is left.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attachments")
    prompt = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    scan = models.CharField(max_length=10, choices=Scan)
    virus = models.CharField(max_length=120, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["scan", "try_at"], name="attachment_by_scan")]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=Scan.values), name="attachment_scan_known"),
            models.CheckConstraint(
                condition=~Q(scan=Scan.WAITING) | Q(try_at__isnull=False) | Q(removed_at__isnull=False),
                name="attachment_waiting_has_a_try",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) & ~Q(file="") | Q(removed_at__isnull=False, file=""),
                name="attachment_is_there_or_removed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
