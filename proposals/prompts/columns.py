"""The answers of many proposals as columns of a table, for staff: as they were handed in."""

from collections.abc import Sequence

from proposals.models import Proposal, Revision
from workshops.answering import told
from workshops.conditions import shown
from workshops.models import Call, Prompt
from workshops.sections import in_order


def answer_columns(call: Call, proposals: Sequence[Proposal]) -> tuple[list[str], dict[int, list[str]]]:
    """The heads, and a row for each proposal by its key; the same number of queries for any number of them. Questions
    that are asked no more come last, where they were answered.
    """
    prompts = list(call.prompts.prefetch_related("formats"))
    answers = _handed_in(proposals)
    asked = in_order(prompt for prompt in prompts if prompt.archived_at is None)
    former = [
        prompt for prompt in prompts if prompt.archived_at and any(prompt.slug in each for each in answers.values())
    ]
    heads = [*(prompt.label for prompt in asked), *(f"{prompt.label} (asked no more)" for prompt in former)]
    return heads, {each.pk: _row(each, asked, former, answers[each.pk]) for each in proposals}


def _handed_in(proposals: Sequence[Proposal]) -> dict[int, dict[str, str]]:
    unfinished = [each.pk for each in proposals if each.is_unfinished]
    submitted = Revision.objects.submitted().filter(proposal__in=unfinished).order_by("number")
    texts = {revision.proposal_id: revision.content.get("answers", {}) for revision in submitted}
    return {each.pk: texts.get(each.pk, {}) if each.is_unfinished else each.answers for each in proposals}


def _row(proposal: Proposal, asked: list[Prompt], former: list[Prompt], answers: dict[str, str]) -> list[str]:
    mine = [prompt for prompt in asked if _is_for(prompt, proposal)]
    seen = {prompt.slug for prompt in shown(mine, answers)}
    now = [told(prompt.kind, answers.get(prompt.slug, "")) if prompt.slug in seen else "" for prompt in asked]
    return [*now, *(told(prompt.kind, answers.get(prompt.slug, "")) for prompt in former)]


def _is_for(prompt: Prompt, proposal: Proposal) -> bool:
    formats = {form.pk for form in prompt.formats.all()}
    return not formats or proposal.format_id in formats
