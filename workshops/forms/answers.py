"""The field in which a prompt is answered, of every kind: in the editor of a proposal, and in its preview.

Whatever is typed is taken, as text: a draft keeps half an answer, and the sentence beside the field says what does
not fit yet (workshops.answering). What was answered before the prompt was changed stands in the field until it is
answered anew.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.html import escape, format_html, format_html_join

from rendering.text import plain
from workshops.answering import day_of, lines_of, range_words
from workshops.models import Prompt
from workshops.models.prompt import PromptKind

CHOOSE = "Choose one"
LONGEST = 120_000
"""Letters in one text: 10,000 words also where words are long."""
LINE = 1000
GONE = "(no longer offered)"


def field_for(prompt: Prompt, answer: str, *, help_text: str = "") -> forms.Field:
    """Nothing is required by it. Help is escaped here, since forms show help texts as HTML."""
    given = {"label": prompt.label, "help_text": escape(help_text or prompt.help), "required": False}
    if prompt.kind == PromptKind.CHOICE:
        return OfferedField(choices=[("", CHOOSE), *offered(prompt, [answer])], **given)
    if prompt.kind == PromptKind.YES:
        kept = [] if answer in ("", "yes", "no") else [(answer, shortened(answer))]
        unsaid = [] if prompt.is_required else [("", "Not said")]
        choices = [("yes", "Yes"), ("no", "No"), *unsaid, *kept]
        return OfferedField(choices=choices, widget=forms.RadioSelect, **given)
    if prompt.kind == PromptKind.SEVERAL:
        return SeveralField(choices=offered(prompt, lines_of(answer)), **given)
    if prompt.kind == PromptKind.RANKING:
        return RankingField(offered(prompt, lines_of(answer)), lines_of(answer), **given)
    return forms.CharField(widget=widget_for(prompt, answer), max_length=longest(prompt, answer), **given)


def widget_for(prompt: Prompt, answer: str) -> forms.Widget:
    """A text of several lines keeps them, also where the prompt asks for less by now."""
    if prompt.kind == PromptKind.FILE:
        return forms.HiddenInput()
    if prompt.kind == PromptKind.TEXT or "\n" in answer:
        return forms.Textarea(attrs={"rows": 6})
    if prompt.kind == PromptKind.DATE and (not answer or day_of(answer)):
        return forms.DateInput(attrs={"type": "date"})
    attrs = {
        PromptKind.NUMBER: {"inputmode": "decimal"},
        PromptKind.LINK: {"inputmode": "url", "placeholder": "https://"},
        PromptKind.DATE: {"placeholder": "2027-05-13"},
    }
    return forms.TextInput(attrs=attrs.get(PromptKind(prompt.kind)))


def longest(prompt: Prompt, answer: str) -> int:
    return LONGEST if prompt.kind == PromptKind.TEXT else max(LINE, len(answer))


def offered(prompt: Prompt, answers: Iterable[str]) -> list[tuple[str, str]]:
    """The choices, and after them what was chosen while it was one."""
    gone = [each for each in dict.fromkeys(answers) if each and each not in prompt.choices]
    return [*((each, each) for each in prompt.choices), *((each, f"{shortened(each)} {GONE}") for each in gone)]


def shortened(text: str) -> str:
    return text if len(text) < 80 else f"{text[:79]}…"


def limits_of(prompt: Prompt) -> str:
    """What is asked of the answer, as a sentence for its help: nothing where everything fits."""
    bounds = range_words(prompt.lowest, prompt.highest)
    sentences = {
        PromptKind.NUMBER: f"A number {bounds}." if bounds else "",
        PromptKind.SEVERAL: f"Choose {bounds}." if bounds else "",
        PromptKind.RANKING: "Give each a place, the most important first.",
        PromptKind.LINK: "A full address that begins with https://.",
    }
    return sentences.get(PromptKind(prompt.kind), "")


class OfferedField(forms.ChoiceField):
    """One of the choices; another that was offered while the page was open is taken too, and told."""

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value))

    def validate(self, value: str) -> None:
        return None


class SeveralField(forms.MultipleChoiceField):
    """As many as one likes, kept one to a line in the order they are offered."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> list[str]:
        return lines_of(value) if isinstance(value, str) else list(value or [])

    def clean(self, value: Any) -> str:
        chosen = {line for each in value or [] for line in lines_of(plain(str(each)))}
        order = [key for key, _ in self.choices if key in chosen]
        return "\n".join([*order, *sorted(chosen - set(order))])


class RankingWidget(forms.Widget):
    """A select for each place: works by keyboard and without script; ranking.js lets the lines be dragged besides."""

    use_fieldset = True

    def __init__(self, choices: Sequence[tuple[str, str]], places: int, attrs: dict[str, Any] | None = None):
        super().__init__(attrs)
        self.choices, self.places = choices, places

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1" if id_ else ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [plain(data.get(f"{name}.{place}", "")) for place in range(1, self.places + 1)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}.{place}" in data for place in range(1, self.places + 1))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        chosen = lines_of(value) if isinstance(value, str) else list(value or [])
        rows = [
            (name, place, self._options(chosen[place - 1] if place <= len(chosen) else ""))
            for place in range(1, self.places + 1)
        ]
        stem = (attrs or {}).get("id") or f"id_{name}"
        lines = format_html_join(
            "",
            '<li data-row><span class="place" data-handle aria-hidden="true">{}</span><select class="form-select" '
            'name="{}.{}" id="{}_{}" aria-label="Place {}">{}</select></li>',
            ((place, name, place, stem, place, place, options) for name, place, options in rows),
        )
        return format_html('<ol class="plain ranking" data-ranking>{}</ol>', lines)

    def _options(self, chosen: str) -> str:
        rows = [("", "No place yet", not chosen), *((key, label, key == chosen) for key, label in self.choices)]
        return format_html_join(
            "", '<option value="{}"{}>{}</option>', ((key, " selected" * is_it, label) for key, label, is_it in rows)
        )


class RankingField(forms.Field):
    """Every choice in its place, kept one to a line, the first place first; places left out close up."""

    def __init__(self, choices: list[tuple[str, str]], answer: Sequence[str], **kwargs: Any):
        places = max(len(choices), len(answer))
        super().__init__(widget=RankingWidget(choices, places), **kwargs)

    def clean(self, value: Any) -> str:
        return "\n".join(line for each in value or [] for line in lines_of(str(each)))


def posted_as_text(data: Any, name: str) -> str:
    """What was typed in a field that was of another kind when its page was opened, whatever it was."""
    many = [name, *sorted((key for key in data if key.startswith(f"{name}.")), key=_place)]
    values = [plain(value) for key in many for value in data.getlist(key)]
    return values[0] if len(values) == 1 else "\n".join(value for value in values if value)


def _place(key: str) -> int:
    last = key.rpartition(".")[2]
    return int(last) if last.isascii() and last.isdigit() and len(last) < 5 else 0
