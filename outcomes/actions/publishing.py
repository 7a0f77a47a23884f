"""Publish an agenda: frozen, numbered, never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from outcomes import rules
from outcomes.actions.exercises import lock
from outcomes.models import Exercise, FollowUp, ResearchAgenda, Round
from outcomes.publishing.body import body_of
from outcomes.publishing.places import address_of
from people.refusal import insist
from workshops.actions.society import publish_priority


@transaction.atomic
def publish(
    exercise: Exercise,
    round_: Round | None,
    *,
    title: str,
    editors: Sequence[str],
    summary: str,
    doi: str,
    is_offered: bool = False,
    by: Any,
    at: datetime,
) -> ResearchAgenda:
    """Of a closed round, or without one of a list that is not ranked; the next edition of this exercise.
    `is_offered`: proposals may name what stands above the line as the priority they serve."""
    locked = lock(exercise)
    insist(rules.publish(by, locked, round_))
    if round_ is not None:
        round_.exercise = locked
    edition = locked.agendas.count() + 1
    body = body_of(locked, round_, title=title, edition=edition, editors=editors, summary=summary, at=at)
    made = ResearchAgenda.objects.create(
        exercise=locked, round=round_, edition=edition, title=title, doi=doi, body=body, published_at=at, by=by
    )
    if is_offered:
        _offer(made, by=by, at=at)
    record("publish agenda", locked, by=by, at=at, edition=edition, code=made.code)
    return made


def _offer(agenda: ResearchAgenda, *, by: Any, at: datetime) -> None:
    """Above the line; of an unranked list all."""
    page, top = address_of(agenda), agenda.body["method"]["top"]
    for each in agenda.body["priorities"]:
        if agenda.body["is_ranked"] and (each["place"] or top + 1) > top:
            continue
        publish_priority(
            code=f"{agenda.code}-{each['number']}",
            edition=f"{agenda.title[:45]}, edition {agenda.edition}",
            text=each["title"],
            address=f"{page}#item-{each['number']}",
            by=by,
            at=at,
        )


@transaction.atomic
def follow_up(agenda: ResearchAgenda, number: int, *, by: Any, at: datetime, **fields: Any) -> FollowUp:
    """What became of one item: state, by whom, where it can be seen, since when."""
    insist(rules.follow_up(by, agenda, number))
    row = FollowUp.objects.create(agenda=agenda, number=number, by=by, at=at, **fields)
    record("follow up priority", agenda, by=by, at=at, number=number, state=row.state)
    return row
