"""One person in the place of another: an adopted substitute, or two rows that are the same person."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from audit.actions import record
from people.codes import random_code
from people.refusal import Refusal, insist
from proposals.actions.answering import Named
from proposals.actions.move import lock
from proposals.actions.saving import keep
from proposals.content import Content, FacultyRow, cleaned
from proposals.faculty import rules as faculty_rules
from proposals.lifecycle import UNFINISHED
from proposals.models import NamesakePair, Proposal, Substitute
from proposals.models.invitation import SubstituteState
from proposals.models.proposal import RevisionKind
from proposals.rows import content_of, write
from proposals.signals import replaced


@transaction.atomic
def adopt(proposal: Proposal, substitute: Substitute, *, by: Any, at: datetime) -> str:
    """Take the substitute in, in the role and in the talks of who named her. Returns the new row's key.

    A letter to her is a step of its own: nobody is asked by adopting.
    """
    locked, substitute = _locked(proposal, substitute)
    insist(faculty_rules.change_people(by, locked))
    insist(faculty_rules.adopt(substitute))
    old, content = substitute.invitation, content_of(locked)
    insist(_still_named(content, old.key, old.name))
    row = FacultyRow(
        key=random_code(),
        role=next(each.role for each in content.faculty if each.key == old.key),
        given_name=substitute.given_name,
        family_name=substitute.family_name,
        email=substitute.email,
    )
    _change(locked, in_place(content, old.key, row), old.key, row.key, by=by, at=at)
    old.replaced_by = row.key
    old.save(update_fields=["replaced_by"])
    substitute.state, substitute.key = SubstituteState.ADOPTED, row.key
    substitute.save(update_fields=["state", "key"])
    record("adopt substitute", locked, by=by, at=at, key=old.key, new=row.key)
    return row.key


@transaction.atomic
def put_in_place(proposal: Proposal, key: str, *, named: Named, by: Any, at: datetime) -> str:
    """Name somebody oneself in the place of the row `key`. Returns the new row's key; nobody is asked by it."""
    locked = lock(proposal)
    insist(faculty_rules.change_people(by, locked))
    content = content_of(locked)
    insist(_still_named(content, key, "This person"))
    insist(_not_the_proposer(locked, key))
    old = next(each for each in content.faculty if each.key == key)
    row = FacultyRow(random_code(), old.role, named.given_name, named.family_name, named.email)
    _change(locked, in_place(content, key, row), key, row.key, by=by, at=at)
    locked.invitations.filter(key=key).update(replaced_by=row.key)
    record("replace faculty", locked, by=by, at=at, key=key, new=row.key)
    return row.key


@transaction.atomic
def pass_over(proposal: Proposal, substitute: Substitute, *, by: Any, at: datetime) -> Substitute:
    """Not take this one; nobody is told."""
    locked, substitute = _locked(proposal, substitute)
    insist(faculty_rules.change_people(by, locked))
    insist(faculty_rules.adopt(substitute))
    substitute.state = SubstituteState.PASSED_OVER
    substitute.save(update_fields=["state"])
    record("pass over substitute", locked, by=by, at=at, key=substitute.invitation.key)
    return substitute


def _locked(proposal: Proposal, substitute: Substitute) -> tuple[Proposal, Substitute]:
    locked = lock(proposal)
    rows = Substitute.objects.select_for_update().select_related("invitation")
    return locked, rows.get(pk=substitute.pk, invitation__proposal=locked)


@transaction.atomic
def join_rows(proposal: Proposal, *, kept: str, dropped: str, by: Any, at: datetime) -> Proposal:
    """Two rows are one person: `kept` stays, and has the talks of both. What either answered is kept."""
    locked = lock(proposal)
    insist(faculty_rules.change_people(by, locked))
    content = content_of(locked)
    for key in (kept, dropped):
        insist(_still_named(content, key, "This person"))
    insist(_not_the_proposer(locked, dropped))
    row = next(each for each in content.faculty if each.key == kept)
    _change(locked, without(content, dropped, row), dropped, kept, by=by, at=at)
    locked.invitations.filter(key=dropped).update(replaced_by=kept)
    record("join people", locked, by=by, at=at, kept=kept, dropped=dropped)
    return locked


@transaction.atomic
def keep_apart(proposal: Proposal, one: str, other: str, *, by: Any, at: datetime) -> None:
    """They look like one person and are two: the offer does not come again."""
    locked = lock(proposal)
    insist(faculty_rules.change_people(by, locked))
    first, second = sorted((one, other))
    if first != second:
        NamesakePair.objects.get_or_create(proposal=locked, first=first, second=second)
        record("keep people apart", locked, by=by, at=at, keys=[first, second])


def in_place(content: Content, key: str, row: FacultyRow) -> Content:
    """`row` where the row `key` stood, and in its talks."""
    faculty = tuple(row if each.key == key else each for each in content.faculty)
    items = tuple(replace(each, speaker=row.key) if each.speaker == key else each for each in content.items)
    return cleaned(replace(content, faculty=faculty, items=items))


def without(content: Content, key: str, row: FacultyRow) -> Content:
    """Without the row `key`; its talks are those of `row`, which takes over what it lacks."""
    gone = next(each for each in content.faculty if each.key == key)
    full = replace(row, **{name: getattr(row, name) or getattr(gone, name) for name in ("affiliation", "country")})
    faculty = tuple(full if each.key == row.key else each for each in content.faculty if each.key != key)
    items = tuple(replace(each, speaker=row.key) if each.speaker == key else each for each in content.items)
    return cleaned(replace(content, faculty=faculty, items=items))


def _change(proposal: Proposal, content: Content, old: str, new: str, *, by: Any, at: datetime) -> None:
    """Write the text; one that was handed in and stands is handed in anew with its new people."""
    gone = proposal.faculty.filter(key=old).first()
    person = gone.person_id if gone else None
    write(proposal, content)
    kind = RevisionKind.SAVED if proposal.state in UNFINISHED else RevisionKind.SUBMITTED
    keep(proposal, content, kind=kind, by=by, at=at)
    tell = partial(replaced.send_robust, sender=Proposal, proposal=proposal, person=person, key=new, by=by, at=at)
    transaction.on_commit(tell)


def _still_named(content: Content, key: str, name: str) -> Refusal | None:
    if any(each.key == key for each in content.faculty):
        return None
    return Refusal(f"{name} is not among the people of the proposal any more.", "Look at the page again.")


def _not_the_proposer(proposal: Proposal, key: str) -> Refusal | None:
    if proposal.faculty.filter(key=key, person=proposal.proposer_id).exists():
        return Refusal("The row of the person who proposes stays.", "Keep that one instead.")
    return None
