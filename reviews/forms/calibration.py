"""How many places there are, and the words under which a ranking is kept."""

from django import forms


class PlacesForm(forms.Form):
    places = forms.IntegerField(
        label="Places to fill",
        required=False,
        min_value=1,
        max_value=9999,
        help_text="How many proposals can be accepted. Left empty, it is the slots of the call, or a third.",
    )


class KeepForm(forms.Form):
    note = forms.CharField(
        label="Keep it as",
        required=False,
        max_length=200,
        help_text="For example: before the meeting of 3 June.",
    )
