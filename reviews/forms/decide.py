"""Filter a ranking, reword a letter."""

import re
from typing import Any

from django import forms

from letters.models import Letter
from reviews.models import Stage
from workshops.forms.fields import MomentField


class RankingFilter(forms.Form):
    """In the address. `sort` goes along, so that filtering keeps the order."""

    format = forms.ChoiceField(required=False)
    topic = forms.ChoiceField(required=False)
    undecided = forms.BooleanField(required=False, label="Undecided only")
    criteria = forms.BooleanField(required=False, label="Each criterion")
    sort = forms.CharField(required=False, widget=forms.HiddenInput, max_length=30)

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.formats = {slug: (key, name) for slug, key, name in _named(stage.call.formats)}
        self.topics = {slug: (key, name) for slug, key, name in _named(stage.call.meeting.topics)}
        self.fields["format"].choices = [("", "All formats"), *((slug, row[1]) for slug, row in self.formats.items())]
        self.fields["topic"].choices = [("", "All topics"), *((slug, row[1]) for slug, row in self.topics.items())]

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen, format and topic by their keys; nothing where the address makes no sense."""
        chosen = self.cleaned_data if self.is_valid() else {}
        keys = {"format": self.formats.get(chosen.get("format")), "topic": self.topics.get(chosen.get("topic"))}
        return chosen | {name: found[0] if found else None for name, found in keys.items()}


def _named(rows: Any) -> Any:
    return rows.values_list("slug", "pk", "name")


def easier_to_edit(body: str) -> str:
    """A letter's Markdown without the backslashes that mean nothing: before a full stop, a comma, a colon."""
    return re.sub(r"\\([.,:;?'\"])", r"\1", body)


class LetterForm(forms.ModelForm):
    class Meta:
        model = Letter
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 18})}
        labels = {"body": "Letter"}
        help_texts = {"body": "Markdown. This one letter only; the society's words for all are in its templates."}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["body"] = easier_to_edit(self.initial.get("body", ""))


class PlanForm(forms.Form):
    release_at = MomentField(label="Release them at")

    def __init__(self, *args: Any, call: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["release_at"].in_zone(call.zone)
        self.fields["release_at"].help_text = f"The clock of the call: {call.zone_label}."
