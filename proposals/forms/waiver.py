"""The sentence with which a waiver is asked for, and the one with which it is answered."""

from django import forms


class AskForm(forms.Form):
    request = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why should the society let it pass?",
        help_text="A sentence is enough. The society’s office reads it.",
    )


class AnswerForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="The reason",
        help_text="The proposer and the committee read it.",
    )
