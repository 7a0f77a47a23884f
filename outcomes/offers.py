"""What can be done with an exercise now, as buttons; the rules are asked, so that none is offered in vain."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from outcomes import rules
from outcomes.models import Exercise, Method


@dataclass(frozen=True, slots=True)
class Offer:
    verb: str
    label: str
    url: str
    method: str = "get"
    strong: bool = False
    danger: bool = False


def offers_of(exercise: Exercise, person: Any, at: datetime) -> list[Offer]:
    """The next step first."""
    if rules.lead(person, exercise):
        return []

    def url(name: str, *more: Any) -> str:
        return reverse(name, args=[exercise.meeting.slug, exercise.code, *more])

    running = exercise.rounds.running().first()
    if running:
        return [
            Offer("close", f"Close round {running.number}", url("round_close", running.number), strong=True),
            Offer("remind", "Remind who misses something", url("round_remind", running.number)),
            Offer("undo", "Undo the round", url("round_undo", running.number), danger=True),
        ]
    if exercise.is_collecting(at):
        return [Offer("stop", "Stop collecting items", url("collecting_stop"), method="post", strong=True)]
    if exercise.method == Method.UNRANKED and rules.publish(person, exercise, None) is None:
        return [Offer("publish", "Publish the agenda", url("agenda_publish_unranked"), strong=True)]
    opens = rules.open_round(exercise, at) is None
    found = [Offer("open", "Open a round", url("round_open"), strong=True)] if opens else []
    collect = Offer("collect", "Collect items", url("collecting_start"), method="post", strong=not opens)
    return [*found, collect]
