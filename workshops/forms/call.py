"""What staff write about a call, its formats, and one person's later deadline."""

from django import forms
from django.core.exceptions import ValidationError

from workshops import rules
from workshops.forms.fields import MomentField, NumbersField, ZoneField, day_input
from workshops.models import Call, Extension, Format
from workshops.models.call import MOST_MEGABYTES
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
            *("name", "slug", "description", "opens_at", "closes_at", "grace_minutes", "closing_reminders"),
            *("letter_by_on", "confirm_by_on", "later_by_on", "editors", "answer_days", "remind_days"),
            *("file_megabytes", "files_megabytes"),
        )
        labels = {"slug": "Address", "grace_minutes": "Grace, in minutes", "letter_by_on": "Decisions are sent by"}
        help_texts = {
            "slug": "Small letters, digits and hyphens, for example workshops. It stays once the call is public.",
            "description": "Shown before anybody signs in. You can use Markdown.",
            "grace_minutes": "What comes in this late is still in time. It is not announced.",
            "later_by_on": "Questions that are asked after acceptance; who has not answered is reminded before.",
            "editors": "Whoever writes, the person who proposes submits.",
            "answer_days": "For speakers and chairs whom a proposer invites by letter.",
            "remind_days": "Who has not answered by then gets a second letter; 0 sends none.",
            "file_megabytes": f"Where a question asks for a file: 1 to {MOST_MEGABYTES}.",
            "files_megabytes": "Earlier files count too: they stay in the history.",
        }
        widgets = {name: day_input() for name in ("letter_by_on", "confirm_by_on", "later_by_on")}

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


class ExtensionForm(forms.Form):
    until = MomentField(label="Until")
    reason = forms.CharField(max_length=300, help_text="Only staff read it.")

    def __init__(self, *args, call: Call, extension: Extension | None = None, **kwargs):
        if extension:
            kwargs["initial"] = {"until": extension.until, "reason": extension.reason}
        super().__init__(*args, **kwargs)
        self.fields["until"].in_zone(call.zone)
        self.fields["until"].help_text = f"A clock time of the call's zone: {label_at(call.zone, call.closes_at)}."
