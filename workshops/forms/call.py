"""What staff write about a call, its formats, and one person's later deadline."""

from django import forms
from django.core.exceptions import ValidationError

from workshops import rules
from workshops.forms.fields import MomentField, NumbersField, ZoneField, day_input
from workshops.models import Call, Extension, Format
from workshops.zones import ANYWHERE_ON_EARTH, label_at, tidy


class CallForm(forms.ModelForm):
    opens_at = MomentField(label="Opens")
    closes_at = MomentField(
        label="Closes",
        help_text="At this very moment. For “until the end of 13 May” write 13 May, 23:59.",
    )
    zone = ZoneField(
        label="Whose clocks",
        for_deadline=True,
        help_text="Both times are clock times of this zone, for example America/Los_Angeles. AoE is anywhere on "
        "Earth: the day ends when it has ended everywhere.",
    )
    closing_reminders = NumbersField(
        label="Reminders, days before it closes",
        required=False,
        help_text="Who has a draft and has not submitted it gets a letter then, and at closing when it is complete. "
        "For example 7, 1; empty for none.",
    )
    field_order = (
        "name",
        "slug",
        "description",
        "opens_at",
        "closes_at",
        "zone",
        "grace_minutes",
        "closing_reminders",
    )

    class Meta:
        model = Call
        fields = (
            *("name", "slug", "description", "grace_minutes", "closing_reminders", "letter_by_on", "confirm_by_on"),
            *("editors", "answer_days", "remind_days"),
        )
        labels = {"slug": "Address", "grace_minutes": "Grace, in minutes", "letter_by_on": "Decisions are sent by"}
        help_texts = {
            "slug": "Small letters, digits and hyphens, for example workshops. It stays once the call is public.",
            "description": "Shown before anybody signs in. You can use Markdown.",
            "grace_minutes": "What comes in this late is still in time. It is not announced.",
            "editors": "Whoever writes, the person who proposes submits.",
            "answer_days": "For speakers and chairs whom a proposer invites by letter.",
            "remind_days": "Who has not answered by then gets a second letter; 0 sends none.",
        }
        widgets = {"letter_by_on": day_input(), "confirm_by_on": day_input()}

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["slug"].disabled = self.instance.pk is not None and self.instance.is_public
        typed = tidy(self.data.get(self.add_prefix("zone"), "")) if self.is_bound else ""
        zone = typed if typed and rules.name_zone(typed, for_deadline=True) is None else self.instance.zone
        self.initial |= {"zone": self.instance.zone or ANYWHERE_ON_EARTH}
        for name in ("opens_at", "closes_at"):
            self.fields[name].in_zone(zone)
            self.initial.setdefault(name, getattr(self.instance, name))

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        if self.meeting.calls.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Another call of this meeting has this address.")
        return slug

    def clean(self):
        super().clean()
        opens_at, closes_at = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", "The call closes before it opens.")
        letter_by, confirm_by = self.cleaned_data.get("letter_by_on"), self.cleaned_data.get("confirm_by_on")
        if letter_by and closes_at and letter_by < closes_at.date():
            self.add_error("letter_by_on", "Decisions cannot be sent before the call closes.")
        if letter_by and confirm_by and confirm_by < letter_by:
            self.add_error("confirm_by_on", "Chairs cannot confirm before they have their letters.")
        self._reminded_in_time()

    def _reminded_in_time(self):
        answer, remind = self.cleaned_data.get("answer_days"), self.cleaned_data.get("remind_days")
        if answer is not None and not 1 <= answer <= 365:
            self.add_error("answer_days", "Give people between 1 and 365 days.")
        elif answer is not None and remind is not None and remind >= answer:
            self.add_error("remind_days", "Fewer days than people have to answer.")


class FormatForm(forms.ModelForm):
    class Meta:
        model = Format
        fields = ("name", "minutes", "sets_agenda", "description")
        labels = {"minutes": "Length in minutes", "sets_agenda": "Sets a research agenda"}
        help_texts = {
            "name": "What it is called everywhere, for example Friday Scientific Workshop.",
            "minutes": "The running order is checked against it.",
            "description": "Shown on the call's page. You can use Markdown.",
        }

    def clean_minutes(self):
        if self.cleaned_data["minutes"] == 0:
            raise ValidationError("A format has a length of at least one minute.")
        return self.cleaned_data["minutes"]


class ExtensionForm(forms.Form):
    until = MomentField(label="Until")
    reason = forms.CharField(max_length=300, help_text="Only staff read it.")

    def __init__(self, *args, call: Call, extension: Extension | None = None, **kwargs):
        if extension:
            kwargs["initial"] = {"until": extension.until, "reason": extension.reason}
        super().__init__(*args, **kwargs)
        self.fields["until"].in_zone(call.zone)
        self.fields["until"].help_text = f"A clock time of the call's zone: {label_at(call.zone, call.closes_at)}."
