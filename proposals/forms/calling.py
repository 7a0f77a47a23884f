"""Whom staff ask by name to propose."""

from django import forms


class CallInvitationForm(forms.Form):
    given_name = forms.CharField(label="Given name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100)
    email = forms.EmailField(label="E-mail", max_length=254)
    note = forms.CharField(
        label="A sentence of your own",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands in the letter, as words.",
    )
