"""What a call asks: the form in which staff write a prompt, and the fields it becomes for a proposer."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape

from workshops.forms.fields import LinesField, SuggestingInput
from workshops.models import Call, Prompt
from workshops.models.prompt import PromptKind


class PromptForm(forms.ModelForm):
    choices = LinesField(
        label="Answers to choose from", required=False, help_text="For “one of several” only: one answer per line."
    )
    field_order = (
        "label",
        "help",
        "kind",
        "choices",
        "is_required",
        "word_limit",
        "section",
        "formats",
        "audience",
    )

    class Meta:
        model = Prompt
        fields = ("label", "help", "kind", "is_required", "word_limit", "section", "formats", "audience")
        labels = {
            "label": "Question",
            "help": "Help",
            "kind": "What is answered",
            "is_required": "Must be answered before submitting",
            "formats": "Asked for",
            "audience": "Who reads the answer",
        }
        help_texts = {
            "help": "One sentence under the question.",
            "word_limit": "Left empty: no limit.",
            "section": "Questions of one section stand together.",
            "formats": "Nothing chosen: asked for every format.",
        }
        widgets = {"formats": forms.CheckboxSelectMultiple}

    def __init__(self, *args, call: Call, **kwargs):
        super().__init__(*args, **kwargs)
        sections = call.prompts.order_by().values_list("section", flat=True).distinct()
        self.fields["section"].widget = SuggestingInput(sections)
        self.fields["formats"].queryset = call.formats
        self.initial.setdefault("choices", self.instance.choices)

    def clean(self):
        super().clean()
        kind, choices = self.cleaned_data.get("kind"), self.cleaned_data.get("choices")
        if kind == PromptKind.CHOICE and choices is not None and len(choices) < 2:
            self.add_error("choices", "Give at least two answers to choose from.")
        if kind != PromptKind.CHOICE:
            self.cleaned_data["choices"] = []


def field_for(prompt: Prompt) -> forms.Field:
    """The field in which a proposer answers; drafts may leave it empty, so nothing is required by it.

    Help is escaped here, since forms show help texts as HTML.
    """
    common = {"label": prompt.label, "help_text": escape(prompt.help), "required": False}
    if prompt.kind == PromptKind.CHOICE:
        return forms.ChoiceField(
            choices=[("", "Not chosen yet"), *((each, each) for each in prompt.choices)], **common
        )
    if prompt.kind == PromptKind.NUMBER:
        return forms.IntegerField(min_value=0, **common)
    if prompt.kind == PromptKind.YES:
        return forms.BooleanField(**common)
    widget = forms.Textarea if prompt.kind == PromptKind.TEXT else forms.TextInput
    limits = [within(prompt.word_limit)] if prompt.word_limit else []
    return forms.CharField(widget=widget, validators=limits, **common)


def within(limit: int):
    def check(text: str) -> None:
        count = len(text.split())
        if count > limit:
            raise ValidationError(f"{count} words, {limit} are allowed.")

    return check


class PreviewForm(forms.Form):
    """The questions as a proposer of one format meets them."""

    def __init__(self, *args, prompts, **kwargs):
        super().__init__(*args, **kwargs)
        for prompt in prompts:
            field = self.fields[prompt.slug] = field_for(prompt)
            notes = [prompt.help, "Required." if prompt.is_required else "Optional."]
            notes.append(f"At most {prompt.word_limit} words." if prompt.word_limit else "")
            field.help_text = escape(" ".join(note for note in notes if note))
