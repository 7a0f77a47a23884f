"""What a call asks of one format: its prompts, and the requirements it judges by."""

from django.db.models import Q

from proposals.models import Requirement
from workshops.models import Format, Prompt


def prompts_of(form: Format) -> list[Prompt]:
    """In the order they are asked."""
    return list(Prompt.objects.filter(call=form.call_id).filter(Q(formats=None) | Q(formats=form)).distinct())


def requirements_of(form: Format) -> list[Requirement]:
    """In the order they are shown."""
    return list(Requirement.objects.filter(call=form.call_id).filter(Q(formats=None) | Q(formats=form)).distinct())


def by_section(prompts: list[Prompt]) -> list[tuple[str, list[Prompt]]]:
    """Prompts of one section together, sections in the order of their first prompt."""
    sections: dict[str, list[Prompt]] = {}
    for prompt in prompts:
        sections.setdefault(prompt.section, []).append(prompt)
    return list(sections.items())
