"""The later part of a proposal: what a call asks once it is accepted, with its own day and its own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from proposals.models import Proposal
from proposals.prompts.questions import AFTER_ACCEPTANCE, asked_later, missing_later, prompts_of
from workshops.models import Call, Prompt
from workshops.models.prompt import Due


@dataclass(frozen=True)
class LaterPart:
    """`missing` are the questions still to answer; `until` is the end of the call's day, where it names one."""

    asked: list[Prompt]
    missing: list[Prompt]
    until: datetime | None


def later_until(call: Call) -> datetime | None:
    """The end of the day by which the later part is answered, in the zone of the call."""
    if call.later_by_on is None:
        return None
    return datetime.combine(call.later_by_on + timedelta(days=1), time(), call.tz).astimezone(UTC)


def later_part_of(proposal: Proposal, prompts: list[Prompt] | None = None) -> LaterPart | None:
    """None while the proposal is not accepted, or where nothing is asked then."""
    if proposal.state not in AFTER_ACCEPTANCE:
        return None
    prompts = prompts_of(proposal.format) if prompts is None else prompts
    asked = asked_later(prompts, proposal.answers)
    if not asked:
        return None
    return LaterPart(asked, missing_later(prompts, proposal.answers), later_until(proposal.call))


def missing_in(proposals: Iterable[Proposal]) -> dict[int, list[str]]:
    """For each accepted proposal the later questions still to answer, by their labels; the same number of queries for
    one and for many, whatever of the rows was loaded.
    """
    accepted = {each.pk: each for each in proposals if each.state in AFTER_ACCEPTANCE}
    calls = Prompt.objects.asked().filter(due=Due.LATER).values("call")
    prompts = list(
        Prompt.objects.asked()
        .filter(call__in={each.call_id for each in accepted.values()})
        .filter(call__in=calls)
        .prefetch_related("formats")
    )
    answers = dict(Proposal.objects.filter(pk__in=accepted).values_list("pk", "answers"))
    return {
        key: [prompt.label for prompt in missing_later(_asked_of(prompts, each), answers[key])]
        for key, each in accepted.items()
    }


def _asked_of(prompts: Iterable[Prompt], proposal: Proposal) -> list[Prompt]:
    mine = []
    for prompt in prompts:
        formats = {form.pk for form in prompt.formats.all()}
        if prompt.call_id == proposal.call_id and (not formats or proposal.format_id in formats):
            mine.append(prompt)
    return mine
