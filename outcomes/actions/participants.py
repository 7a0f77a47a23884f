"""Ask people to take part, remind them, take them out; what they say by their link."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from outcomes import rules, telling
from outcomes.actions.exercises import lock
from outcomes.models import Exercise, Participant, ParticipantLink, StakeholderGroup
from outcomes.progress import missing_of
from people.refusal import Refusal, Refused, insist
from people.secret_links import hash_of, new_token


@transaction.atomic
def name_participant(
    exercise: Exercise, *, group: StakeholderGroup, name: str, email: str, institution: str, by: Any, at: datetime
) -> Participant:
    """On the list; her letter goes when she is asked. Once with one address."""
    locked = lock(exercise)
    insist(rules.lead(by, locked))
    email = email.strip().lower()
    if locked.participants.filter(email=email).exists():
        raise Refused(Refusal(f"{email} is on the list already.", "Change that person instead."))
    if group.exercise_id != locked.pk:
        raise Refused(Refusal("This group is of another exercise."))
    made = Participant.objects.create(
        exercise=locked, group=group, name=name.strip(), email=email, institution=institution.strip()
    )
    record("name participant", locked, by=by, at=at, participant=made.pk)
    return made


@transaction.atomic
def ask(participants: Iterable[Participant], *, by: Any, at: datetime) -> int:
    """A letter with a link of her own to each who takes part. Earlier links stay good. Returns how many went."""
    asked = list(participants)
    for each in asked:
        record("ask participant", each.exercise, by=by, at=at, participant=each.pk)
    return _write(asked, "outcomes.asked", by=by, at=at)


@transaction.atomic
def remind(exercise: Exercise, *, by: Any, at: datetime) -> int:
    """Only those who miss something of the open round. Who that was is told to nobody but them."""
    locked = lock(exercise)
    insist(rules.lead(by, locked))
    round_ = locked.rounds.running().first()
    if round_ is None:
        raise Refused(Refusal("No round is open, so nobody misses anything."))
    count = _write(missing_of(round_), "outcomes.reminded", by=by, at=at)
    record("remind participants", locked, by=by, at=at, letters=count)
    return count


def _write(participants: Iterable[Participant], kind: str, *, by: Any, at: datetime) -> int:
    count = 0
    for each in participants:
        insist(rules.lead(by, each.exercise))
        if each.removed_at is not None:
            continue
        telling.write(kind, each, new_link(each, at=at), by=by, at=at)
        if each.asked_at is None:
            Participant.objects.filter(pk=each.pk).update(asked_at=at)
        count += 1
    return count


def new_link(participant: Participant, *, at: datetime) -> str:
    """The secret of a new link; it stands in one letter and nowhere else."""
    token = new_token()
    ParticipantLink.objects.create(participant=participant, token_hash=hash_of(token), made_at=at)
    return token


@transaction.atomic
def end_links(participant: Participant, *, by: Any, at: datetime) -> None:
    """A link was passed on: none of hers opens anything until she is asked again."""
    locked = lock(participant.exercise)
    insist(rules.lead(by, locked))
    participant.links.filter(ended_at=None).update(ended_at=at)
    record("end links", locked, by=by, at=at, participant=participant.pk)


@transaction.atomic
def remove(participant: Participant, *, reason: str, by: Any, at: datetime) -> Participant:
    """She takes part no more. What was counted before stays; in a round that is open she is not counted."""
    locked = lock(participant.exercise)
    insist(rules.lead(by, locked))
    now = locked.participants.select_for_update().get(pk=participant.pk)
    insist(rules.take_part(now))
    if not reason.strip():
        raise Refused(Refusal("Say why: the reason is kept with her name."))
    now.removed_at, now.removed_because = at, reason.strip()
    now.save(update_fields=["removed_at", "removed_because"])
    record("remove participant", locked, by=by, at=at, participant=now.pk, reason=reason.strip())
    return now


@transaction.atomic
def consent(participant: Participant, *, is_named: bool, at: datetime) -> Participant:
    """By her link: she takes part in all rounds, and may be named or not. The first day of it stays."""
    now = Participant.objects.select_for_update().get(pk=participant.pk)
    insist(rules.take_part(now))
    now.consented_at, now.is_named = now.consented_at or at, is_named
    now.save(update_fields=["consented_at", "is_named"])
    record("consent to take part", now, by=None, at=at, is_named=is_named)
    return now
