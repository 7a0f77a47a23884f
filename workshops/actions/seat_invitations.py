"""Invite somebody to a seat, ask again, take it back; and her answer."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import insist
from people.secret_links import hash_of, new_token
from workshops import rules, seat_letters, telling
from workshops.actions import writing
from workshops.actions.committees import put_in_seat
from workshops.models import Committee, Right, Seat, SeatAnswer, SeatInvitation


@transaction.atomic
def invite_to_seat(
    committee: Committee,
    *,
    email: str,
    given_name: str,
    family_name: str,
    title: str,
    rights: Iterable[str],
    by: Any,
    at: datetime,
    begins_on: date | None = None,
    ends_on: date | None = None,
    words: str = "",
) -> SeatInvitation:
    """A letter asks her. She has the seat once she accepts, and needs no account to answer."""
    insist(rules.set_up(by))
    committee = Committee.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=committee.pk)
    email, token = email.strip().lower(), new_token()
    insist(rules.invite_to_seat(committee, email))
    invitation = SeatInvitation(
        committee=committee,
        email=email,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        title=title,
        rights=sorted({Right(right).value for right in rights}),
        begins_on=begins_on,
        ends_on=ends_on,
        words=" ".join(words.split()),
        token_hash=hash_of(token),
        by=by,
        asked_at=at,
    )
    writing.check(invitation)
    invitation.save()
    seat_letters.offered(invitation, token, by=by, at=at)
    record("invite to seat", committee, by=by, at=at, email=email, name=str(invitation), rights=invitation.rights)
    return invitation


@transaction.atomic
def ask_again(invitation: SeatInvitation, *, by: Any, at: datetime) -> SeatInvitation:
    """A new letter with a new link; the one before opens nothing any more."""
    insist(rules.set_up(by))
    locked, token = _locked(invitation), new_token()
    insist(rules.ask_again(locked, at))
    locked.token_hash, locked.asked_at, locked.by = hash_of(token), at, by
    locked.save(update_fields=["token_hash", "asked_at", "by"])
    seat_letters.offered(locked, token, by=by, at=at)
    record("ask again for seat", locked.committee, by=by, at=at, email=locked.email)
    return locked


@transaction.atomic
def take_back(invitation: SeatInvitation, *, by: Any, at: datetime) -> None:
    insist(rules.set_up(by))
    locked = _locked(invitation)
    insist(rules.answer_seat(locked, at))
    _end(locked, SeatAnswer.WITHDRAWN, at)
    record("take back seat invitation", locked.committee, by=by, at=at, email=locked.email)


@transaction.atomic
def accept_seat(invitation: SeatInvitation, *, at: datetime) -> Seat:
    """By the secret link, which signs nobody in; a letter tells a new person how she signs in."""
    locked = _locked(invitation)
    insist(rules.answer_seat(locked, at))
    names = {"given_name": locked.given_name, "family_name": locked.family_name}
    person, is_new = Person.objects.welcome(locked.email, **names)
    terms = {"begins_on": locked.begins_on, "ends_on": locked.ends_on}
    seat = put_in_seat(locked.committee, person, locked.title, {Right(each) for each in locked.rights}, **terms)
    _end(locked, SeatAnswer.ACCEPTED, at)
    record("accept seat", locked.committee, by=None, at=at, person=person.pk, name=str(seat), rights=locked.rights)
    if is_new:
        telling.invited(seat, by=None, at=at)
    seat_letters.answered(locked, "accepts", at=at)
    return seat


@transaction.atomic
def decline_seat(invitation: SeatInvitation, *, reason: str, at: datetime) -> None:
    locked = _locked(invitation)
    insist(rules.answer_seat(locked, at))
    locked.reason = " ".join(reason.split())
    _end(locked, SeatAnswer.DECLINED, at)
    record("decline seat", locked.committee, by=None, at=at, email=locked.email, reason=locked.reason)
    seat_letters.answered(locked, "declines", at=at)


def _locked(invitation: SeatInvitation) -> SeatInvitation:
    rows = SeatInvitation.objects.select_for_update(of=("self",)).select_related("committee__meeting", "by")
    return rows.get(pk=invitation.pk)


def _end(invitation: SeatInvitation, state: SeatAnswer, at: datetime) -> None:
    invitation.state, invitation.answered_at = state, at
    invitation.save(update_fields=["state", "answered_at", "reason"])
