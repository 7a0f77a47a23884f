"""Forms of the editor for single texts. Nothing is required: a draft is kept as far as it goes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import escape

from proposals.content import Content
from workshops.models import Prompt, ResearchPriority, Topic
from workshops.models.prompt import PromptKind

CHOOSE = "Choose one"
LONGEST = 60_000
"""Letters in one text, about 10,000 words."""


class PartialForm(forms.Form):
    """A form whose sound fields can be taken even while others have errors."""

    use_required_attribute = False

    def sound(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name not in self.errors}


class BasicsForm(PartialForm):
    title = forms.CharField(max_length=250, required=False, help_text="As it will stand in the program.")
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST, required=False)
    topics = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    priorities = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Research priorities it serves",
        help_text="From the society's published research agenda.",
    )

    def __init__(self, content: Content, topics: Sequence[Topic], priorities: Sequence[ResearchPriority], **kwargs):
        initial = {name: getattr(content, name) for name in ("title", "summary", "topics", "priorities")}
        super().__init__(initial=initial, **kwargs)
        self.fields["topics"].choices = [(topic.slug, topic.name) for topic in topics]
        self.fields["priorities"].choices = [(each.code, each.text) for each in priorities]
        for name, choices in (("topics", topics), ("priorities", priorities)):
            if not choices:
                del self.fields[name]

    def changes(self) -> dict[str, Any]:
        return self.sound()


class QuestionsForm(PartialForm):
    """The prompts of the call. Whatever is typed is kept; the rule sheet says what does not fit."""

    def __init__(self, content: Content, prompts: Sequence[Prompt], **kwargs):
        super().__init__(initial=content.answers, prefix="answer", **kwargs)
        self.prompts = list(prompts)
        for prompt in self.prompts:
            self.fields[prompt.slug] = field_of(prompt, content.answers.get(prompt.slug, ""))

    def changes(self) -> dict[str, Any]:
        return {"answers": self.sound()}


def field_of(prompt: Prompt, answer: str) -> forms.Field:
    label = prompt.label if prompt.is_required else f"{prompt.label} (optional)"
    given = {"label": label, "help_text": escape(prompt.help), "required": False}
    if prompt.kind == PromptKind.TEXT:
        widget = forms.Textarea(attrs={"rows": 6})
        return forms.CharField(widget=widget, max_length=LONGEST, **given)
    if prompt.kind == PromptKind.CHOICE:
        kept = [answer] if answer and answer not in prompt.choices else []
        return forms.ChoiceField(
            choices=[("", CHOOSE), *((each, each) for each in [*prompt.choices, *kept])], **given
        )
    if prompt.kind == PromptKind.YES:
        choices = [("yes", "Yes"), ("no", "No")]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **given)
    attrs = {"inputmode": "decimal"} if prompt.kind == PromptKind.NUMBER else {}
    return forms.CharField(widget=forms.TextInput(attrs=attrs), max_length=1000, **given)
