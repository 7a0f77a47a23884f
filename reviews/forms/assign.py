"""Choose readers."""

from typing import Any

from django import forms


class AssignFilter(forms.Form):
    """In the address: words of a title, and proposals that still lack readers."""

    q = forms.CharField(label="Title has", required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    below = forms.IntegerField(label="Fewer readers than", required=False, min_value=1, max_value=99)


class GiveForm(forms.Form):
    """One member for every proposal ticked on the page."""

    reviewer = forms.ModelChoiceField(label="Reader", queryset=None, empty_label="Choose a reader")
    proposals = forms.MultipleChoiceField(
        error_messages={"required": "Tick at least one proposal.", "invalid_choice": "That proposal is not here."}
    )

    def __init__(self, *args: Any, members: Any, codes: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = members
        self.fields["proposals"].choices = [(code, code) for code in codes]
