"""Rubrics with their criteria, and stages."""

from typing import Any

from django import forms
from django.forms import formset_factory

from reviews.forms.anchors import AnchorsField
from reviews.models import Criterion, Rubric, Stage
from reviews.models.stage import Anonymity, Decides, wrong_scale
from workshops.forms.fields import MomentField
from workshops.models import Call

CRITERION = ("label", "description", "weight", "lowest", "highest", "anchors")


class RubricForm(forms.ModelForm):
    class Meta:
        model = Rubric
        fields = ["name", "guidance"]
        widgets = {"guidance": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"guidance": "What a reviewer reads before the first score. Markdown."}


class CriterionForm(forms.Form):
    """One criterion; `key` is its row where it has one. `stands` keeps the scale once somebody scored by it."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(label="Criterion", max_length=160)
    description = forms.CharField(
        label="What it asks", widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )
    weight = forms.DecimalField(min_value=0.01, max_value=999, max_digits=5, decimal_places=2, initial=1)
    lowest = forms.IntegerField(min_value=-100, max_value=100, initial=1)
    highest = forms.IntegerField(min_value=-100, max_value=100, initial=5)
    anchors = AnchorsField(label="Words for scores", required=False, help_text="One a line: 5 = exceptional")

    def __init__(self, *args: Any, stands: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if stands:
            self.fields["lowest"].disabled = self.fields["highest"].disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        lowest, highest = data.get("lowest"), data.get("highest")
        if lowest is None or highest is None:
            return data
        for name, sentence in wrong_scale(lowest, highest, data.get("anchors") or {}).items():
            self.add_error(name, sentence)
        return data


def criteria_formset(rubric: Rubric | None, data: Any = None, *, stands: bool) -> forms.BaseFormSet:
    """The criteria in order, and room for three more unless the scales stand."""
    factory = formset_factory(
        CriterionForm, extra=0 if stands else 3, can_delete=not stands, can_order=True, max_num=40
    )
    rows = [] if rubric is None else [_row(criterion) for criterion in rubric.criteria.all()]
    return factory(data, initial=rows, prefix="criteria", form_kwargs={"stands": stands})


def _row(criterion: Criterion) -> dict[str, Any]:
    return {"key": criterion.pk} | {name: getattr(criterion, name) for name in CRITERION}


def criteria_of(formset: forms.BaseFormSet) -> list[dict[str, Any]]:
    """The criteria typed, in their order, without those marked for removal."""
    rows = [form.cleaned_data for form in formset.ordered_forms]
    return [{"key": row.get("key")} | {name: row[name] for name in CRITERION} for row in rows if row.get("label")]


class StageForm(forms.Form):
    """Of an opened stage the process stands: only its name, its rubric while unused, and its date can change."""

    name = forms.CharField(max_length=120, help_text="For example: First reading.")
    committee = forms.ModelChoiceField(queryset=None)
    rubric = forms.ModelChoiceField(
        queryset=None, required=False, help_text="Without one the stage decides on what an earlier stage scored."
    )
    decides = forms.ChoiceField(choices=Decides.choices, widget=forms.RadioSelect, initial=Decides.RECOMMEND)
    readers_wanted = forms.IntegerField(
        label="Readers of each proposal",
        min_value=1,
        max_value=20,
        initial=3,
        help_text="A plan for readers gives so many to each, unless it is asked for others.",
    )
    anonymity = forms.ChoiceField(
        label="Who knows whom",
        choices=Anonymity.choices,
        widget=forms.RadioSelect,
        initial=Anonymity.OPEN,
        help_text="Proposers never learn who reads, and who leads the stage sees every name, whichever is chosen.",
    )
    order = forms.IntegerField(label="Place in the order", min_value=1, max_value=99)
    places = forms.IntegerField(
        label="Places to fill",
        required=False,
        min_value=1,
        max_value=9999,
        help_text="How many proposals can be accepted. The ranking says how likely each is among the best so many.",
    )
    reviews_due_at = MomentField(label="Reviews are due", required=False)
    withholds_comments = forms.BooleanField(
        label="Comments to the proposers stay out of letters unless the chair ticks them", required=False
    )

    def __init__(self, *args: Any, call: Call, stage: Stage | None = None, **kwargs: Any):
        super().__init__(*args, initial=self.begin(call, stage), **kwargs)
        self.fields["committee"].queryset = call.meeting.committees.all()
        self.fields["rubric"].queryset = call.rubrics.all()
        self.fields["reviews_due_at"].in_zone(call.zone)
        self.fields["reviews_due_at"].help_text = f"In the zone of the call: {call.zone}."
        if stage and stage.opened_at:
            for name in ("committee", "decides", "anonymity", "order"):
                self.fields[name].disabled = True

    @staticmethod
    def begin(call: Call, stage: Stage | None) -> dict[str, Any]:
        if stage is None:
            last = call.stages.last()
            return {"order": last.order + 1 if last else 1, "rubric": call.rubrics.first()}
        names = ("name", "committee", "rubric", "decides", "readers_wanted", "anonymity", "order")
        names += ("places", "reviews_due_at", "withholds_comments")
        return {name: getattr(stage, name) for name in names}
