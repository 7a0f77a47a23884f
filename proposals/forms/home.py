"""What a proposer looks for among her own proposals; it lives in the address."""

from django import forms

SHOWN = [("", "All of them"), ("yours", "Wait for you"), ("others", "Wait for others"), ("ended", "Have ended")]


class HomeForm(forms.Form):
    q = forms.CharField(
        required=False,
        max_length=100,
        label="Search",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(choices=SHOWN, required=False, label="Show")
