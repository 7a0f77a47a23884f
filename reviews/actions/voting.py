"""Move, second, put to the vote, vote, count; and make what was carried the decision of the stage."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from audit.actions import record
from people.refusal import insist
from reviews.actions import deciding
from reviews.actions.presiding import lock, send_out
from reviews.models import AgendaItem, Motion, Vote
from reviews.models.sitting import Majority
from reviews.order import leaves_order
from reviews.sittings import rules
from reviews.sittings.room import Room, room_of


@transaction.atomic
def move(
    item: AgendaItem, *, kind: str, mover: Any, by: Any, at: datetime, text: str = "", seconder: Any = None
) -> Motion:
    room = _room(item, by)
    insist(rules.move(by, room, item, mover))
    motion = Motion.objects.create(item=item, kind=kind, text=text.strip(), mover=mover, moved_at=at)
    record("move", item.sitting, by=by, at=at, motion=motion.pk, kind=kind, mover=mover.pk)
    if seconder:
        return second(motion, seconder=seconder, by=by, at=at)
    return motion


@transaction.atomic
def second(motion: Motion, *, seconder: Any, by: Any, at: datetime) -> Motion:
    room, locked = _room(motion.item, by), _lock(motion)
    insist(rules.second(by, room, locked, seconder))
    locked.seconder = seconder
    locked.save(update_fields=["seconder"])
    record("second", locked.item.sitting, by=by, at=at, motion=locked.pk, seconder=seconder.pk)
    return locked


@transaction.atomic
def withdraw(motion: Motion, *, by: Any, at: datetime) -> None:
    room, locked = _room(motion.item, by), _lock(motion)
    insist(rules.withdraw(by, room, locked))
    locked.withdrawn_at = at
    locked.save(update_fields=["withdrawn_at"])
    record("withdraw motion", locked.item.sitting, by=by, at=at, motion=locked.pk)


@transaction.atomic
def put(motion: Motion, *, ballot: str, by: Any, at: datetime) -> Motion:
    """To the vote, where there is a quorum."""
    send_out(lock(motion.item.sitting), at=at)
    room, locked = _room(motion.item, by), _lock(motion)
    insist(rules.put(by, room, locked))
    locked.ballot, locked.put_at = ballot, at
    locked.save(update_fields=["ballot", "put_at"])
    record("put to the vote", locked.item.sitting, by=by, at=at, motion=locked.pk, ballot=ballot)
    return locked


@transaction.atomic
def vote(motion: Motion, *, choice: str, person: Any, by: Any, at: datetime) -> Vote:
    """Once. Of a closed ballot only the sum is kept, here and in the audit."""
    room, locked = _room(motion.item, by), _lock(motion)
    insist(rules.vote(by, room, locked, person))
    is_open = locked.ballot == Motion.Ballot.OPEN
    made = Vote.objects.create(motion=locked, person=person, choice=choice if is_open else "")
    if not is_open:
        Motion.objects.filter(pk=locked.pk).update(**{choice: F(choice) + 1})
    said = {"choice": choice} if is_open else {}
    record("vote", locked.item.sitting, by=by, at=at, motion=locked.pk, person=person.pk, **said)
    return made


@transaction.atomic
def count(motion: Motion, *, by: Any, at: datetime) -> Motion:
    room, locked = _room(motion.item, by), _lock(motion)
    insist(rules.count(by, room, locked))
    if locked.ballot == Motion.Ballot.OPEN:
        said = list(locked.votes.values_list("choice", flat=True))
        locked.yes, locked.no, locked.abstain = (said.count(choice) for choice in Vote.Choice.values)
    locked.in_room = sum(each.votes for each in room.people)
    locked.counted_at, locked.carried = at, carries(locked, locked.item.sitting.majority)
    locked.save()
    record("count", locked.item.sitting, by=by, at=at, motion=locked.pk, yes=locked.yes, no=locked.no)
    return locked


def carries(motion: Motion, majority: str) -> bool:
    if majority == Majority.PRESENT:
        return 2 * motion.yes > max(motion.in_room or 0, motion.yes + motion.no + motion.abstain)
    if majority == Majority.TWO_THIRDS:
        return motion.yes > 0 and 3 * motion.yes >= 2 * (motion.yes + motion.no)
    return motion.yes > motion.no


@transaction.atomic
def adopt(motion: Motion, *, by: Any, at: datetime) -> Motion:
    """What was carried becomes the decision of the stage, with the vote in the note to the committees."""
    locked = _lock(motion)
    insist(rules.adopt(by, locked))
    sitting: Any = locked.item.sitting
    proposal: Any = locked.item.proposal
    said = f": {locked.text}" if locked.text else "."
    words = f"{sitting}, {locked.yes} yes, {locked.no} no, {locked.abstain} abstained{said}"
    why = words if leaves_order(sitting.stage, proposal, locked.kind, by) else ""
    locked.decision = deciding.decide(
        sitting.stage, proposal=proposal, outcome=locked.kind, to_committee=words, reason=why, by=by, at=at
    )
    locked.save(update_fields=["decision"])
    record("adopt", sitting, by=by, at=at, motion=locked.pk, decision=locked.decision.pk)
    return locked


def _room(item: AgendaItem, viewer: Any) -> Room:
    item.sitting = lock(item.sitting)
    return room_of(item.sitting, viewer)


def _lock(motion: Motion) -> Motion:
    rows = Motion.objects.select_for_update(of=("self",))
    return rows.select_related("item__sitting__committee__meeting", "item__sitting__stage", "item__proposal").get(
        pk=motion.pk
    )
