"""What the people of a proposal answered, row by row, for one proposal or a whole list with the same few queries.

The rows asked about are those of the tables, or those handed in: who may not know what is typed while a revision is
written counts the people of the text that was handed in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import models

from proposals.content import FacultyRow, from_json
from proposals.lifecycle import State
from proposals.models import Faculty, Invitation, Proposal, Revision


class AnswerState(models.TextChoices):
    DRAFTED = "drafted", "Not asked yet"
    ASKED = "asked", "Asked"
    SILENT = "silent", "No answer yet"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    DROPPED_OUT = "dropped_out", "Dropped out"
    WITHDRAWN = "withdrawn", "Invitation withdrawn"


@dataclass(frozen=True)
class Answer:
    """`state` is never SILENT: silence needs a clock, `state_at(at)` has it. `is_own`: the proposer's own row."""

    state: AnswerState
    at: datetime | None = None
    reason: str = ""
    reply_by_at: datetime | None = None
    is_own: bool = False
    invitation: Invitation | None = None

    @property
    def is_confirmed(self) -> bool:
        return self.state == AnswerState.ACCEPTED

    @property
    def is_lost(self) -> bool:
        """She said no, or no longer."""
        return self.state in (AnswerState.DECLINED, AnswerState.DROPPED_OUT)

    def state_at(self, at: datetime) -> AnswerState:
        late = self.reply_by_at is not None and at >= self.reply_by_at
        return AnswerState.SILENT if self.state == AnswerState.ASKED and late else self.state


DRAFTED = Answer(AnswerState.DRAFTED)
Answers = dict[str, Answer]


@dataclass(frozen=True)
class Tally:
    """`4 of 5 confirmed`."""

    confirmed: int
    total: int

    def __str__(self) -> str:
        return f"{self.confirmed} of {self.total} confirmed"

    @property
    def is_complete(self) -> bool:
        return self.confirmed == self.total


def tally(answers: Mapping[str, Answer]) -> Tally:
    return Tally(sum(answer.is_confirmed for answer in answers.values()), len(answers))


def answers_of(proposals: Proposal | Iterable[Proposal], *, as_handed_in: bool = False) -> dict[int, Answers]:
    """{proposal's pk: {faculty key: Answer}} in the text's order; four queries at most, for any number of proposals.

    `as_handed_in`: for who reads what was handed in (staff, committees), never people typed since.
    """
    proposals = [proposals] if isinstance(proposals, Proposal) else list(proposals)
    return answers_to(proposals, rows_of(proposals, as_handed_in=as_handed_in))


def answers_to(proposals: list[Proposal], rows: Mapping[int, Iterable[FacultyRow | Faculty]]) -> dict[int, Answers]:
    """What the people of these rows answered; two queries."""
    asked = {(each.proposal_id, each.key, each.email): each for each in _invitations(proposals)}
    own = _addresses([proposal.proposer_id for proposal in proposals])
    found: dict[int, Answers] = {}
    for proposal in proposals:
        hers = own.get(proposal.proposer_id, set())
        found[proposal.pk] = {
            row.key: _answer(row, hers, asked.get((proposal.pk, row.key, row.email))) for row in rows[proposal.pk]
        }
    for joint in (proposal for proposal in proposals if proposal.state == State.JOINT):
        found[joint.pk] |= _said_to_either(joint, found[joint.pk], rows[joint.pk])
    return found


def tally_of(proposal: Proposal, rows: Iterable[FacultyRow]) -> Tally:
    """Of one text of one proposal; two queries."""
    asked = {(each.key, each.email): each for each in _invitations([proposal])}
    hers = _addresses([proposal.proposer_id]).get(proposal.proposer_id, set())
    return tally({row.key: _answer(row, hers, asked.get((row.key, row.email))) for row in rows})


def _said_to_either(joint: Proposal, known: Answers, rows: list[FacultyRow | Faculty]) -> Answers:
    """What people answered to one of the two proposals that a joint text is drafted of; both proposers said yes."""
    sides = Proposal.objects.filter(merge_sides__offer__joint=joint)
    own = set().union(*_addresses([side.proposer_id for side in sides]).values())
    asked = {each.email: each for each in _invitations(list(sides))}
    open_rows = (row for row in rows if known[row.key] == DRAFTED and row.email)
    return {row.key: _answer(row, own, asked.get(row.email)) for row in open_rows}


def rows_of(proposals: list[Proposal], *, as_handed_in: bool = False) -> dict[int, list[FacultyRow | Faculty]]:
    """The people of each text; those of an unfinished one as they were handed in where that is asked for."""
    found: dict[int, list[FacultyRow | Faculty]] = {proposal.pk: [] for proposal in proposals}
    told = {proposal.pk for proposal in proposals if as_handed_in and proposal.is_unfinished}
    if told:
        handed_in = Revision.objects.submitted().filter(proposal__in=told).order_by("number")
        for number, content in handed_in.values_list("proposal_id", "content"):
            found[number] = list(from_json(content).faculty)
    now = {proposal.pk: proposal for proposal in proposals if proposal.pk not in told}
    kept = {pk for pk, proposal in now.items() if "faculty" in getattr(proposal, "_prefetched_objects_cache", {})}
    for pk in kept:
        found[pk] = list(now[pk].faculty.all())
    if now.keys() - kept:
        for row in Faculty.objects.filter(proposal__in=now.keys() - kept):
            found[row.proposal_id].append(row)
    return found


def _invitations(proposals: list[Proposal]) -> Iterable[Invitation]:
    return Invitation.objects.filter(proposal__in=[proposal.pk for proposal in proposals])


def _addresses(persons: list[int]) -> dict[int, set[str]]:
    """The addresses that these persons have proved."""
    found: dict[int, set[str]] = {}
    known = EmailAddress.objects.filter(user__in=persons, verified=True)
    for person, email in known.values_list("user_id", "email"):
        found.setdefault(person, set()).add(email.lower())
    return found


def _answer(row: FacultyRow | Faculty, own: set[str], invitation: Invitation | None) -> Answer:
    if row.email and row.email in own:
        return Answer(AnswerState.ACCEPTED, is_own=True)
    if invitation is None:
        return DRAFTED
    return Answer(
        AnswerState(invitation.state),
        invitation.answered_at or invitation.asked_at,
        invitation.reason,
        invitation.reply_by_at,
        invitation=invitation,
    )
