"""Choose who steps in, until when, and say why."""

from typing import Any

from django import forms

from reviews.urgent.free import Free
from workshops.forms.fields import MomentField
from workshops.models import Call

WORDS = "One of its readers cannot go on. Could you step in?"


class UrgentForm(forms.Form):
    reader = forms.ChoiceField(
        label="Who",
        error_messages={"required": "Choose somebody.", "invalid_choice": "She cannot be asked any more."},
    )
    due_at = MomentField(label="Until")
    words = forms.CharField(
        label="What the letter says to her",
        initial=WORDS,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, free: list[Free], call: Call, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(one.person.pk): one.person for one in free}
        self.fields["reader"].choices = [(key, str(person)) for key, person in self.people.items()]
        self.fields["due_at"].in_zone(call.zone)
        self.fields["due_at"].help_text = f"The clock of the call: {call.zone_label}."

    @property
    def kept(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"reviewer": self.people[data["reader"]], "due_at": data["due_at"], "words": data["words"]}
