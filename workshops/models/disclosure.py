"""What people say about their ties to companies, and what staff make of it (ACCME, Standards 3.1 to 3.5).

A statement is added and never changed: the newest of a person and a meeting counts. Amounts are never asked.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from workshops.models.meeting import Meeting


class Nature(models.TextChoices):
    """The closed list of what somebody may be to a company."""

    EMPLOYEE = "employee", "Employee"
    RESEARCHER = "researcher", "Researcher"
    CONSULTANT = "consultant", "Consultant"
    ADVISOR = "advisor", "Advisor"
    SPEAKER = "speaker", "Speaker"
    CONTRACTOR = "contractor", "Independent contractor"
    ROYALTIES = "royalties", "Royalties or patent beneficiary"
    EXECUTIVE = "executive", "Executive role"
    OWNERSHIP = "ownership", "Ownership interest"


class Step(models.TextChoices):
    """How a relevant relationship is mitigated before the role starts."""

    DIVEST = "divest", "The relationship has ended (divested)"
    RECUSE = "recuse", "Recused from decisions about what concerns the company (planners)"
    PEER_REVIEW = "peer_review", "Reviewed by peers without such a relationship"
    EVIDENCE = "evidence", "Attested: recommendations rest on evidence and are free of commercial bias (speakers)"
    OTHER = "other", "Another way, described in the note"


class Standing(models.TextChoices):
    """How far somebody's disclosure for a meeting has come."""

    MISSING = "missing", "Not stated yet"
    TO_JUDGE = "to judge", "To be judged"
    TO_MITIGATE = "to mitigate", "To be mitigated"
    COMPLETE = "complete", "Complete"


class DisclosurePolicy(models.Model):
    """What a meeting asks. A meeting without this row asks nobody."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="disclosure_policy")
    asks_faculty = models.BooleanField("asked of everybody with a role in a session", default=False)
    asks_seats = models.BooleanField("asked of everybody with a seat in a committee", default=False)
    seats_wait = models.BooleanField("members open no proposal to review before they have stated", default=False)
    months = models.PositiveSmallIntegerField(
        "months that count", default=24, help_text="Relationships of so many months before the statement are asked."
    )
    introduction = models.TextField(blank=True, help_text="Shown above the questions. You can use Markdown.")

    class Meta:
        verbose_name_plural = "disclosure policies"
        constraints = [
            models.CheckConstraint(condition=Q(months__gt=0), name="policy_counts_some_months"),
            models.CheckConstraint(
                condition=Q(seats_wait=False) | Q(asks_seats=True), name="policy_waits_only_for_what_it_asks"
            ),
        ]

    def __str__(self) -> str:
        return f"Disclosures of {self.meeting}"

    @property
    def asks(self) -> bool:
        return self.asks_faculty or self.asks_seats


class DisclosureQuerySet(models.QuerySet):
    def current(self) -> "DisclosureQuerySet":
        """The newest statement of each person in each meeting."""
        newer = Disclosure.objects.filter(
            meeting=OuterRef("meeting"), person=OuterRef("person"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(newer))

    def whole(self) -> "DisclosureQuerySet":
        """With who recorded it, the relationships and what was judged of them: one query more."""
        rows = Relationship.objects.select_related("judgement__by", "mitigation__by")
        return self.select_related("recorded_by").prefetch_related(Prefetch("relationships", rows))


class Disclosure(models.Model):
    """`address` is where the link went by which it was given without signing in; `reused` is the earlier statement
    that she said is still true. `paper_on` is the date on the paper that she handed in, where staff recorded it from
    one: `at` is when. Without a relationship it says that there is nothing to disclose.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="disclosures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="disclosures")
    months = models.PositiveSmallIntegerField()
    address = models.EmailField(blank=True)
    reused = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    paper_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["meeting", "person"], name="disclosure_of_a_person")]
        constraints = [
            models.CheckConstraint(condition=Q(months__gt=0), name="disclosure_covers_some_months"),
            models.CheckConstraint(
                condition=Q(recorded_by=None) | Q(paper_on__isnull=False), name="disclosure_recorded_from_paper"
            ),
            models.CheckConstraint(
                condition=Q(paper_on=None) | Q(address="", reused=None), name="disclosure_on_paper_is_nothing_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.meeting}"

    @property
    def stated_on(self) -> date:
        """The day on the paper, or the moment in which she stated it here."""
        return self.paper_on or self.at

    @property
    def standing(self) -> Standing:
        """Of rows that came by `whole`, without a query."""
        rows = self.relationships.all()
        if any(row.relevant is None for row in rows):
            return Standing.TO_JUDGE
        if any(row.relevant and not row.step for row in rows):
            return Standing.TO_MITIGATE
        return Standing.COMPLETE


class Relationship(models.Model):
    """A financial tie to a company within the months asked, whatever the amount."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="relationships")
    company = models.CharField(max_length=160)
    nature = models.CharField(max_length=12, choices=Nature)
    ended = models.BooleanField("has ended", default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "company", "nature"], name="relationship_once_per_disclosure"
            ),
            models.CheckConstraint(condition=Q(nature__in=Nature.values), name="relationship_nature_known"),
            models.CheckConstraint(condition=~Q(company=""), name="relationship_names_a_company"),
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.get_nature_display().lower()}"

    @property
    def relevant(self) -> bool | None:
        """None as long as nobody has judged."""
        judgement = getattr(self, "judgement", None)
        return judgement.is_relevant if judgement else None

    @property
    def step(self) -> str:
        mitigation = getattr(self, "mitigation", None)
        return mitigation.step if mitigation else ""


class Judgement(models.Model):
    """Is the relationship relevant to the role of the person at the meeting? Staff's answer, with its reason."""

    relationship = models.OneToOneField(Relationship, on_delete=models.CASCADE, related_name="judgement")
    is_relevant = models.BooleanField()
    rationale = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(rationale=""), name="judgement_has_a_reason")]

    def __str__(self) -> str:
        return "Relevant" if self.is_relevant else "Not relevant"


class Mitigation(models.Model):
    """What was done about a relevant relationship before the role started."""

    relationship = models.OneToOneField(Relationship, on_delete=models.CASCADE, related_name="mitigation")
    step = models.CharField(max_length=12, choices=Step)
    note = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__in=Step.values), name="mitigation_step_known"),
            models.CheckConstraint(
                condition=~Q(step=Step.OTHER, note=""), name="mitigation_another_way_is_described"
            ),
        ]

    def __str__(self) -> str:
        return self.get_step_display()
