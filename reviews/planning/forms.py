"""What a plan is asked for, how much members read, and who is kept apart."""

from typing import Any

from django import forms

from reviews.models import ReaderPlan
from reviews.models.plan import Keep, Mode

RULES = {"seniors": "needs_senior", "institutions": "one_per_institution"}
"""Rules of a plan by the engine's names."""
MOST = 200


class PlanForm(forms.ModelForm):
    mode = forms.ChoiceField(label="What counts", choices=Mode.choices, initial=Mode.FAIR, widget=forms.RadioSelect)
    floor = forms.IntegerField(
        label="How far to go for the proposal served worst",
        min_value=0,
        max_value=100,
        initial=95,
        widget=forms.NumberInput(attrs={"type": "range", "step": 5}),
        help_text="Only for a fair plan. At the right end no proposal is served worse than it has to be; to the "
        "left, the total may rise at the cost of a few.",
    )
    readers = forms.IntegerField(label="Readers of each proposal", min_value=1, max_value=20)
    fewest = forms.IntegerField(label="A member reads at least", min_value=0, max_value=MOST, initial=0)
    most = forms.IntegerField(label="A member reads at most", min_value=1, max_value=MOST)
    keep = forms.ChoiceField(
        label="Readers who were asked already", choices=Keep.choices, initial=Keep.ALL, widget=forms.RadioSelect
    )

    class Meta:
        model = ReaderPlan
        fields = (
            "mode",
            "floor",
            "readers",
            "fewest",
            "most",
            "keep",
            "needs_senior",
            "one_per_institution",
            "names_roles",
        )
        labels = {
            "needs_senior": "At least one senior member or expert of its topics reads each",
            "one_per_institution": "At most one reader of an institution",
            "names_roles": "Name a first and a second reader",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("fewest") or 0) > (data.get("most") or MOST):
            self.add_error("most", "The most is at least the fewest.")
        return data


class LoadForm(forms.Form):
    """One seat's range; both empty: as a plan asks of all."""

    fewest = forms.IntegerField(min_value=0, max_value=MOST, required=False)
    most = forms.IntegerField(min_value=0, max_value=MOST, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        fewest, most = data.get("fewest"), data.get("most")
        if fewest is not None and most is None and not self.errors:
            self.add_error("most", "Say also how many at most.")
        if fewest is not None and most is not None and fewest > most:
            self.add_error("most", "The most is at least the fewest.")
        return data

    @property
    def limits(self) -> tuple[int, int] | None:
        most = self.cleaned_data["most"]
        return None if most is None else (self.cleaned_data["fewest"] or 0, most)


class ApartForm(forms.Form):
    one = forms.ModelChoiceField(label="Keep", queryset=None, empty_label="Choose a member")
    other = forms.ModelChoiceField(label="apart from", queryset=None, empty_label="Choose a member")

    def __init__(self, *args: Any, members: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["one"].queryset = self.fields["other"].queryset = members


class PlanFilter(forms.Form):
    """In the address: words of a title."""

    q = forms.CharField(label="Title has", required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
