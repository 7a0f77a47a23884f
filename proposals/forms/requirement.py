"""A society's rule: what its kind wants to know, how severe it is, and its sentence."""

from typing import Any

from django import forms

from proposals.catalogue.kind import Kind
from proposals.models import Requirement
from proposals.models.requirement import Severity
from workshops.models import Call

OWN = ("severity", "sentence", "formats")


class RequirementForm(forms.Form):
    """The fields of the kind's own form come first."""

    severity = forms.ChoiceField(choices=Severity.choices, widget=forms.RadioSelect, label="When it is not met")
    sentence = forms.CharField(
        max_length=300,
        label="Its sentence",
        help_text="As proposers read it, for example: Two to four chairs from at least two institutions.",
    )
    formats = forms.ModelMultipleChoiceField(
        None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Holds for",
        help_text="Nothing chosen: for every format.",
    )

    def __init__(self, kind: Kind, call: Call, *args, requirement: Requirement | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        own = kind.form_for(call)
        self.params = list(own.fields)
        self.kind, self.call = kind, call
        self.fields = own.fields | self.fields
        self.fields["formats"].queryset = call.formats.all()
        self.initial = {"severity": Severity.BLOCK, "sentence": kind.label} | self.initial
        if requirement:
            self.initial |= dict(requirement.params)
            self.initial |= {"severity": requirement.severity, "sentence": requirement.sentence}
            self.initial["formats"] = requirement.formats.all()

    def clean(self) -> dict[str, Any]:
        """The kind's own form says what does not fit together, beside the field."""
        data = super().clean() or {}
        own = self.kind.form_for(self.call, {name: data.get(name) for name in self.params})
        for name, errors in own.errors.items():
            if name not in self.errors:
                self.add_error(name, errors)
        data["params"] = {name: data.pop(name, None) for name in self.params}
        return data
