"""What a call asks of one format: its prompts, and the requirements it judges by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q

from proposals.content import LATER, Content
from proposals.lifecycle import State
from proposals.models import Proposal, Requirement
from workshops.answering import fault_of
from workshops.conditions import needed, shown
from workshops.models import Format, Prompt
from workshops.models.prompt import Audience, PromptKind

READ_BY: dict[str, set[str]] = {
    Audience.STAFF: {Audience.STAFF, Audience.COMMITTEE, Audience.PUBLIC},
    Audience.COMMITTEE: {Audience.COMMITTEE, Audience.PUBLIC},
    Audience.PUBLIC: {Audience.PUBLIC},
}
"""Answers to which prompts each reader sees; those who propose see what staff see."""

AFTER_ACCEPTANCE = (State.ACCEPTED, State.CONFIRMED)
"""States in which the prompts of the later part are asked."""


def part_of(proposal: Proposal) -> str:
    """The section in which questions of the call are answered now: the later part once it is accepted."""
    return LATER if proposal.state in AFTER_ACCEPTANCE else "questions"


def reads(reader: Audience, prompt: Prompt) -> bool:
    return prompt.audience in READ_BY[reader]


def prompts_of(form: Format) -> list[Prompt]:
    """Everything asked of the format, now or after acceptance, in order: what conditions are judged among."""
    return list(Prompt.objects.asked_of(form))


def shared_prompts(form: Format) -> list[Prompt]:
    """Those whose answers two proposers who draft a joint text share: not those for staff only, and no files."""
    return [each for each in prompts_of(form) if each.audience != Audience.STAFF and each.kind != PromptKind.FILE]


def all_prompts(form: Format) -> tuple[list[Prompt], list[Prompt]]:
    """Those asked of the format, and the other prompts of its call: archived, or for other formats. One query."""
    ties = Prompt.formats.through.objects.filter(prompt=OuterRef("pk"))
    rows = Prompt.objects.filter(call=form.call_id).annotate(
        for_some=Exists(ties), for_this=Exists(ties.filter(format=form))
    )
    asked, others = [], []
    for row in rows:
        is_asked = row.archived_at is None and (row.for_this or not row.for_some)
        (asked if is_asked else others).append(row)
    return asked, others


def asked_now(prompts: Sequence[Prompt], answers: Mapping[str, str]) -> list[Prompt]:
    """Those that a draft shows: due at submission, and called for by the answers."""
    return [prompt for prompt in shown(prompts, answers) if not prompt.is_later]


def asked_later(prompts: Sequence[Prompt], answers: Mapping[str, str]) -> list[Prompt]:
    """Those of the later part that the answers call for."""
    return [prompt for prompt in shown(prompts, answers) if prompt.is_later]


def missing_later(prompts: Sequence[Prompt], answers: Mapping[str, str]) -> list[Prompt]:
    """Those of the later part that still have to be answered."""
    return [prompt for prompt in needed(prompts, answers) if prompt.is_later and not answers.get(prompt.slug)]


def faults_in(prompts: Iterable[Prompt], answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """For each prompt, by slug, what does not fit in its answer; an empty sentence where everything does."""
    return [(prompt.slug, fault_of(prompt, answers.get(prompt.slug, ""))) for prompt in prompts]


def with_what_is_asked(content: Content, prompts: Sequence[Prompt]) -> Content:
    """Without answers that are kept but not asked for now: nobody is judged by them."""
    asked = {prompt.slug for prompt in shown(prompts, content.answers)}
    return replace(content, answers={slug: text for slug, text in content.answers.items() if slug in asked})


def requirements_of(form: Format) -> list[Requirement]:
    """In the order they are shown."""
    return list(Requirement.objects.filter(call=form.call_id).filter(Q(formats=None) | Q(formats=form)).distinct())
