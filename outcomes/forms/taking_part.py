"""What who takes part types by her link."""

from django import forms

from outcomes.models import Item


class ConsentForm(forms.Form):
    agrees = forms.BooleanField(
        label="I take part in all rounds",
        error_messages={"required": "Tick this to take part. Whoever does not want to closes this page."},
    )
    is_named = forms.BooleanField(
        label="I may be named among those who took part",
        required=False,
        help_text="What you answer is never shown with your name.",
    )


class SuggestForm(forms.ModelForm):
    class Meta:
        model = Item
        fields = ["title", "form", "kind", "description", "gap", "window"]
        labels = {"title": "Your question or challenge", "window": "Why now"}
        help_texts = {
            "title": "One sentence that somebody else can understand.",
            "gap": "What is not known, and how that is seen.",
        }
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("description", "gap", "window")}
        error_messages = {"title": {"required": "Write the question or challenge in one sentence."}}


class StepBackForm(forms.Form):
    reason = forms.CharField(
        label="What is your interest?",
        max_length=300,
        help_text="For example: my institution would run this. It is kept with the item and is not published.",
    )
