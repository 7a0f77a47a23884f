"""Invite somebody to a seat; and her no."""

from django import forms

from workshops.forms.people import InviteForm


class SeatOfferForm(InviteForm):
    words = forms.CharField(
        label="A sentence of yours in the letter",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = (*InviteForm.field_order, "words")


class SeatDeclineForm(forms.Form):
    reason = forms.CharField(
        label="Why (optional)",
        required=False,
        max_length=300,
        help_text="Who invited you and program staff read it.",
    )
