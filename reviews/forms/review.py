"""What a reviewer fills in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reviews.answers import CONFIDENCE, TEXTS, Answers
from reviews.models import Criterion
from reviews.models.review import Advice, Because

LONGEST = 20_000


class ReviewForm(forms.Form):
    """One radio scale per criterion. A draft may leave everything open; `complete` asks for all but the comments."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, criteria: Sequence[Criterion], answers: Answers, version: int, **kwargs: Any):
        self.criteria = list(criteria)
        self.complete = kwargs.pop("complete", False)
        super().__init__(*args, initial=_initial(answers, version), **kwargs)
        weights = {criterion.weight for criterion in self.criteria}
        for criterion in self.criteria:
            self.fields[name_of(criterion)] = _scale(criterion, self.complete, weighs=len(weights) > 1)
        self.fields["confidence"] = forms.TypedChoiceField(
            label="How sure are you?",
            choices=list(CONFIDENCE.items()),
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            required=self.complete,
        )
        self.fields["advice"] = forms.ChoiceField(
            label="Your advice", choices=Advice.choices, widget=forms.RadioSelect, required=self.complete
        )
        self.fields["to_proposer"] = _text("to_proposer", "They read it with the decision, without your name.")
        self.fields["to_committee"] = _text("to_committee", "The proposers never see this.")

    @property
    def scales(self) -> list[dict[str, Any]]:
        """Bound fields of the criteria; a scale without words stands on one line."""
        return [{"field": self[name_of(criterion)], "across": not criterion.anchors} for criterion in self.criteria]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("confidence", "advice", *TEXTS)]

    def answers(self) -> Answers:
        """What was typed; of a form that is not valid, everything that could be read."""
        data = self.cleaned_data
        scores = {each.pk: data[name_of(each)] for each in self.criteria if data.get(name_of(each)) is not None}
        return Answers(
            scores=scores,
            advice=data.get("advice") or "",
            confidence=data.get("confidence"),
            to_proposer=data.get("to_proposer", ""),
            to_committee=data.get("to_committee", ""),
        )


def name_of(criterion: Criterion) -> str:
    return f"criterion_{criterion.pk}"


def _initial(answers: Answers, version: int) -> dict[str, Any]:
    scores = {f"criterion_{key}": value for key, value in answers.scores.items()}
    rest = {name: getattr(answers, name) for name in ("advice", "confidence", *TEXTS)}
    return {"version": version, **scores, **rest}


def _scale(criterion: Criterion, required: bool, weighs: bool) -> forms.TypedChoiceField:
    values = range(criterion.highest, criterion.lowest - 1, -1)
    if not criterion.anchors:
        values = range(criterion.lowest, criterion.highest + 1)
    return forms.TypedChoiceField(
        label=criterion.label,
        choices=[(value, _words(criterion, value)) for value in values],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        required=required,
        help_text=_help(criterion, weighs),
    )


def _words(criterion: Criterion, value: int) -> str:
    anchor = criterion.anchors.get(str(value), "")
    return f"{value} – {anchor}" if anchor else str(value)


def _help(criterion: Criterion, weighs: bool) -> SafeString:
    ends = "" if criterion.anchors else f"{criterion.lowest} is lowest, {criterion.highest} is highest."
    weight = f"Weight {criterion.weight.normalize():f}." if weighs else ""
    return format_html("{}", " ".join(filter(None, (criterion.description.strip(), ends, weight))))


def _text(name: str, help_text: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 6})
    return forms.CharField(label=TEXTS[name], widget=area, required=False, max_length=LONGEST, help_text=help_text)


class DeclineForm(forms.Form):
    because = forms.ChoiceField(
        label="Why",
        choices=Because.choices,
        widget=forms.RadioSelect,
        help_text="A conflict of interest is declared with it: the proposal disappears for you at once.",
    )
    reason = forms.CharField(
        label="In a few words", max_length=300, help_text="Who leads the stage reads it, the proposers never do."
    )


class ConflictForm(forms.Form):
    reason = forms.CharField(
        label="What is the conflict?",
        max_length=300,
        help_text="For example: we share a grant. Program staff and the chair read it, the proposers do not.",
    )
