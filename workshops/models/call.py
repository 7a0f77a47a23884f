"""A call for proposals: its dates, what may be proposed, and what is asked."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from workshops.models.meeting import Meeting
from workshops.zones import ANYWHERE_ON_EARTH, label_at, zone_of

MOST_REMINDERS = 5
FIRST_REMINDER = 60
"""Days before the deadline, at most."""


def remind_a_week_and_a_day_before() -> list[int]:
    return [7, 1]


def check_closing_reminders(days: list[int]) -> None:
    """Whole numbers from 1 to 60, each once, the earliest letter first."""
    sound = isinstance(days, list) and all(type(each) is int and 1 <= each <= FIRST_REMINDER for each in days)
    if not sound or len(days) > MOST_REMINDERS or days != sorted(set(days), reverse=True):
        raise ValidationError(
            f"At most {MOST_REMINDERS} different numbers of days from {FIRST_REMINDER} down to 1, for example 7, 1."
        )


MOST_ANSWER_DAYS = 365
MOST_MEGABYTES = 50
"""No call takes a larger file; the server reads none (config.uploads)."""
MOST_IN_ALL = 1000


class Editors(models.TextChoices):
    LEAD = "lead", "Only the person who proposes"
    CHAIRS = "chairs", "Every chair of the workshop who has an account"


class CallQuerySet(models.QuerySet):
    def visible_to(self, person) -> "CallQuerySet":
        if person.is_authenticated and person.is_staff:
            return self
        return self.filter(meeting__is_public=True, is_public=True)

    def open(self, at: datetime) -> "CallQuerySet":
        """Open to everybody at `at`, without grace and personal extensions."""
        return self.filter(opens_at__lte=at, closes_at__gt=at)


class Call(models.Model):
    """`zone` is the zone in which the deadline is announced: a tz database name, or AoE (anywhere on Earth)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="calls")
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=160)
    description = models.TextField(blank=True, help_text="Markdown. Shown before anybody signs in.")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    zone = models.CharField("time zone of the deadline", max_length=60, default=ANYWHERE_ON_EARTH)
    grace_minutes = models.PositiveSmallIntegerField(
        default=0, help_text="Late by this much is still in time; not announced."
    )
    closing_reminders = models.JSONField(
        "reminders, days before it closes",
        default=remind_a_week_and_a_day_before,
        blank=True,
        validators=[check_closing_reminders],
        help_text="Who has a draft and has not submitted it gets a letter then.",
    )
    letter_by_on = models.DateField("decisions are sent by", null=True, blank=True)
    confirm_by_on = models.DateField("accepted chairs confirm by", null=True, blank=True)
    later_by_on = models.DateField("questions after acceptance are answered by", null=True, blank=True)
    editors = models.CharField("who writes in a proposal", max_length=8, choices=Editors, default=Editors.LEAD)
    answer_days = models.PositiveSmallIntegerField("days in which invited people answer", default=14)
    remind_days = models.PositiveSmallIntegerField("days before that at which they are reminded", default=3)
    is_public = models.BooleanField("shown to the public", default=False)
    file_megabytes = models.PositiveSmallIntegerField("largest file, in MB", default=10)
    files_megabytes = models.PositiveSmallIntegerField("all files of a proposal, in MB", default=100)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["closes_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "slug"], name="call_slug_once_per_meeting"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(editors__in=Editors.values), name="call_editors_known"),
            models.CheckConstraint(
                condition=Q(answer_days__range=(1, MOST_ANSWER_DAYS), remind_days__lt=F("answer_days")),
                name="call_reminds_before_the_answer_is_due",
            ),
            models.CheckConstraint(
                condition=Q(file_megabytes__gte=1, file_megabytes__lte=MOST_MEGABYTES)
                & Q(files_megabytes__gte=F("file_megabytes"), files_megabytes__lte=MOST_IN_ALL),
                name="call_files_have_a_size",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Its dates follow one another."""
        wrong = {}
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            wrong["closes_at"] = "The call closes before it opens."
        if self.letter_by_on and self.closes_at and self.letter_by_on < self.closes_at.date():
            wrong["letter_by_on"] = "Decisions cannot be sent before the call closes."
        if self.letter_by_on and self.confirm_by_on and self.confirm_by_on < self.letter_by_on:
            wrong["confirm_by_on"] = "Chairs cannot confirm before they have their letters."
        if self.later_by_on and self.letter_by_on and self.later_by_on < self.letter_by_on:
            wrong["later_by_on"] = "Nobody can answer before the letters are sent."
        if self.answer_days is not None and not 1 <= self.answer_days <= MOST_ANSWER_DAYS:
            wrong["answer_days"] = f"Give people between 1 and {MOST_ANSWER_DAYS} days."
        elif None not in (self.answer_days, self.remind_days) and self.remind_days >= self.answer_days:
            wrong["remind_days"] = "Fewer days than people have to answer."
        wrong |= self._files_without_a_size()
        if wrong:
            raise ValidationError(wrong)

    def _files_without_a_size(self) -> dict[str, str]:
        one, whole = self.file_megabytes, self.files_megabytes
        if one is not None and not 1 <= one <= MOST_MEGABYTES:
            return {"file_megabytes": f"A file has 1 to {MOST_MEGABYTES} MB."}
        if None not in (one, whole) and not one <= whole <= MOST_IN_ALL:
            return {"files_megabytes": f"One file has up to {one} MB, all of them {one} to {MOST_IN_ALL}."}
        return {}

    @property
    def tz(self):
        return zone_of(self.zone)

    @property
    def iana_zone(self) -> str:
        """The zone by a name that a browser and Django's filters know."""
        return "Etc/GMT+12" if self.zone == ANYWHERE_ON_EARTH else self.zone

    @property
    def zone_label(self) -> str:
        """The zone as the deadline is announced in it."""
        return label_at(self.zone, self.closes_at)

    @property
    def opening_zone_label(self) -> str:
        return label_at(self.zone, self.opens_at)

    def state_at(self, at: datetime) -> str:
        """As announced: `waiting` before it opens, `open`, or `closed`."""
        if at < self.opens_at:
            return "waiting"
        return "open" if at < self.closes_at else "closed"

    def closes_for(self, person) -> datetime:
        """The announced deadline of this person: her extension where she has one. Grace is not part of it."""
        extension = self.extensions.filter(person=person).first() if person.is_authenticated else None
        return max(self.closes_at, extension.until) if extension else self.closes_at

    def is_open_for(self, person, at: datetime) -> bool:
        """May this person still submit at `at`? Grace counts, unannounced."""
        return self.opens_at <= at < self.closes_for(person) + timedelta(minutes=self.grace_minutes)


MOST_IN_MINUTES = 480
"""A length of up to a day's work is said in minutes, as a running order counts."""


class Format(models.Model):
    """What may be proposed in a call, for example a Friday Scientific Workshop."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="formats")
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True, help_text="Markdown.")
    minutes = models.PositiveSmallIntegerField("length in minutes", default=180)
    sets_agenda = models.BooleanField(
        default=False, help_text="Its result is a ranked research agenda (an agenda-setting session)."
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "slug"], name="format_slug_once_per_call"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="format_has_a_length"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.minutes == 0:
            raise ValidationError({"minutes": "A format has a length of at least one minute."})

    @property
    def length(self) -> str:
        """As one says it: 180 minutes, but 36 hours."""
        hours, minutes = divmod(self.minutes, 60)
        if self.minutes <= MOST_IN_MINUTES:
            return f"{self.minutes} minute{'' if self.minutes == 1 else 's'}"
        return f"{hours} hours" + (f" {minutes} minutes" if minutes else "")


class Topic(models.Model):
    """What a proposal is about; `code` is the society's own number for it where it has one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="topics")
    slug = models.SlugField(max_length=60)
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=160)
    hue = models.PositiveSmallIntegerField("colour", default=0, help_text="0 to 9, a place in the topic palette.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "slug"], name="topic_slug_once_per_meeting"),
            models.CheckConstraint(condition=Q(hue__lte=9), name="topic_hue_in_palette"),
        ]

    def __str__(self) -> str:
        return self.name


class Extension(models.Model):
    """A later deadline for one person, with the reason. Never shown to anybody else."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="extensions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="extension_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} until {self.until:%Y-%m-%d %H:%M}"
