"""Which answers to a call's prompts are kept here, for the floor that asks them (workshops.held)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from proposals.models import Proposal, Revision
from workshops.models import Call, Prompt


class Kept:
    def answers_in(self, call: Call) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for answers in Proposal.objects.filter(call=call).values_list("answers", flat=True):
            for slug, text in answers.items():
                found[slug].append(text)
        return found

    def was_ever_answered(self, prompt: Prompt) -> bool:
        texts = Revision.objects.filter(proposal__call=prompt.call_id)
        return texts.filter(content__answers__has_key=prompt.slug).exists()
