"""What was answered to prompts. The floor that keeps proposals says it by `provide`; this one does not know them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from workshops.models import Call, Prompt


class Keeper(Protocol):
    def answers_in(self, call: Call) -> Mapping[str, Sequence[str]]:
        """For each prompt, by slug, the answers that stand now; one query."""

    def was_ever_answered(self, prompt: Prompt) -> bool:
        """Also in a text that was replaced since."""


class Nobody:
    """While no floor keeps proposals, nothing was answered."""

    def answers_in(self, call: Call) -> Mapping[str, Sequence[str]]:
        return {}

    def was_ever_answered(self, prompt: Prompt) -> bool:
        return False


_keeper: Keeper = Nobody()


def provide(keeper: Keeper) -> None:
    global _keeper
    _keeper = keeper


def answers_in(call: Call) -> Mapping[str, Sequence[str]]:
    return _keeper.answers_in(call)


def was_ever_answered(prompt: Prompt) -> bool:
    return _keeper.was_ever_answered(prompt)
