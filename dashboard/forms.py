"""Starting a meeting from another."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from dashboard.actions.cloning import all_parts, missing_needs
from workshops import rules
from workshops.forms.fields import day_input
from workshops.models import Meeting

A_YEAR = timedelta(weeks=52)
"""The same weekday a year on."""


class CloneForm(forms.Form):
    name = forms.CharField(max_length=160)
    slug = forms.SlugField(
        label="Address", max_length=40, help_text="Small letters, digits and hyphens, for example ash-2028."
    )
    starts_on = forms.DateField(
        label="First day",
        widget=day_input(),
        help_text="Every date of the set-up moves by as many days as this one; clock times stay.",
    )
    parts = forms.MultipleChoiceField(label="Take along", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args, source: Meeting, **kwargs):
        kwargs["initial"] = {"starts_on": source.starts_on + A_YEAR, "parts": [part.key for part in all_parts()]}
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(part.key, part.label) for part in all_parts()]

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        refusal = rules.name_address(slug)
        if refusal:
            raise ValidationError(str(refusal))
        if Meeting.objects.filter(slug=slug).exists():
            raise ValidationError("Another meeting has this address.")
        return slug

    def clean_parts(self):
        refusal = missing_needs(set(self.cleaned_data["parts"]))
        if refusal:
            raise ValidationError(str(refusal))
        return self.cleaned_data["parts"]
