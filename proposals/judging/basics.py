"""What every proposal needs, in every call: a title, answers to the required questions, words that can be read."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from proposals.content import TITLE_LETTERS, Content
from proposals.prompts.questions import reads
from workshops.answering import fault_of
from workshops.conditions import needed, shown
from workshops.models import Prompt
from workshops.models.prompt import Audience

Basic = tuple[str, str, str]
"""State (ok or block), sentence, section of the editor."""


def judge_basics(content: Content, prompts: Sequence[Prompt], reader: Audience = Audience.STAFF) -> list[Basic]:
    return [
        (*_title(content.title), "basics"),
        *_required(content, _told_to(reader, needed(prompts, content.answers))),
        *(
            ("block", sentence, "questions")
            for sentence in _answers(content, _told_to(reader, shown(prompts, content.answers)))
        ),
        *(("block", sentence, "people") for sentence in _people(content)),
        *(("block", sentence, "running-order") for sentence in _items(content)),
    ]


def _title(title: str) -> tuple[str, str]:
    if not title:
        return "block", "A title is needed."
    if len(title) > TITLE_LETTERS:
        return "block", f"The title has {len(title)} letters; at most {TITLE_LETTERS} are allowed."
    return "ok", "The title is given."


def _told_to(reader: Audience, prompts: Sequence[Prompt]) -> list[Prompt]:
    """What is due at submission, and what this reader may know of."""
    return [prompt for prompt in prompts if not prompt.is_later and reads(reader, prompt)]


def _required(content: Content, required: Sequence[Prompt]) -> Iterator[Basic]:
    missing = [prompt.label for prompt in required if not content.answers.get(prompt.slug)]
    if missing:
        named = ", ".join(f"“{label}”" for label in missing)
        yield "block", f"{len(missing)} of {len(required)} required questions still to answer: {named}.", "questions"
    elif required:
        yield "ok", f"Required questions answered: {len(required)} of {len(required)}.", "questions"


def _answers(content: Content, prompts: Sequence[Prompt]) -> Iterator[str]:
    for prompt in prompts:
        if fault := fault_of(prompt, content.answers.get(prompt.slug, "")):
            yield f"“{prompt.label}”: {fault}"


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
