"""Accepted workshops that lost somebody they were accepted with: derived, never stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from proposals.faculty.answers import Answers, AnswerState, answers_to, rows_of
from proposals.lifecycle import State
from proposals.models import InvitationState, Proposal
from proposals.models.faculty import Role

HELD = (State.ACCEPTED, State.CONFIRMED)


@dataclass(frozen=True)
class Loss:
    """Somebody of the text that was handed in who said no, or no longer, and in whose place nobody stands yet."""

    name: str
    role: str
    state: AnswerState

    def __str__(self) -> str:
        return f"{self.name} ({self.role}) {'declined' if self.state == AnswerState.DECLINED else 'dropped out'}"


def losses_of(proposals: Iterable[Proposal], answers: Mapping[int, Answers] | None = None) -> dict[int, list[Loss]]:
    """{primary key: losses} of those accepted proposals that have any. `answers` are theirs where they are known;
    with them and prefetched people it asks nothing.
    """
    held = [proposal for proposal in proposals if proposal.state in HELD]
    if not held:
        return {}
    rows, labels = rows_of(held), dict(Role.choices)
    answers = answers_to(held, rows) if answers is None else answers
    found = {
        proposal.pk: [
            Loss(row.name, str(labels[row.role]).lower(), answers[proposal.pk][row.key].state)
            for row in rows[proposal.pk]
            if answers[proposal.pk][row.key].is_lost and row.role != Role.PARTICIPANT
        ]
        for proposal in held
    }
    return {key: losses for key, losses in found.items() if losses}


def with_losses(proposals: QuerySet) -> list[tuple[Proposal, list[Loss]]]:
    """Those of a query that have losses; one query more where there are none."""
    lost = [InvitationState.DECLINED, InvitationState.DROPPED_OUT]
    found = list(proposals.filter(state__in=HELD, invitations__state__in=lost).distinct())
    losses = losses_of(found)
    return [(proposal, losses[proposal.pk]) for proposal in found if proposal.pk in losses]
