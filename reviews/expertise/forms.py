"""Choose topics, and filter the proposals that one is asked about."""

from typing import Any

from django import forms

from reviews.models.expertise import Wish

CAN = {"yes": True, "no": False, "": None}
"""How a form says it."""


class TopicsForm(forms.Form):
    topics = forms.ModelMultipleChoiceField(
        label="Topics that I know well",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They only decide between members whose papers are equally near to a proposal.",
    )

    def __init__(self, *args: Any, topics: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = topics
        self.fields["topics"].choices = [(topic.pk, topic.name) for topic in topics]


class AskedFilter(forms.Form):
    """In the address: words of a title, a topic, and what she has not answered yet."""

    q = forms.CharField(label="Title has", required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    topic = forms.ModelChoiceField(queryset=None, required=False)
    open = forms.BooleanField(label="Not answered yet", required=False)

    def __init__(self, *args: Any, topics: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics
        self.fields["topic"].choices = [("", "All topics"), *((topic.pk, topic.name) for topic in topics)]


class BidForm(forms.Form):
    """One proposal: can she judge it, and how gladly would she read it."""

    can = forms.ChoiceField(
        choices=[("yes", "I can judge this"), ("no", "I cannot"), ("", "Not said")], required=False
    )
    wish = forms.TypedChoiceField(choices=Wish.choices, coerce=int, required=False, empty_value=0)

    @property
    def said(self) -> dict[str, Any]:
        return {"can_judge": CAN[self.cleaned_data["can"]], "wish": self.cleaned_data["wish"]}
