"""Forms of the editor for single texts. Nothing is required: a draft is kept as far as it goes."""

from collections.abc import Sequence
from typing import Any

from django import forms

from proposals.content import Content
from workshops.forms.answers import LONGEST, field_for, posted_as_text
from workshops.models import Prompt, ResearchPriority, Topic
from workshops.models.prompt import PromptKind

ASKED = "asked"
"""Under this name a page says which prompts it asked, each as `slug kind`."""


class PartialForm(forms.Form):
    """A form whose sound fields can be taken even while others have errors."""

    use_required_attribute = False

    def sound(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name not in self.errors}


class BasicsForm(PartialForm):
    title = forms.CharField(max_length=1000, required=False, help_text="As it will stand in the program.")
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
    """Some prompts of the call. Whatever is typed is kept; the sentence beside a field says what does not fit.

    The page says which prompts it asked, and of which kind they were: one that it did not show is left alone, and
    of one that has changed meanwhile the typed words are kept as they are.
    """

    def __init__(self, content: Content, prompts: Sequence[Prompt], **kwargs):
        super().__init__(initial=content.answers, prefix="answer", **kwargs)
        self.prompts = list(prompts)
        for prompt in self.prompts:
            self.fields[prompt.slug] = field_for(prompt, content.answers.get(prompt.slug, ""))

    @property
    def asked(self) -> list[str]:
        """What the page says of its prompts."""
        return [f"{prompt.slug} {prompt.kind}" for prompt in self.prompts]

    def changes(self) -> dict[str, Any]:
        sound = self.sound()
        typed = (prompt for prompt in self.prompts if prompt.kind != PromptKind.FILE and self._was_asked(prompt))
        answers = {
            prompt.slug: posted_as_text(self.data, self.add_prefix(prompt.slug))
            if self._has_changed(prompt)
            else sound.get(prompt.slug)
            for prompt in typed
        }
        return {"answers": {slug: text for slug, text in answers.items() if text is not None}}

    def _kinds(self) -> dict[str, str]:
        """Slug to kind, as the page asked them; empty where it does not say."""
        pairs = (each.partition(" ") for each in self.data.getlist(ASKED))
        return {slug: kind for slug, _, kind in pairs}

    def _was_asked(self, prompt: Prompt) -> bool:
        kinds, name = self._kinds(), self.add_prefix(prompt.slug)
        return prompt.slug in kinds or any(key == name or key.startswith(f"{name}.") for key in self.data)

    def _has_changed(self, prompt: Prompt) -> bool:
        return self._kinds().get(prompt.slug, prompt.kind) != prompt.kind
