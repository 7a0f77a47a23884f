"""A run of the planner over a draft, as plain values that a job can keep and a page can show."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from scheduling.engine.problem import Placement
from scheduling.models import Session, Version
from scheduling.problem_of import moment_of, plan_of, problem_of

SHOWN_VIOLATIONS = 50


def run_planner(
    version: Version,
    *,
    seconds: float,
    workers: int = 1,
    seed: int = 0,
    on_progress: Callable[[int, int, float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> dict[str, Any]:
    """Plan the draft from where it stands. The result is JSON: places {session id: [room id, start minute]}, value,
    bound, gap (0 to 1), status, unplaced [[title, reason]], terms {rule: penalty}, sentences of what stays wrong."""
    from scheduling.engine.solver import plan

    problem = problem_of(version)
    found = plan(
        problem,
        plan_of(version),
        seconds=seconds,
        workers=workers,
        seed=seed,
        on_progress=on_progress,
        should_stop=should_stop,
    )
    titles = {item.id: item.title for item in problem.items}
    return {
        "edit": version.edit,
        "places": {item: [place.room, place.start] for item, place in found.plan.items()},
        "value": found.value,
        "bound": found.bound,
        "gap": round(found.gap, 4),
        "status": found.status,
        "seconds": round(found.seconds, 1),
        "unplaced": [[titles[item], reason] for item, reason in found.unplaced],
        "terms": dict(found.report.terms),
        "hard": found.report.hard,
        "sentences": [each.sentence for each in found.report.violations[:SHOWN_VIOLATIONS]],
    }


def wanted(places: dict[str, list]) -> dict[int, tuple[int, datetime]]:
    """The places of a run as scheduling.actions.placing.apply_plan takes them: {session id: (room id, start)}."""
    return {int(item): (int(room), moment_of(start)) for item, (room, start) in places.items()}


def moves(version: Version, places: dict[str, list]) -> list[dict[str, Any]]:
    """What a plan would change in the draft: rows of session, room before and after, start before and after."""
    rooms = {str(room.pk): room for room in version.meeting.rooms.all()}
    sessions = {str(session.pk): session for session in Session.objects.filter(meeting=version.meeting)}
    before = plan_of(version)
    rows = []
    for item, (room, start) in places.items():
        now = before.get(item)
        if now == Placement(room, start) or item not in sessions or room not in rooms:
            continue
        rows.append(
            {
                "session": sessions[item],
                "from_room": rooms.get(now.room) if now else None,
                "from_at": moment_of(now.start) if now else None,
                "to_room": rooms[room],
                "to_at": moment_of(start),
            }
        )
    return sorted(rows, key=lambda row: (row["to_at"], row["to_room"].order))
