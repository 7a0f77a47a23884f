"""A tie to somebody."""

from django import forms

from reviews.models import TieKind


class TieForm(forms.Form):
    kind = forms.ChoiceField(label="What is it?", choices=TieKind.choices, widget=forms.RadioSelect)
    given_name = forms.CharField(label="Given name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100)
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="So that we know whom you mean. Without it the chair can only guess by the name.",
    )
