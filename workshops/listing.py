"""Prompts as they are listed: what is asked, how it is answered, who reads it, and when it comes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workshops.answering import range_words
from workshops.conditions import condition_words
from workshops.models import Prompt
from workshops.models.prompt import OFFERING, Audience, PromptKind
from workshops.sections import by_section

KINDS = {
    PromptKind.CHOICE: "One of these",
    PromptKind.SEVERAL: "Some of these",
    PromptKind.RANKING: "All in an order",
}
AUDIENCES = {Audience.STAFF: "Read by program staff only", Audience.PUBLIC: "Printed in the program"}


@dataclass(frozen=True)
class Listed:
    prompt: Prompt
    facts: list[str]

    @property
    def choices(self) -> list[str]:
        return self.prompt.choices if self.prompt.kind in OFFERING else []


def listed(
    prompts: Iterable[Prompt], answered: Mapping[str, int] | None = None, among: Sequence[Prompt] | None = None
) -> list[tuple[str, list[Listed]]]:
    """In their sections; the prompts come with their formats prefetched. `answered`: how many answers to each, told
    to staff. `among`: all that are asked together, where these are some of them.
    """
    prompts = list(prompts)
    labels = {prompt.slug: prompt.label for prompt in among or prompts}
    counts = answered or {}
    return [
        (name, [Listed(prompt, [*facts_of(prompt, labels), *told(counts.get(prompt.slug, 0))]) for prompt in each])
        for name, each in by_section(prompts)
    ]


def told(count: int) -> list[str]:
    return [f"{count} {'answer' if count == 1 else 'answers'}"] if count else []


def facts_of(prompt: Prompt, labels: dict[str, str]) -> list[str]:
    need, show = prompt.required_if, prompt.shown_if
    facts = [
        f"Required if {condition_words(need, labels)}" if need else "Required" if prompt.is_required else "Optional",
        how(prompt),
        f"Asked only if {condition_words(show, labels)}" if show else "",
        AUDIENCES.get(Audience(prompt.audience), ""),
        only_for([form.name for form in prompt.formats.all()]),
    ]
    return [fact for fact in facts if fact]


def how(prompt: Prompt) -> str:
    """What is answered, with its limits."""
    kind = KINDS.get(PromptKind(prompt.kind), str(prompt.get_kind_display()))
    words = f"at most {prompt.word_limit} words" if prompt.word_limit else ""
    return ", ".join(part for part in (kind, words or range_words(prompt.lowest, prompt.highest)) if part)


def only_for(formats: Sequence[str]) -> str:
    return f"Only for {', '.join(formats)}" if formats else ""
