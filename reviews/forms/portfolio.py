"""The decision board: filter it, ask the solver, decide as ticked, set a rule."""

from typing import Any

from django import forms

from reviews.models import Outcome
from reviews.models.portfolio import PortfolioRule
from reviews.portfolio.catalogue import Kind

SHOWN = [("", "All"), ("open", "Undecided"), ("ticked", "Ticked"), ("taken", "Accepted")]


class BoardFilter(forms.Form):
    """In the address."""

    format = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    topic = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    show = forms.ChoiceField(choices=SHOWN, required=False)

    def __init__(self, *args: Any, world: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [("", "All formats"), *world.names.formats.items()]
        self.fields["topic"].choices = [("", "All topics"), *world.names.topics.items()]

    def wanted(self, case: Any) -> bool:
        data = self.cleaned_data if self.is_valid() else {}
        if data.get("format") and case.format != data["format"]:
            return False
        if data.get("topic") and data["topic"] not in case.topics:
            return False
        shown = {"open": case.is_open, "ticked": case.is_ticked, "taken": case.is_taken}
        return shown.get(data.get("show"), True)


class SolverForm(forms.Form):
    with_ticks = forms.BooleanField(required=False, label="Keep what I ticked")
    lots = forms.BooleanField(required=False, label="Draw lots among the contested")
    seed = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        initial=1,
        label="Number from which chance starts",
        help_text="The same number gives the same lots and the same answer again.",
    )
    draws = forms.IntegerField(
        min_value=10,
        max_value=400,
        initial=100,
        label="How often it is tried",
        help_text="It is solved anew with scores as chance could also have made them: what differs is contested.",
    )


class AsTickedForm(forms.Form):
    rest = forms.ChoiceField(
        label="All else that is undecided",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", "Stays undecided"),
            (Outcome.WAITLIST.value, Outcome.WAITLIST.label),
            (Outcome.DECLINE.value, Outcome.DECLINE.label),
        ],
    )
    reason = forms.CharField(
        label="Why, where it leaves the order",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed only where the stage before recommended otherwise; read by the committees alone.",
    )


class RuleForm(forms.Form):
    """The fields of the kind's own form come first."""

    is_target = forms.BooleanField(
        required=False,
        label="A target",
        help_text="It may be missed where the proposals leave no other way. Otherwise it is always kept.",
    )

    def __init__(self, kind: Kind, *args: Any, rule: PortfolioRule | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        own = kind.form()
        self.kind, self.params = kind, list(own.fields)
        self.fields = own.fields | self.fields
        self.initial |= rule.params | {"is_target": rule.is_target} if rule else {"is_target": kind.is_target}

    def clean(self) -> dict[str, Any]:
        """The kind's own form says what does not fit together, beside the field."""
        data = super().clean() or {}
        own = self.kind.form({name: data.get(name) for name in self.params})
        for name, errors in own.errors.items():
            if name not in self.errors:
                self.add_error(name, errors)
        data["params"] = {name: data.pop(name, None) for name in self.params}
        return data
