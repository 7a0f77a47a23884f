"""Mail that came in: what became of each, and how the mailbox is."""

from django.db import models
from django.db.models import Q

from letters.models.invitee import Invitee


class Outcome(models.TextChoices):
    """The folder that a mail is put into says the same."""

    READ = "read", "Read"
    IGNORED = "ignored", "Ignored"
    STAFF = "staff", "For staff"


class ReceivedQuerySet(models.QuerySet):
    def visible_to(self, person) -> "ReceivedQuerySet":
        return self if person.is_staff else self.none()

    def for_page(self) -> "ReceivedQuerySet":
        return self.select_related("invitee__person")

    def waiting(self) -> "ReceivedQuerySet":
        """For staff, and nobody has dealt with it."""
        return self.filter(outcome=Outcome.STAFF, settled_at__isnull=True)


class Received(models.Model):
    """`key` is the SHA-256 of its Message-ID, or of the whole where it has none: a mail is read once. `reason` is a
    sentence for staff. The mail itself stays in the mailbox, in the folder of its outcome. `invitee` only where the
    mail proved that it answers an invitation of hers.
    """

    key = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(max_length=500)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    invitee = models.ForeignKey(
        Invitee, on_delete=models.SET_NULL, null=True, blank=True, related_name="mails_received"
    )
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "received"
        indexes = [
            models.Index(
                fields=["at"], condition=Q(outcome="staff", settled_at__isnull=True), name="received_for_staff"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="received_outcome_known"),
        ]

    def __str__(self) -> str:
        return self.subject or self.sender or "A mail"


class Mailbox(models.Model):
    """One row: when the mailbox was read last, and since when it cannot be, why, and when it is tried again."""

    read_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    fault_since = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "mailboxes"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="mailbox_is_one"),
            models.CheckConstraint(
                condition=Q(fault="", fault_since__isnull=True) | ~Q(fault="") & Q(fault_since__isnull=False),
                name="mailbox_fault_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return "The mailbox"

    @classmethod
    def current(cls) -> "Mailbox":
        return cls.objects.filter(pk=1).first() or cls(pk=1)
