"""More time for those who had everything ready, or a word to them."""

from datetime import datetime, timedelta

from django import forms

from workshops.forms.fields import MomentField
from workshops.models import Call
from workshops.zones import label_at, shifted

A_DAY = timedelta(days=1)


class MoreTimeForm(forms.Form):
    """Filled so that one click is enough: the deadline's clock time, at least a day from now."""

    until = MomentField(label="Until")
    reason = forms.CharField(
        max_length=300, help_text="Only staff read it.", initial="Complete when the call closed, and not submitted."
    )

    def __init__(self, *args, call: Call, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        days = max((at + A_DAY - call.closes_at) // A_DAY + 1, 1)
        self.fields["until"].in_zone(call.zone)
        self.fields["until"].initial = shifted(call.closes_at, call.zone, days)
        self.fields["until"].help_text = f"A clock time of the call's zone: {label_at(call.zone, call.closes_at)}."


class WordForm(forms.Form):
    message = forms.CharField(
        label="A word to them",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text="It goes at once, in a letter that says which draft it is about.",
    )
