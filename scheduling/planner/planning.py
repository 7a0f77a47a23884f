"""A run of the planner over a draft, as plain values that a job can keep and a page can show."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from scheduling.draft.problem_of import moment_of, plan_of, problem_of
from scheduling.engine.check import check
from scheduling.engine.problem import Placement, Problem
from scheduling.engine.report import Report
from scheduling.models import Session, Version
from scheduling.planner.course import Course, Keep, judged, places_of


def run_planner(
    version: Version,
    *,
    seconds: float,
    workers: int = 1,
    seed: int = 0,
    memory: int | None = None,
    go_on_from: dict[str, list] | None = None,
    keep: Keep | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> dict[str, Any]:
    """Plan the draft from where it stands, or go on from the `places` of an earlier run. The result is JSON: places
    {session id: [room id, start minute]}, value, bound, gap (0 to 1), status, unplaced [[title, reason]],
    terms {rule: penalty}, `was` (the same of the draft), curve [[second, value, bound]], sentences of what
    stays wrong.
    """
    from scheduling.engine.solver import plan

    problem, before = problem_of(version), plan_of(version)
    asked = {
        "edit": version.edit,
        "total": len(problem.items),
        "asked": {"seconds": seconds, "workers": workers, "seed": seed},
    }
    course = Course(problem, asked | {"was": judged(before, check(problem, before))}, keep)

    def stop() -> bool:
        course.write()
        return should_stop is not None and should_stop()

    found = plan(
        problem,
        _usable(go_on_from, problem) if go_on_from else before,
        seconds=seconds,
        workers=workers,
        seed=seed,
        memory=memory,
        on_progress=course.told,
        on_better=course.better,
        should_stop=stop,
    )
    titles = {item.id: item.title for item in problem.items}
    return (
        course.about
        | judged(found.plan, found.report)
        | {
            "places": places_of(found.plan),
            "bound": found.bound,
            "gap": round(found.gap, 4),
            "status": found.status,
            "ended": found.ended,
            "reproducible": found.reproducible and workers == 1 and not go_on_from,
            "seconds": round(found.seconds, 1),
            "unplaced": [[titles[item], reason] for item, reason in found.unplaced],
            "curve": [*course.points, [round(found.seconds, 1), found.value, found.bound]],
        }
    )


def _usable(places: dict[str, list], problem: Problem) -> dict[str, Placement]:
    """What of an earlier plan still names sessions and rooms that are there."""
    items, rooms = {each.id for each in problem.items}, {each.id for each in problem.rooms}
    return {item: Placement(room, start) for item, (room, start) in places.items() if item in items and room in rooms}


def judge_today(version: Version, places: dict[str, list]) -> Report:
    """A plan of some time ago by what is known and asked today."""
    problem = problem_of(version)
    return check(problem, _usable(places, problem))


def wanted(places: dict[str, list]) -> dict[int, tuple[int, datetime]]:
    """The places of a run as scheduling.actions.placing.apply_plan takes them: {session id: (room id, start)}."""
    return {int(item): (int(room), moment_of(start)) for item, (room, start) in places.items()}


def usable_places(version: Version, places: dict[str, list]) -> dict[int, tuple[int, datetime]]:
    """What of a plan of some time ago names sessions and rooms that are still there, for apply_plan."""
    living = set(version.meeting.sessions.living().values_list("pk", flat=True))
    rooms = set(version.meeting.rooms.values_list("pk", flat=True))
    told = wanted(places).items()
    return {session: place for session, place in told if session in living and place[0] in rooms}


def moves(version: Version, places: dict[str, list], before: dict[str, list] | None = None) -> list[dict[str, Any]]:
    """What a plan would change in the draft, or in another plan: rows of session, room and start before and after.
    Sessions that lose their place come last."""
    rooms = {str(room.pk): room for room in version.meeting.rooms.all()}
    sessions = {str(session.pk): session for session in Session.objects.filter(meeting=version.meeting)}
    now = places_of(plan_of(version)) if before is None else before
    rows = []
    for item in {**places, **now}:
        here, there = (_place(each.get(item), rooms) for each in (now, places))
        if item in sessions and here != there:
            row = {"session": sessions[item], "from_room": here[0], "from_at": here[1]}
            rows.append(row | {"to_room": there[0], "to_at": there[1]})
    return sorted(rows, key=_by_time)


def _place(place: list | None, rooms: dict[str, Any]) -> tuple[Any, datetime | None]:
    if place is None or place[0] not in rooms:
        return None, None
    return rooms[place[0]], moment_of(place[1])


def _by_time(row: dict[str, Any]) -> tuple:
    at, room = row["to_at"], row["to_room"]
    return at is None, at or row["from_at"], room.order if room else 0, row["session"].title
