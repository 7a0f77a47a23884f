"""Is a prompt sound among the others of its call? Each fault is a field of it and a refusal in a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from people.refusal import Refusal
from workshops.conditions import Condition, circle
from workshops.models import Call, Format, Prompt
from workshops.models.prompt import OFFERING, Audience, PromptKind

MOST_CHOICES = 60
LONGEST_CHOICE = 200

Fault = tuple[str, Refusal]


@dataclass(frozen=True)
class Placed:
    """A prompt with the formats it is asked for, by key; none: for every one."""

    prompt: Prompt
    formats: frozenset[int]

    def meets(self, other: "Placed") -> bool:
        """Is there a proposal that is asked both?"""
        return not self.formats or not other.formats or bool(self.formats & other.formats)


def placed(prompt: Prompt, formats: Iterable[Format] | None = None) -> Placed:
    return Placed(prompt, frozenset(each.pk for each in (prompt.formats.all() if formats is None else formats)))


def siblings_of(prompt: Prompt, call: Call) -> list[Placed]:
    """The other prompts the call asks."""
    rows = call.prompts.asked().exclude(pk=prompt.pk).prefetch_related("formats")
    return [placed(row) for row in rows]


def values_of(prompt: Prompt) -> list[str]:
    """The answers by which another prompt can be shown or needed."""
    if prompt.kind == PromptKind.YES:
        return ["yes", "no"]
    return list(prompt.choices) if prompt.kind in (PromptKind.CHOICE, PromptKind.SEVERAL) else []


def faults_of(mine: Placed, others: Sequence[Placed]) -> list[Fault]:
    return [
        *_choices(mine.prompt),
        *_audience(mine.prompt),
        *_leaning(mine, others),
        *_leaned_on(mine, others),
    ]


def first_refusal(mine: Placed, others: Sequence[Placed]) -> Refusal | None:
    return next((refusal for _, refusal in faults_of(mine, others)), None)


def leaning_on(prompt: Prompt, others: Iterable[Placed]) -> list[Prompt]:
    """Those shown or needed by its answers."""
    return [each.prompt for each in others if prompt.slug in (each.prompt.shown_when, each.prompt.required_when)]


def _choices(prompt: Prompt) -> Iterator[Fault]:
    if prompt.kind not in OFFERING:
        return
    choices = [" ".join(each.split()).casefold() for each in prompt.choices]
    if len(choices) < 2:
        yield "choices", Refusal("Give at least two answers to choose from.")
    if len(set(choices)) < len(choices):
        yield "choices", Refusal("Two of the answers to choose from are the same.")
    if len(choices) > MOST_CHOICES or any(len(each) > LONGEST_CHOICE for each in prompt.choices):
        yield "choices", Refusal(f"At most {MOST_CHOICES} answers of {LONGEST_CHOICE} letters can be chosen from.")


def _audience(prompt: Prompt) -> Iterator[Fault]:
    if prompt.kind == PromptKind.FILE and prompt.audience == Audience.PUBLIC:
        yield "audience", Refusal("A file cannot be printed in the program.", "Ask for a link, or let staff read it.")


def _leaning(mine: Placed, others: Sequence[Placed]) -> Iterator[Fault]:
    by_slug = {each.prompt.slug: each for each in others}
    for field, condition in (("shown_if", mine.prompt.shown_if), ("required_if", mine.prompt.required_if)):
        if condition and (refusal := _condition(mine, condition, by_slug.get(condition.slug))):
            yield field, refusal
    if mine.prompt.shown_if and (path := circle(mine.prompt.slug, mine.prompt.shown_if, (o.prompt for o in others))):
        named = ", ".join(f"“{by_slug[slug].prompt}”" for slug in path if slug in by_slug)
        reason = f"It would hang on itself by way of {named}." if named else "It would hang on itself."
        yield "shown_if", Refusal(reason, "Choose another question, or always.")


def _condition(mine: Placed, condition: Condition, other: Placed | None) -> Refusal | None:
    if condition.slug == mine.prompt.slug:
        return (
            None if condition == mine.prompt.shown_if else Refusal("A question cannot be needed by its own answer.")
        )
    if other is None:
        return Refusal("The question it hangs on is not asked any more.", "Bring that one back, or choose always.")
    named = f"“{other.prompt}”"
    if condition.value and condition.value not in values_of(other.prompt):
        return Refusal(f"“{condition.value}” is not an answer to {named}.", "Choose one of its answers.")
    if other.prompt.is_later and not mine.prompt.is_later:
        return Refusal(f"{named} is asked after acceptance, so this cannot hang on it before.")
    if not mine.meets(other):
        return Refusal(f"No proposal is asked both this and {named}: their formats differ.")
    return None


def _leaned_on(mine: Placed, others: Sequence[Placed]) -> Iterator[Fault]:
    """What this prompt offers may not vanish under those that hang on it."""
    for other in others:
        for condition in (other.prompt.shown_if, other.prompt.required_if):
            if condition is None or condition.slug != mine.prompt.slug:
                continue
            if refusal := _condition(other, condition, mine):
                way = "Change that question first."
                yield (
                    ("choices" if condition.value else "due"),
                    Refusal(f"“{other.prompt}” hangs on it: {refusal.sentence}", way),
                )
