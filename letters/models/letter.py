"""A letter in the outbox, from held to sent."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from letters.kinds import hidden_from, label_of


class LetterState(models.TextChoices):
    HELD = "held", "Held"
    QUEUED = "queued", "Waiting to be sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    DISCARDED = "discarded", "Discarded"


class Fate(models.TextChoices):
    """What was heard of a letter after it had left, or why its address was refused."""

    DELIVERED = "delivered", "Delivered"
    BOUNCED = "bounced", "Came back"
    COMPLAINED = "complained", "Marked as spam"


BAD = (Fate.BOUNCED, Fate.COMPLAINED)
"""After these nothing more is written to the address."""


CLOSING = Q(fate__in=BAD, settled_at__isnull=True)
CAME_BACK = CLOSING & (Q(to__isnull=True) | Q(to__email=F("to_address")))


class LetterQuerySet(models.QuerySet):
    def visible_to(self, person) -> "LetterQuerySet":
        """Program staff see the outbox, without letters that their kind hides from them (a decision on a proposal of
        their own); letters with a sign-in code are there, but not their words.
        """
        if not person.is_staff:
            return self.none()
        seen = self
        for kinds, keys in hidden_from(person):
            seen = seen.exclude(kind__in=kinds, about__in=keys)
        return seen

    def about(self, key: str) -> "LetterQuerySet":
        return self.filter(about=key)

    def matching(self, words: str) -> "LetterQuerySet":
        """Each word occurs in the subject, the name or the address."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(subject__icontains=word) | Q(to_name__icontains=word) | Q(to_address__icontains=word)
            )
        return found

    def held(self) -> "LetterQuerySet":
        return self.filter(state=LetterState.HELD)

    def discarded(self) -> "LetterQuerySet":
        return self.filter(state=LetterState.DISCARDED)

    def closing(self) -> "LetterQuerySet":
        """Those after which nothing is written to their address until staff say that it is settled."""
        return self.filter(CLOSING)

    def came_back(self) -> "LetterQuerySet":
        """Of these the ones whose person has no other address by now: somebody has to do something."""
        return self.filter(CAME_BACK)

    def troubles(self) -> dict[str, int]:
        """How many could not be sent, and how many `returned`; one query."""
        failed = Q(state=LetterState.FAILED, is_secret=False, fate="")
        return self.aggregate(failed=models.Count("pk", filter=failed), returned=models.Count("pk", filter=CAME_BACK))

    def to_send_again(self) -> "LetterQuerySet":
        """Given up or come back, and still with words."""
        return self.filter(Q(state=LetterState.FAILED) | Q(fate__in=BAD), is_secret=False)

    def due(self, at) -> "LetterQuerySet":
        """Waiting letters whose next try has come."""
        return self.filter(state=LetterState.QUEUED, try_at__lte=at).order_by("try_at", "id")


class Letter(models.Model):
    """`about` is an opaque key of a higher floor (audit.models.key_of); `batch` groups letters released together.

    `body` is Markdown with every placeholder filled. A secret letter carries a sign-in code or a link that opens
    a door: nobody reads it in the outbox, it is never held, and its body is wiped once sent or given up. While a
    sender has a letter in hand, `try_at` is the time at which another one may take it. `calendar` is an iCalendar
    file that goes along (rendering.calendar.invitation_bytes), `reply_to` where its answer goes, `unsubscribe` the
    address that ends such letters. `template` is the
    name of the society's words that were chosen from several, and `because` the reason; both as they were when the
    letter was written. `fate` is what was heard of it since, in the mail server's or provider's `fate_words`; the
    provider knows it as `provider_id`. Until `settled_at` nothing more is written to an address from which it came
    back.
    """

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=120, blank=True, db_index=True)
    batch = models.CharField(max_length=120, blank=True, db_index=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    to_address = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    reply_to = models.EmailField(blank=True)
    unsubscribe = models.CharField(max_length=300, blank=True)
    template = models.CharField(max_length=80, blank=True)
    because = models.CharField(max_length=300, blank=True)
    is_secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.HELD)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=200, blank=True, db_index=True)
    fate = models.CharField(max_length=10, choices=Fate, blank=True)
    fate_words = models.CharField(max_length=300, blank=True)
    fate_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "try_at"], name="letter_by_state"),
            models.Index(
                fields=["to_address"],
                condition=Q(fate__in=["bounced", "complained"], settled_at__isnull=True),
                name="letter_closing_its_address",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_known"),
            models.CheckConstraint(
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | ~Q(state=LetterState.SENT) & Q(sent_at__isnull=True),
                name="letter_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_secret=False) | ~Q(state=LetterState.HELD), name="letter_secret_is_never_held"
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.QUEUED) | Q(try_at__isnull=False),
                name="letter_queued_has_a_try",
            ),
            models.CheckConstraint(
                condition=Q(fate="", fate_at__isnull=True)
                | Q(fate__in=["delivered", "bounced", "complained"], fate_at__isnull=False),
                name="letter_fate_known_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} to {self.to_address}"

    @property
    def label(self) -> str:
        return label_of(self.kind)

    @property
    def is_returned(self) -> bool:
        """Its address waits to be settled."""
        return self.fate in BAD and self.settled_at is None

    @property
    def message_id(self) -> str:
        """The same at every try, so that a copy sent after a crash is recognised as the same letter."""
        host = urlsplit(settings.SITE_ADDRESS).hostname
        return f"<letter-{self.pk}-{int(self.created_at.timestamp() * 1_000_000):x}@{host}>"
