"""Where a person can go from a stage, and what she can do with it now: the links and buttons of its pages."""

from typing import Any

from django.urls import reverse

from reviews import rules
from reviews.models import Stage
from workshops.models import Seat


def address(name: str, stage: Stage, **more: Any) -> str:
    return reverse(name, kwargs={"meeting": stage.call.meeting.slug, "stage": stage.pk, **more})


def tabs(stage: Stage, standing: rules.Standing, here: str) -> list[tuple[str, str, bool]]:
    """The pages of a stage she may open, as components/tabs.html takes them."""
    pages = [
        ("Ranking", "ranking", standing.oversee),
        ("Readers", "assign", standing.lead),
        ("Letters", "stage_letters", standing.release),
        ("Conflicts", "conflict_list", standing.staff),
    ]
    return [(label, address(name, stage), name == here) for label, name, allowed in pages if allowed]


def stage_offers(stage: Stage, person: Any) -> list[dict[str, Any]]:
    """Open, close or open again: the verb of a stage's life that comes next, where she may do it."""
    if stage.opened_at is None:
        verb, label, rule = "open", "Open this stage", rules.open_stage
    elif stage.is_open:
        verb, label, rule = "close", "Close this stage", rules.close_stage
    else:
        verb, label, rule = "reopen", "Open it again", rules.reopen_stage
    if rule(person, stage):
        return []
    url = address(f"stage_{verb}", stage)
    return [{"verb": verb, "label": label, "url": url, "method": "get", "strong": verb == "open"}]


def stages_led(person: Any, meeting: Any) -> list[tuple[Stage, list[tuple[str, str, bool]]]]:
    """Stages of a meeting with the pages this person may open, for a worklist or a dashboard; three queries."""
    seats = {seat.committee_id: seat for seat in Seat.objects.of(person).filter(committee__meeting=meeting)}
    stages = Stage.objects.for_page().visible_to(person).filter(call__meeting=meeting)
    led = [
        (stage, tabs(stage, rules.standing_of(person, seats.get(stage.committee_id), stage), ""))
        for stage in stages.order_by("call__closes_at", "call", "order")
    ]
    return [(stage, pages) for stage, pages in led if pages]
