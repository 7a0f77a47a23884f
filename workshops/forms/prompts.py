"""The form in which staff write a prompt, and the prompts as a proposer meets them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from workshops.answering import fault_of, number_words
from workshops.conditions import Condition, condition_words, needed
from workshops.copying import copied
from workshops.forms.answers import field_for
from workshops.forms.fields import LinesField, SuggestingInput
from workshops.models import Call, Prompt
from workshops.models.prompt import OFFERING, RANGED, Audience, PromptKind
from workshops.prompting import faults_of, placed, siblings_of, values_of

COUNTED = (PromptKind.TEXT, PromptKind.LINE)
NARROWER = {Audience.STAFF: 0, Audience.COMMITTEE: 1, Audience.PUBLIC: 2}


class ConditionField(forms.ChoiceField):
    """Another question of the call and one of its answers, chosen together; kept as two columns."""

    def offer(self, always: str, prompts: Iterable[Prompt]) -> None:
        self.choices = [("", always), *((prompt.label, self._answers(prompt)) for prompt in prompts)]

    def _answers(self, prompt: Prompt) -> list[tuple[str, str]]:
        conditions = [Condition(prompt.slug), *(Condition(prompt.slug, value) for value in values_of(prompt))]
        labels = {prompt.slug: prompt.label}
        return [(self.key(each), condition_words(each, labels)) for each in conditions]

    @staticmethod
    def key(condition: Condition | None) -> str:
        return f"{condition.slug}:{condition.value}" if condition else ""


class PromptForm(forms.ModelForm):
    choices = LinesField(label="Answers to choose from", required=False, help_text="One to a line.")
    shown_if = ConditionField(label="Shown", required=False)
    required_if = ConditionField(label="Needed", required=False)

    class Meta:
        model = Prompt
        fields = (
            *("label", "help", "section", "kind", "lowest", "highest", "word_limit"),
            *("is_required", "formats", "due", "audience"),
        )
        labels = {
            "label": "Question",
            "help": "Help",
            "kind": "What is answered",
            "is_required": "Must be answered",
            "formats": "Asked for",
            "due": "When it is asked",
            "audience": "Who reads the answer",
        }
        help_texts = {
            "help": "One sentence under the question.",
            "word_limit": "Left empty: no limit.",
            "section": "Questions of one section stand together.",
            "formats": "Nothing chosen: asked for every format.",
            "lowest": "The number itself, or how many are chosen.",
            "due": "After acceptance: by the day that the call names, as a part of its own.",
        }
        widgets = {"formats": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, call: Call, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.call = call
        self.before = copied(self.instance) if self.instance.pk else None
        self.others = siblings_of(self.instance, call)
        sections = dict.fromkeys(other.prompt.section for other in self.others)
        self.fields["section"].widget = SuggestingInput(sections)
        self.fields["formats"].queryset = call.formats
        prompts = [other.prompt for other in self.others]
        self.fields["shown_if"].offer("Always", prompts)
        self.fields["required_if"].offer("Wherever it is shown", prompts)
        self.initial.setdefault("choices", self.instance.choices)
        bounds = {name: getattr(self.instance, name) for name in ("lowest", "highest")}
        self.initial |= {name: number_words(value) for name, value in bounds.items() if value is not None}
        self.initial.setdefault("shown_if", ConditionField.key(self.instance.shown_if))
        self.initial.setdefault("required_if", ConditionField.key(self.instance.required_if))

    def clean(self) -> None:
        super().clean()
        data, kind = self.cleaned_data, self.cleaned_data.get("kind")
        data["choices"] = data.get("choices", []) if kind in OFFERING else []
        if kind not in RANGED:
            data["lowest"] = data["highest"] = None
        if kind not in COUNTED:
            data["word_limit"] = None
        if not data.get("is_required"):
            data["required_if"] = ""
        self._split("shown_if", "shown_when", "shown_value")
        self._split("required_if", "required_when", "required_value")
        low, high = data.get("lowest"), data.get("highest")
        if low is not None and high is not None and high < low:
            self.add_error("highest", "At most cannot be less than at least.")
        self._check()

    def _split(self, name: str, when: str, value: str) -> None:
        chosen = self.cleaned_data.pop(name, "")
        self.cleaned_data[when], _, self.cleaned_data[value] = chosen.partition(":")

    def _check(self) -> None:
        """The same as the action asks, each fault beside its field."""
        columns = {name: value for name, value in self.cleaned_data.items() if name != "formats"}
        self.after = copied(self.instance, call=self.call, **columns)
        mine = placed(self.after, self.cleaned_data.get("formats", ()))
        for name, refusal in faults_of(mine, self.others):
            if name not in self.errors:
                self.add_error(name, str(refusal))

    def consequences(self, answers: Sequence[str]) -> list[str]:
        """What this change does to answers that were given, in sentences; nothing: none is touched."""
        if self.before is None:
            return []
        before, after = self.before, self.after
        worse = sum(1 for text in answers if fault_of(after, text) and not fault_of(before, text))
        wider = NARROWER[after.audience] > NARROWER[before.audience]
        sentences = []
        if worse:
            sentences.append(
                f"{worse} of {len(answers)} answers will not fit any more. They stay as they are and stay readable; "
                "whoever gave them is told beside the question, and a draft is not taken before it is mended."
            )
        if wider and answers:
            read = (
                "only program staff read" if before.audience == Audience.STAFF else "only staff and committees read"
            )
            sentences.append(f"{len(answers)} answers were given when {read} them.")
        return sentences


class PreviewForm(forms.Form):
    """The questions as a proposer meets them; what is typed is answered like a draft, and not kept."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, prompts: Sequence[Prompt]):
        super().__init__(data, prefix="answer")
        self.prompts = prompts
        for prompt in prompts:
            self.fields[prompt.slug] = field_for(prompt, "")

    @property
    def answers(self) -> dict[str, str]:
        self.is_valid()
        return {slug: text.strip() for slug, text in getattr(self, "cleaned_data", {}).items() if text.strip()}

    @property
    def missing(self) -> list[str]:
        """What would still be asked for before submitting."""
        answers = self.answers
        asked = (prompt for prompt in needed(self.prompts, answers) if not prompt.is_later)
        return [prompt.label for prompt in asked if prompt.slug not in answers]


class ImportForm(forms.Form):
    """Which questions of another call come along."""

    prompts = forms.MultipleChoiceField(
        label="Questions", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Tick at least one."}
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, source: Call, target: Call):
        super().__init__(data)
        self.found = list(source.prompts.asked())
        here = {prompt.label.casefold() for prompt in target.prompts.asked()}
        known = {prompt.slug for prompt in self.found if prompt.label.casefold() in here}
        self.fields["prompts"].choices = [
            (prompt.slug, f"{prompt.label} (asked here already)" if prompt.slug in known else prompt.label)
            for prompt in self.found
        ]
        self.fields["prompts"].initial = [prompt.slug for prompt in self.found if prompt.slug not in known]

    def chosen(self) -> list[Prompt]:
        wanted = set(self.cleaned_data["prompts"])
        return [prompt for prompt in self.found if prompt.slug in wanted]
