"""Prompts of one section stand together."""

from collections.abc import Iterable

from workshops.models import Prompt


def by_section(prompts: Iterable[Prompt]) -> list[tuple[str, list[Prompt]]]:
    """Sections in the order of their first prompt."""
    sections: dict[str, list[Prompt]] = {}
    for prompt in prompts:
        sections.setdefault(prompt.section, []).append(prompt)
    return list(sections.items())


def in_order(prompts: Iterable[Prompt]) -> list[Prompt]:
    """One after the other as they are asked, section by section."""
    return [prompt for _, each in by_section(prompts) for prompt in each]
