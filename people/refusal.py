"""How the house says no: a rule returns nothing or a Refusal, an action raises Refused with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """A sentence for the person refused, and where she can go on.

    `sentence` says why, in words she can act on; `way_forward` is a second sentence, or empty.
    """

    sentence: str
    way_forward: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} {self.way_forward}".strip()


class Refused(Exception):  # noqa: N818  the domain's word, not a programming error
    """An action was not carried out; nothing was changed. `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def insist(refusal: Refusal | None) -> None:
    """Raise Refused when a rule answered with a refusal; do nothing when it allowed the act."""
    if refusal is not None:
        raise Refused(refusal)
