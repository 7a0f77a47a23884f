"""Publish an agenda: frozen, numbered, never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from outcomes import rules
from outcomes.actions.exercises import lock
from outcomes.models import Exercise, ResearchAgenda, Round
from outcomes.publishing.body import body_of
from people.refusal import insist


@transaction.atomic
def publish(
    exercise: Exercise,
    round_: Round | None,
    *,
    title: str,
    editors: Sequence[str],
    summary: str,
    doi: str,
    by: Any,
    at: datetime,
) -> ResearchAgenda:
    """Of a closed round, or without one of a list that is not ranked; the next edition of this exercise."""
    locked = lock(exercise)
    insist(rules.publish(by, locked, round_))
    if round_ is not None:
        round_.exercise = locked
    edition = locked.agendas.count() + 1
    body = body_of(locked, round_, title=title, edition=edition, editors=editors, summary=summary, at=at)
    made = ResearchAgenda.objects.create(
        exercise=locked, round=round_, edition=edition, title=title, doi=doi, body=body, published_at=at, by=by
    )
    record("publish agenda", locked, by=by, at=at, edition=edition, code=made.code)
    return made
