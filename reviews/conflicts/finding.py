"""What was found about a reader and a proposal: three states, with the reasons and their evidence."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from reviews.models.evidence import Kind


class State(StrEnum):
    BLOCKED = "blocked"
    POSSIBLE = "possible"
    CLEARED = "cleared"


@dataclass(frozen=True)
class Reason:
    """`sentence` goes on after "cannot read it:"; `evidence` are the values it rests on, never longer than a name.

    What `binds` blocks. What `may_clear` a chair can call no conflict; of what binds that is a waiver. `through` is
    the other proposal that it was found in: who may not know of that one does not hear the reason.
    """

    kind: Kind
    sentence: str
    evidence: tuple[str, ...]
    binds: bool
    may_clear: bool = False
    through: int | None = None

    @property
    def mark(self) -> str:
        """The same for the same evidence, whenever it is found."""
        words = "\x1f".join((self.kind, str(self.through or ""), *self.evidence))
        return hashlib.sha256(words.encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Finding:
    """Of one pair. `reasons` are those that still count, or, of a cleared pair, those that were cleared."""

    state: State
    reasons: tuple[Reason, ...]

    @property
    def sentence(self) -> str:
        """Why it is blocked, in one piece."""
        return "; ".join(reason.sentence for reason in self.reasons if reason.binds)


def judged(reasons: tuple[Reason, ...], cleared: frozenset[str]) -> Finding:
    """Of at least one reason; `cleared` are the marks that a chair has called no conflict."""
    counts = tuple(each for each in reasons if not (each.may_clear and each.mark in cleared))
    if not counts:
        return Finding(State.CLEARED, reasons)
    return Finding(State.BLOCKED if any(each.binds for each in counts) else State.POSSIBLE, counts)
