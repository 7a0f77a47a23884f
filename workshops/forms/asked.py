"""Prompts as they are asked on a page: in their sections, each with its field, its limits and what does not fit."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import escape

from workshops.answering import fault_of, words
from workshops.conditions import condition_words, shown
from workshops.forms.answers import limits_of
from workshops.models import Prompt
from workshops.models.prompt import Audience

READ_BY = {
    Audience.STAFF: "Only program staff read the answer.",
    Audience.PUBLIC: "Printed in the program once accepted.",
}


@dataclass(frozen=True)
class Asked:
    """What components/prompt_fields.html draws. `when` is the field that shows it and `values` the answers that do,
    for the script; both are empty where no field of this page decides. `limit` is None where no words are counted.
    `file` is what stands at a question for a file, which the floor that keeps files puts in.
    """

    prompt: Prompt
    field: BoundField
    is_shown: bool
    fault: str
    limit: int | None
    words: int
    when: str
    values: str
    file: Any = None


@dataclass(frozen=True)
class AskedSection:
    name: str
    prompts: list[Asked]

    @property
    def is_shown(self) -> bool:
        return any(each.is_shown for each in self.prompts)


def asked_on(
    form: forms.Form, here: Iterable[Prompt], prompts: Sequence[Prompt], answers: Mapping[str, str]
) -> list[AskedSection]:
    """`here` are the prompts with a field on this page, of all that are asked together."""
    seen = {prompt.slug for prompt in shown(prompts, answers)}
    labels = {prompt.slug: prompt.label for prompt in prompts}
    sections: dict[str, list[Asked]] = {}
    for prompt in here:
        field = form[prompt.slug]
        field.label, field.help_text = label_of(prompt), escape(" ".join(notes_of(prompt, labels)))
        asked = _asked(prompt, field, prompt.slug in seen, answers.get(prompt.slug, ""), form)
        sections.setdefault(prompt.section, []).append(asked)
    return [AskedSection(name, asked) for name, asked in sections.items()]


def _asked(prompt: Prompt, field: BoundField, is_shown: bool, answer: str, form: forms.Form) -> Asked:
    condition = prompt.shown_if
    decides_here = condition is not None and condition.slug in form.fields
    field.field.widget.attrs["aria-describedby"] = f"{field.auto_id}_helptext fault-{prompt.slug}"
    is_long = isinstance(field.field.widget, forms.Textarea)
    return Asked(
        prompt=prompt,
        field=field,
        is_shown=is_shown,
        fault=fault_of(prompt, answer),
        limit=(prompt.word_limit or 0) if is_long else None,
        words=words(answer),
        when=form.add_prefix(condition.slug) if decides_here else "",
        values=json.dumps([condition.value] if condition.value else []) if decides_here else "",
    )


def label_of(prompt: Prompt) -> str:
    return prompt.label if prompt.is_required else f"{prompt.label} (optional)"


def notes_of(prompt: Prompt, labels: Mapping[str, str]) -> list[str]:
    """The sentences under a question, as text."""
    needed = f"Needed only if {condition_words(prompt.required_if, labels)}." if prompt.required_if else ""
    notes = [prompt.help, limits_of(prompt), needed, READ_BY.get(Audience(prompt.audience), "")]
    return [note for note in notes if note]
