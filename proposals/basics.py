"""What every proposal needs, in every call: a title, answers to the required questions, words that can be read."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from proposals.content import Content
from workshops.models import Prompt
from workshops.models.call import PromptKind

Basic = tuple[str, str, str]
"""State (ok or block), sentence, section of the editor."""


def words(text: str) -> int:
    return len(text.split())


def judge_basics(content: Content, prompts: Sequence[Prompt]) -> list[Basic]:
    title = ("ok", "The title is given.") if content.title else ("block", "A title is needed.")
    return [
        (*title, "basics"),
        *_required(content, prompts),
        *(("block", sentence, "questions") for sentence in _answers(content, prompts)),
        *(("block", sentence, "people") for sentence in _people(content)),
        *(("block", sentence, "running-order") for sentence in _items(content)),
    ]


def _required(content: Content, prompts: Sequence[Prompt]) -> Iterator[Basic]:
    required = [prompt for prompt in prompts if prompt.is_required]
    missing = [prompt.label for prompt in required if not content.answers.get(prompt.slug)]
    if missing:
        named = ", ".join(f"“{label}”" for label in missing)
        yield "block", f"{len(missing)} of {len(required)} required questions still to answer: {named}.", "questions"
    elif required:
        yield "ok", f"Required questions answered: {len(required)} of {len(required)}.", "questions"


def _answers(content: Content, prompts: Sequence[Prompt]) -> Iterator[str]:
    for prompt in prompts:
        answer = content.answers.get(prompt.slug, "")
        if prompt.word_limit and words(answer) > prompt.word_limit:
            yield f"“{prompt.label}” has {words(answer)} words; at most {prompt.word_limit} are allowed."
        if answer and prompt.kind == PromptKind.NUMBER and not is_number(answer):
            yield f"“{prompt.label}” asks for a number; “{answer[:30]}” is none."
        if answer and prompt.kind == PromptKind.CHOICE and answer not in prompt.choices:
            yield f"“{prompt.label}”: “{answer[:60]}” is no longer one of the choices."


def is_number(text: str) -> bool:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return False
    return abs(value) < float("inf")


def _people(content: Content) -> Iterator[str]:
    nameless = sum(not row.family_name for row in content.faculty)
    if nameless:
        yield f"{nameless} of {len(content.faculty)} people have no family name yet."
    for row in content.faculty:
        if row.email and not is_address(row.email):
            yield f"“{row.email}” is not an e-mail address."


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _items(content: Content) -> Iterator[str]:
    timeless = sum(not row.minutes for row in content.items)
    if timeless:
        yield f"{timeless} of {len(content.items)} items of the running order have no minutes yet."
