"""Ask for a revision, or give more time for one."""

from typing import Any

from django import forms

from workshops.forms.fields import MomentField
from workshops.models import Call

LONGEST = 2000
ROOM = 3
"""Empty points on a fresh page, and how many more each press on the button adds."""
MOST = 30


class DateForm(forms.Form):
    until = MomentField(label="Until")
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        required=False,
        label="Why (optional)",
        help_text="The proposers read it in the letter.",
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["until"].in_zone(call.zone)
        self.fields["until"].help_text = f"The clock of the call: {call.zone_label}."


class RevisionForm(DateForm):
    """What to change, one field a point; blank ones say nothing."""

    field_order = ("reason", "until")

    def __init__(self, data: Any = None, *, call: Call, more: bool = False):
        super().__init__(data, call=call)
        self.fields["reason"].label = "Words before the points (optional)"
        typed = [name for name in data or {} if name.startswith("point-")]
        count = min(MOST, max(len(typed), ROOM) + (ROOM if more else 0))
        for place in range(1, count + 1):
            self.fields[f"point-{place}"] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 2}), max_length=LONGEST, required=False, label=f"Point {place}"
            )

    @property
    def points(self) -> list[Any]:
        return [field for field in self if field.name.startswith("point-")]

    @property
    def rest(self) -> list[Any]:
        return [field for field in self if not field.name.startswith("point-")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        texts = [data.pop(field.name, "") for field in self.points]
        data["points"] = [text for text in texts if text.strip()]
        if not data["points"] and "point-1" not in self.errors:
            self.add_error("point-1", "Say what has to change, one point at a time.")
        return data
