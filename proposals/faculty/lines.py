"""The people of a proposal as its page shows them: who was asked, who answered what, and what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format

from audit.models import key_of
from letters.models import Letter, LetterState
from proposals.faculty import rules as faculty_rules
from proposals.faculty.answers import Answer, AnswerState, answers_of, rows_of
from proposals.faculty.attending import attendance_of
from proposals.faculty.namesakes import pairs_of
from proposals.models import Faculty, Invitation, Proposal, Substitute
from proposals.models.faculty import Role
from proposals.models.invitation import SubstituteState
from proposals.rows import content_of
from proposals.standing.offers import Offer

SENT = {
    LetterState.QUEUED: "The letter is on its way.",
    LetterState.FAILED: "The letter could not be sent. Mend the address in “People”, or ask again.",
}
FREE = (AnswerState.SILENT, AnswerState.DECLINED, AnswerState.DROPPED_OUT, AnswerState.WITHDRAWN)
"""Answers after which somebody else may be named."""
WAITS = "The mail server cannot be reached: the letter waits, and goes by itself as soon as it can."


@dataclass(frozen=True)
class FacultyLine:
    """One person. `facts` are sentences; `times`, `consents` and `substitutes` are there for who may read them."""

    name: str
    role: str
    affiliation: str
    email: str
    state: str
    state_label: str
    reason: str
    facts: list[str]
    invitation: Invitation | None
    offers: list[Offer] = field(default_factory=list)
    substitutes: list[Substitute] = field(default_factory=list)


def lines_of(proposal: Proposal, person: Any, at: datetime, *, writes: bool) -> list[FacultyLine]:
    """Its people in the text's order; who does not write it sees those that were handed in."""
    answers = answers_of(proposal, as_handed_in=not writes)[proposal.pk]
    rows = rows_of([proposal], as_handed_in=not writes)[proposal.pk]
    invitations = [each.invitation for each in answers.values() if each.invitation]
    prefetch_related_objects(invitations, "availabilities", "consents", "substitutes", "links")
    mail = letters_about(invitations)
    may = faculty_rules.invite(person, proposal) is None
    attendance = attendance_of(proposal)
    return [
        with_attendance(_line(proposal, row, answers[row.key], mail, may, at), attendance.get(row.email.lower(), ""))
        for row in rows
    ]


def with_attendance(line: FacultyLine, sentence: str) -> FacultyLine:
    """And what her calendar answered to the time of the session."""
    return replace(line, facts=[*line.facts, sentence]) if sentence else line


def letters_about(invitations: Iterable[Invitation]) -> dict[str, Letter]:
    """The last letter to each, one query for all."""
    letters = Letter.objects.filter(about__in=[key_of(each) for each in invitations]).order_by("pk")
    return {letter.about: letter for letter in letters.defer("body")}


def _line(
    proposal: Proposal, row: Any, answer: Answer, mail: dict[str, Letter], may: bool, at: datetime
) -> FacultyLine:
    state, invitation = answer.state_at(at), answer.invitation
    substitutes = [
        each for each in (invitation.substitutes.all() if invitation else []) if each.state == SubstituteState.NAMED
    ]
    return FacultyLine(
        name=row.name or "No name yet",
        role=str(dict(Role.choices).get(row.role, row.role)),
        affiliation=row.affiliation,
        email=row.email,
        state=state,
        state_label="Proposes it" if answer.is_own else str(state.label),
        reason=answer.reason,
        facts=_facts(proposal, answer, mail, at),
        invitation=invitation,
        offers=_offers(proposal, row, answer, at) if may and not answer.is_own else [],
        substitutes=substitutes,
    )


def _facts(proposal: Proposal, answer: Answer, mail: dict[str, Letter], at: datetime) -> list[str]:
    invitation = answer.invitation
    if invitation is None:
        return []
    zone = proposal.call.meeting.tz
    facts = [f"Asked on {_day(invitation.asked_at, zone)}."]
    if answer.state == AnswerState.ASKED:
        facts.append(f"To answer by {_day(invitation.reply_by_at, zone, last=True)}.")
        if invitation.reminded_at:
            facts.append(f"Reminded on {_day(invitation.reminded_at, zone)}.")
    elif invitation.answered_at and answer.state != AnswerState.WITHDRAWN:
        facts.append(f"{answer.state.label} on {_day(invitation.answered_at, zone)}.")
    letter = mail.get(key_of(invitation))
    if letter and letter.state == LetterState.QUEUED and letter.fault:
        facts.append(WAITS)
    elif letter and letter.state in SENT:
        facts.append(SENT[LetterState(letter.state)])
    return facts


def _day(moment: datetime, zone: Any, *, last: bool = False) -> str:
    """The day on the meeting's calendar; `last`: of an end, the day before it."""
    end = timedelta(seconds=1) if last else timedelta()
    return date_format((moment - end).astimezone(zone).date(), "j F Y")


def _offers(proposal: Proposal, row: Any, answer: Answer, at: datetime) -> list[Offer]:
    """Ask, ask again, take back."""
    if not isinstance(row, Faculty):
        return []
    offers = []
    invitation = answer.invitation
    if faculty_rules.ask(row, invitation, at) is None:
        url = reverse("faculty_ask", args=[proposal.code, row.key])
        offers.append(Offer("ask", "Ask again" if invitation else "Ask", url, method="post"))
    if invitation and faculty_rules.withdraw(invitation) is None:
        url = reverse("faculty_withdraw", args=[proposal.code, invitation.pk])
        offers.append(Offer("withdraw", "Withdraw the invitation", url, danger=True))
    if invitation and answer.state_at(at) in FREE and proposal.state in faculty_rules.REPLACED_WHILE:
        offers.append(
            Offer("replace", "Name somebody else", reverse("faculty_replace", args=[proposal.code, row.key]))
        )
    return offers


@dataclass(frozen=True)
class Past:
    """Somebody who was asked and whom the text does not name any more, at this address."""

    name: str
    state_label: str
    replaced_by: str
    offers: list[Offer]


def past_of(proposal: Proposal, person: Any) -> list[Past]:
    """People who were asked, and are gone from the text: replaced, or taken out."""
    named = {row.key: row for row in proposal.faculty.all()}
    may = faculty_rules.invite(person, proposal) is None
    found = []
    for each in proposal.invitations.all():
        row = named.get(each.key)
        if row and row.email == each.email:
            continue
        new = named.get(each.replaced_by)
        offers = []
        if may and not each.replaced_by and faculty_rules.withdraw(each) is None:
            url = reverse("faculty_withdraw", args=[proposal.code, each.pk])
            offers = [Offer("withdraw", "Withdraw the invitation", url, danger=True)]
        found.append(Past(each.name, each.get_state_display(), new.name if new else "", offers))
    return found


def namesakes_of(proposal: Proposal) -> list[Any]:
    """Pairs of rows that look like one person."""
    return pairs_of(content_of(proposal).faculty, proposal.namesakes.values_list("first", "second"))
