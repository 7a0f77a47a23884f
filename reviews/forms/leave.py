"""The days on which a member is away."""

from typing import Any

from django import forms

from workshops.forms.fields import day_input


class LeaveForm(forms.Form):
    begins_on = forms.DateField(label="First day", widget=day_input())
    ends_on = forms.DateField(label="Last day", widget=day_input())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("begins_on"), data.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", "The last day is before the first.")
        return data
