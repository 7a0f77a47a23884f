"""What somebody answered whom a proposer asked to take part, and what she said besides.

The rows of the text (`Faculty`) say whom the proposer named; what people answered stands here, by the row's key and
the address asked, so that bringing back an older text loses no answer and another address is another person to ask.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from people.models.person import CareerStage
from proposals.models.faculty import Role
from proposals.models.proposal import Proposal


class InvitationState(models.TextChoices):
    ASKED = "asked", "Asked"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    DROPPED_OUT = "dropped_out", "Dropped out"
    WITHDRAWN = "withdrawn", "Invitation withdrawn"


class Invitation(models.Model):
    """`key` names the row of the text, `email` the address asked; `replaced_by` is the key of the row that took her
    place. Silence is derived: asked, and `reply_by_at` has passed.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="invitations")
    key = models.CharField(max_length=16)
    email = models.EmailField()
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.SPEAKER)
    state = models.CharField(max_length=12, choices=InvitationState, default=InvitationState.ASKED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    reply_by_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    career_stage = models.CharField(max_length=10, choices=CareerStage, blank=True)
    country = models.CharField(max_length=80, blank=True)
    replaced_by = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "key", "email"], name="invitation_once_per_address"),
            models.CheckConstraint(condition=Q(state__in=InvitationState.values), name="invitation_state_known"),
            models.CheckConstraint(condition=Q(email__regex=r"^[^A-Z]+$"), name="invitation_email_lower_case"),
            models.CheckConstraint(
                condition=Q(reply_by_at__gt=F("asked_at")), name="invitation_gives_time_to_answer"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[InvitationState.ASKED, InvitationState.WITHDRAWN])
                | Q(answered_at__isnull=False),
                name="invitation_answer_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.email.partition("@")[0]


class InvitationLink(models.Model):
    """One secret link, as it stood in one letter; only its SHA-256 is kept. Once `ended_at` is set it answers nothing
    any more, and is still known, so that its page can say so.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_reminder = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Link to {self.invitation}"


class RecordingUse(models.TextChoices):
    LIVE = "live", "Shown live to people elsewhere"
    ON_DEMAND = "on_demand", "Recorded and shown later"
    SLIDES = "slides", "Slides given to attendees"
    PHOTOGRAPHS = "photographs", "Photographs"
    ELSEWHERE = "elsewhere", "My talk placed in another session, should this workshop not be held"


class Consent(models.Model):
    """What she allowed or refused on one day for one use. Rows are added and never changed; the last one holds."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="consents")
    use = models.CharField(max_length=12, choices=RecordingUse)
    is_given = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(use__in=RecordingUse.values), name="consent_use_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_use_display()}: {'yes' if self.is_given else 'no'}"


class AvailabilityKind(models.TextChoices):
    IMPOSSIBLE = "impossible", "I cannot be there"
    PREFERRED = "preferred", "I would rather"


class Availability(models.Model):
    """A stretch of time in which she cannot take part, or in which she would rather. The end is exclusive."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="availabilities")
    kind = models.CharField(max_length=10, choices=AvailabilityKind)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name_plural = "availabilities"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AvailabilityKind.values), name="availability_kind_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="availability_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d %H:%M}"


class SubstituteState(models.TextChoices):
    NAMED = "named", "Named"
    ADOPTED = "adopted", "Adopted"
    PASSED_OVER = "passed_over", "Passed over"


class Substitute(models.Model):
    """Whom she proposed in her place, until the workshop's chair adopts or passes over her; adopted, `key` is the new
    row's."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="substitutes")
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    email = models.EmailField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=SubstituteState, default=SubstituteState.NAMED)
    key = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SubstituteState.values), name="substitute_state_known"),
            models.CheckConstraint(
                condition=Q(state=SubstituteState.ADOPTED) & ~Q(key="")
                | ~Q(state=SubstituteState.ADOPTED) & Q(key=""),
                name="substitute_adopted_has_a_row",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class NamesakePair(models.Model):
    """Two rows of the text that look like one person and are two, as somebody who writes it said."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="namesakes")
    first = models.CharField(max_length=16)
    second = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "first", "second"], name="namesake_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="namesake_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"
