"""The answers that are printed in the program once a proposal is accepted."""

from collections.abc import Iterable
from dataclasses import dataclass

from proposals.models import Proposal
from proposals.prompts.questions import AFTER_ACCEPTANCE
from workshops.conditions import shown
from workshops.models import Prompt
from workshops.sections import in_order


@dataclass(frozen=True)
class Printed:
    """`text` is as it is kept; `kind` is one of workshops.models.prompt.PromptKind."""

    label: str
    kind: str
    text: str


def printed_answers(proposals: Iterable[int]) -> dict[int, list[Printed]]:
    """For each accepted proposal, by key, its answers to public prompts that its other answers call for; the same
    number of queries for one and for many.
    """
    rows = list(
        Proposal.objects.filter(pk__in=proposals, state__in=AFTER_ACCEPTANCE).only("call", "format", "answers")
    )
    prompts = in_order(
        Prompt.objects.asked().filter(call__in={row.call_id for row in rows}).prefetch_related("formats")
    )
    return {row.pk: _printed(row, [prompt for prompt in prompts if _is_asked(prompt, row)]) for row in rows}


def _is_asked(prompt: Prompt, proposal: Proposal) -> bool:
    formats = {form.pk for form in prompt.formats.all()}
    return prompt.call_id == proposal.call_id and (not formats or proposal.format_id in formats)


def _printed(proposal: Proposal, asked: list[Prompt]) -> list[Printed]:
    answers = proposal.answers
    return [
        Printed(prompt.label, prompt.kind, answers[prompt.slug])
        for prompt in shown(asked, answers)
        if prompt.is_public and answers.get(prompt.slug)
    ]
