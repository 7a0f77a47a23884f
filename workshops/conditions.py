"""When a prompt is shown and when it is needed, by the answers to others. Plain Python.

A condition names one other prompt and one answer: there are no expressions. A prompt that is not shown counts as not
answered, so what hangs on it is not shown either; its answer is kept, in case it comes back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Condition:
    """Met where `value` is the answer to the prompt `slug`, or a line of it; without a value, by any answer."""

    slug: str
    value: str = ""

    def met_by(self, answer: str) -> bool:
        lines = [line.strip() for line in answer.split("\n")]
        return self.value in lines if self.value else any(lines)


class Asked(Protocol):
    """What is read of a prompt here."""

    @property
    def slug(self) -> str: ...
    @property
    def is_required(self) -> bool: ...
    @property
    def shown_if(self) -> Condition | None: ...
    @property
    def required_if(self) -> Condition | None: ...


def shown[P: Asked](prompts: Sequence[P], answers: Mapping[str, str]) -> list[P]:
    """Those of `prompts`, which are all that are asked together, that these answers call for."""
    by_slug = {prompt.slug: prompt for prompt in prompts}
    known: dict[str, bool] = {}
    return [prompt for prompt in prompts if _is_shown(prompt.slug, by_slug, answers, known)]


def _is_shown(slug: str, prompts: Mapping[str, Asked], answers: Mapping[str, str], known: dict[str, bool]) -> bool:
    """Walks from one condition to the next, each prompt at most once; what leads back to itself is not shown."""
    path: list[str] = []
    while slug not in known and slug in prompts and slug not in path:
        path.append(slug)
        condition = prompts[slug].shown_if
        if condition is None:
            known[slug] = True
            break
        slug = condition.slug
    for each in reversed(path):
        condition = prompts[each].shown_if
        if condition is not None:
            leans_on = known.get(condition.slug, False)
            known[each] = leans_on and condition.met_by(answers.get(condition.slug, ""))
    return known.get(path[0] if path else slug, False)


def needed[P: Asked](prompts: Sequence[P], answers: Mapping[str, str]) -> list[P]:
    """Those that have to be answered now: shown, required, and their own condition met by a shown answer."""
    seen = shown(prompts, answers)
    slugs = {prompt.slug for prompt in seen}
    return [prompt for prompt in seen if prompt.is_required and _is_met(prompt.required_if, slugs, answers)]


def _is_met(condition: Condition | None, seen: set[str], answers: Mapping[str, str]) -> bool:
    if condition is None:
        return True
    return condition.slug in seen and condition.met_by(answers.get(condition.slug, ""))


def circle(slug: str, condition: Condition, prompts: Iterable[Asked]) -> list[str]:
    """The prompts, by slug, through which `condition` would lead the prompt `slug` back to itself; else nothing."""
    leads = {prompt.slug: prompt.shown_if.slug for prompt in prompts if prompt.shown_if}
    leads[slug] = condition.slug
    path, here = [slug], condition.slug
    while here != slug:
        if here not in leads or here in path:
            return []
        path.append(here)
        here = leads[here]
    return path


def condition_words(condition: Condition, labels: Mapping[str, str]) -> str:
    """As a person says it: “Is it funded?” is “Yes”."""
    label = labels.get(condition.slug, condition.slug)
    if not condition.value:
        return f"“{label}” is answered"
    value = {"yes": "Yes", "no": "No"}.get(condition.value, condition.value)
    return f"“{label}” is “{value}”"
