"""What staff write about disclosures: what a meeting asks, and what they judge."""

from typing import Any

from django import forms

from rendering.fields import Line, Prose
from workshops.actions.judging import Verdict
from workshops.models import Disclosure, DisclosurePolicy, Relationship
from workshops.models.disclosure import Standing, Step


class PolicyForm(forms.ModelForm):
    introduction = Prose(
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Shown above the questions. You can use Markdown.",
    )

    class Meta:
        model = DisclosurePolicy
        fields = ("asks_faculty", "asks_seats", "seats_wait", "months", "introduction")
        labels = {
            "asks_faculty": "Ask everybody with a role in a session",
            "asks_seats": "Ask everybody with a seat in a committee",
            "seats_wait": "Members open no proposal to review before they have stated",
            "months": "Months before the statement that count",
        }
        help_texts = {
            "asks_faculty": "A session whose people have not all stated, been judged and been mitigated is held from "
            "the next release, unless it is public already.",
            "months": "24 is what ACCME asks.",
        }

    def clean(self):
        super().clean()
        if self.cleaned_data.get("seats_wait") and not self.cleaned_data.get("asks_seats"):
            self.add_error("seats_wait", "Ask everybody with a seat first.")


class VerdictForm(forms.Form):
    """Of one relationship. Left untouched it judges nothing."""

    relevant = forms.ChoiceField(
        label="Relevant to the role at the meeting?",
        choices=(("yes", "Yes"), ("no", "No")),
        widget=forms.RadioSelect,
        required=False,
    )
    rationale = Line(label="Why", max_length=400, required=False)
    step = forms.ChoiceField(label="How it was mitigated", choices=[("", "Not yet"), *Step.choices], required=False)
    note = Line(max_length=400, required=False)

    def __init__(self, data: Any = None, *, row: Relationship):
        initial = {"relevant": {True: "yes", False: "no", None: ""}[row.relevant], "step": row.step}
        if row.relevant is not None:
            initial["rationale"] = row.judgement.rationale
        if row.step:
            initial["note"] = row.mitigation.note
        super().__init__(data, prefix=f"row-{row.pk}", initial=initial)
        self.row = row

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if given.get("rationale") and not given.get("relevant"):
            self.add_error("relevant", "Say whether it is relevant.")
        if given.get("relevant") and not given.get("rationale") and "rationale" not in self.errors:
            self.add_error("rationale", "Give the reason; a sentence is enough.")
        if given.get("step") and given.get("relevant") != "yes":
            self.add_error("step", "Only a relevant relationship is mitigated.")
        if given.get("step") == Step.OTHER and not given.get("note"):
            self.add_error("note", "Describe what was done.")

    @property
    def verdict(self) -> Verdict | None:
        given = self.cleaned_data
        if not given["relevant"]:
            return None
        return Verdict(given["relevant"] == "yes", given["rationale"], given["step"], given["note"])


class VerdictForms:
    """One for each relationship of a statement."""

    def __init__(self, data: Any = None, *, disclosure: Disclosure):
        self.is_bound = data is not None
        self.forms = [VerdictForm(data, row=row) for row in disclosure.relationships.all()]

    def is_valid(self) -> bool:
        return self.is_bound and not any(form.errors for form in self.forms)

    @property
    def verdicts(self) -> dict[int, Verdict]:
        return {form.row.pk: form.verdict for form in self.forms if form.verdict}


class DisclosureFilter(forms.Form):
    """The row above the list; it lives in the address."""

    q = forms.CharField(required=False, label="Name or institution", max_length=100, widget=forms.SearchInput)
    standing = forms.ChoiceField(required=False, choices=[("", "All"), *Standing.choices])
    call = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, calls: list[tuple[str, str]]):
        super().__init__(data)
        self.fields["call"].choices = [("", "All"), *calls]
        if len(calls) < 2:
            del self.fields["call"]

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: text for name, text in self.cleaned_data.items() if text}
