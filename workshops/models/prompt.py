"""A question of the call: what is answered, by whom it is read, and when it is asked."""

from django.db import models
from django.db.models import F, Q

from workshops.conditions import Condition
from workshops.models.call import Call, Format


class PromptKind(models.TextChoices):
    LINE = "line", "One line"
    TEXT = "text", "Text"
    CHOICE = "choice", "One of several"
    SEVERAL = "several", "Some of several"
    RANKING = "ranking", "Ranking"
    YES = "yes", "Yes or no"
    NUMBER = "number", "Number"
    DATE = "date", "Date"
    LINK = "link", "Link"
    FILE = "file", "File"


class Audience(models.TextChoices):
    """Who reads the answer besides those who propose; each reads what the ones after it read."""

    STAFF = "staff", "Program staff only"
    COMMITTEE = "committee", "The committee too"
    PUBLIC = "public", "Everybody: printed in the program once accepted"


class Due(models.TextChoices):
    SUBMISSION = "submission", "Before submitting"
    LATER = "later", "After acceptance"


OFFERING = (PromptKind.CHOICE, PromptKind.SEVERAL, PromptKind.RANKING)
"""Kinds whose answers are chosen from a list."""

RANGED = (PromptKind.NUMBER, PromptKind.SEVERAL)
"""Kinds with a range: of the number itself, or of how many are chosen."""


class PromptQuerySet(models.QuerySet):
    def asked(self) -> "PromptQuerySet":
        """Without those that were archived, whose answers stay readable."""
        return self.filter(archived_at=None)

    def archived(self) -> "PromptQuerySet":
        return self.exclude(archived_at=None)

    def asked_of(self, form: Format) -> "PromptQuerySet":
        """Those of its call that are asked for this format; those without formats are asked for every one."""
        mine = Q(formats=None) | Q(formats=form)
        return self.asked().filter(mine, call=form.call_id).distinct()


class Prompt(models.Model):
    """A question of the call. Answers are kept in the proposals as text, under its slug, which never changes.

    `shown_when` and `required_when` are slugs of other prompts of the call, met by the answer in `shown_value` and
    `required_value` (empty: by any answer). `lowest` and `highest` bound a number, or how many are chosen.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="prompts")
    formats = models.ManyToManyField(Format, blank=True, related_name="prompts")
    slug = models.SlugField(max_length=40)
    section = models.CharField(
        max_length=80, default="The workshop", help_text="Prompts of one section stand together."
    )
    label = models.CharField(max_length=200)
    help = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=10, choices=PromptKind, default=PromptKind.TEXT)
    choices = models.JSONField(default=list, blank=True, help_text="Where answers are chosen: these, in order.")
    lowest = models.DecimalField("at least", max_digits=12, decimal_places=2, null=True, blank=True)
    highest = models.DecimalField("at most", max_digits=12, decimal_places=2, null=True, blank=True)
    word_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    is_required = models.BooleanField(default=True)
    required_when = models.SlugField(max_length=40, blank=True, db_index=False)
    required_value = models.CharField(max_length=200, blank=True)
    shown_when = models.SlugField(max_length=40, blank=True, db_index=False)
    shown_value = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.COMMITTEE)
    due = models.CharField(max_length=10, choices=Due, default=Due.SUBMISSION)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(default=0)

    objects = PromptQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "slug"], name="prompt_slug_once_per_call"),
            models.CheckConstraint(condition=Q(kind__in=PromptKind.values), name="prompt_kind_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="prompt_audience_known"),
            models.CheckConstraint(condition=Q(due__in=Due.values), name="prompt_due_known"),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True) | Q(highest__isnull=True) | Q(highest__gte=F("lowest")),
                name="prompt_range_in_order",
            ),
            models.CheckConstraint(
                condition=Q(required_when="") | Q(is_required=True), name="prompt_required_when_required"
            ),
            models.CheckConstraint(
                condition=(Q(shown_value="") | ~Q(shown_when="")) & (Q(required_value="") | ~Q(required_when="")),
                name="prompt_condition_names_a_prompt",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PromptKind.FILE, audience=Audience.PUBLIC), name="prompt_file_not_printed"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def shown_if(self) -> Condition | None:
        return Condition(self.shown_when, self.shown_value) if self.shown_when else None

    @property
    def required_if(self) -> Condition | None:
        """What narrows `is_required`; None: always where it is shown."""
        return Condition(self.required_when, self.required_value) if self.required_when else None

    @property
    def is_later(self) -> bool:
        return self.due == Due.LATER

    @property
    def is_public(self) -> bool:
        return self.audience == Audience.PUBLIC
