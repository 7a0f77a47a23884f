"""Forms of the outbox and of the society's letters."""

from django import forms

from letters.choosing import answers_of
from letters.kinds import KINDS, Kind, label_of
from letters.models import Letter, LetterSet, LetterState, LetterTemplate, Outcome
from letters.placeholders import unknown

RETURNED = "returned"


class OutboxFilter(forms.Form):
    """The row above the outbox; it lives in the address."""

    q = forms.CharField(required=False, label="Subject, name or e-mail", widget=forms.SearchInput)
    state = forms.ChoiceField(
        required=False, choices=[("", "In any state"), *LetterState.choices, (RETURNED, "Came back, to be settled")]
    )
    batch = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        used = Letter.objects.order_by("kind").values_list("kind", flat=True).distinct()
        choices = [("", "Of any kind"), *((name, label_of(name)) for name in used)]
        self.fields["kind"] = forms.ChoiceField(required=False, choices=choices)

    def chosen(self, letters):
        if not self.is_valid():
            return letters.none()
        asked = self.cleaned_data
        if asked["state"] == RETURNED:
            letters = letters.came_back()
        elif asked["state"]:
            letters = letters.filter(state=asked["state"])
        if asked["kind"]:
            letters = letters.filter(kind=asked["kind"])
        if asked["batch"]:
            letters = letters.filter(batch=asked["batch"])
        return letters.matching(asked["q"])


class InboxFilter(forms.Form):
    """The row above mail that came in."""

    outcome = forms.ChoiceField(
        required=False,
        label="What became of it",
        choices=[("", "All mail"), ("waiting", "For staff, not settled"), *Outcome.choices],
    )

    def chosen(self, mails):
        outcome = self.cleaned_data["outcome"] if self.is_valid() else None
        if outcome is None:
            return mails.none()
        if outcome == "waiting":
            return mails.waiting()
        return mails.filter(outcome=outcome) if outcome else mails


class LetterSetForm(forms.ModelForm):
    class Meta:
        model = LetterSet
        fields = ("name",)
        help_texts = {"name": "For example the series whose meetings will use it."}


class TemplateForm(forms.ModelForm):
    """A letter in the society's own words. Only the kind's placeholders are known."""

    subject = forms.CharField(max_length=200)
    body = forms.CharField(
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        label="Letter",
        help_text="Blank lines make paragraphs, *stars* emphasis, [words]({{link}}) a link.",
    )

    class Meta:
        model = LetterTemplate
        fields = ("subject", "body")

    def __init__(self, *args, kind: Kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_subject(self) -> str:
        return self._with_known_names(" ".join(self.cleaned_data["subject"].split()))

    def clean_body(self) -> str:
        return self._with_known_names(self.cleaned_data["body"])

    def _with_known_names(self, text: str) -> str:
        wrong = unknown(text, self.kind.placeholders)
        if wrong:
            named = " and ".join(f"{{{{{name}}}}}" for name in wrong)
            known = ", ".join(f"{{{{{name}}}}}" for name in self.kind.placeholders) or "no placeholder at all"
            raise forms.ValidationError(f"{named} is not known in this letter. It knows {known}.")
        return text


class ConditionForm(TemplateForm):
    """A letter for some only: its name, and for each fact the answers that fit."""

    name = forms.CharField(max_length=80, help_text="For staff only, for example “Decline, first-time chairs”.")

    class Meta(TemplateForm.Meta):
        fields = ("name", "subject", "body")

    def __init__(self, *args, letter_set: LetterSet, **kwargs):
        super().__init__(*args, **kwargs)
        self.facts = {fact.name: fact for fact in self.kind.facts}
        for name, words in answers_of(self.kind.facts, letter_set).items():
            kept = self.instance.when.get(name, [])
            gone = [(value, f"{value} (no longer there)") for value in kept if value not in words]
            self.fields[name] = forms.MultipleChoiceField(
                choices=[*words.items(), *gone],
                initial=kept,
                required=False,
                label=self.facts[name].label,
                widget=forms.CheckboxSelectMultiple,
            )
        words_last = [name for name in self.fields if name not in ("subject", "body")]
        self.order_fields([*words_last, "subject", "body"])

    def clean(self):
        data = super().clean()
        data["when"] = {name: data.pop(name) for name in self.facts if data.get(name)}
        if not data["when"]:
            raise forms.ValidationError("Tick at least one answer: without a condition it would be for all.")
        return data

    @property
    def kept(self) -> dict:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("name", "when", "subject", "body")}


def kinds() -> list[Kind]:
    """Every kind a society can write, in the order of their labels."""
    return sorted(KINDS.values(), key=lambda kind: kind.label)
