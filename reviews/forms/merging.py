"""Choose the two proposals of a merge, and say why."""

from typing import Any

from django import forms

from reviews.forms.naming import ProposalField


class PairForm(forms.Form):
    """In the address: which two, and which of them goes on."""

    lead = ProposalField(label="Goes on")
    other = ProposalField(label="Joins it")

    def __init__(self, proposals: Any, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.among(proposals)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("lead") and data.get("lead") == data.get("other"):
            self.add_error("other", "Name two different proposals.")
        return data


class WhyForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        label="Why should they become one?",
        help_text="Both proposers read it in a letter.",
    )


class CloseForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        label="Why (optional)",
        help_text="Both proposers read it in a letter.",
    )
