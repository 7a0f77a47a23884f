"""A told schedule mended after something happened, as plain values that a job can keep and a page can show."""

from datetime import datetime
from typing import Any

from scheduling.draft.problem_of import minute_of, plan_of, problem_of
from scheduling.engine.changes import Change, PersonAway, RoomClosed
from scheduling.engine.problem import Placement, Plan, Problem
from scheduling.forms.repairing import ABSENCE, CLOSING
from scheduling.models import Version
from scheduling.planner.course import places_of

WORKERS = 2


def run_repair(version: Version, asked: dict[str, Any]) -> dict[str, Any]:
    """Mend what people were told: the last release, or the draft before the first. The result is JSON: status,
    sentence, proved, and repairs, each with places {session id: [room id, start minute]}, told_again [names], moved
    and added (numbers), worse."""
    from scheduling.engine.repair import Allowance, repair

    problem = problem_of(version)
    allowance = None if asked["worse"] is None else Allowance(asked["worse"], 0)
    found = repair(
        problem,
        told_of(version, problem),
        changes_of(asked),
        allowance=allowance,
        seconds=asked["seconds"],
        workers=WORKERS,
    )
    names = {person.id: person.name for person in problem.people}
    return {
        "edit": version.edit,
        "asked": asked,
        "status": found.status,
        "sentence": found.sentence,
        "proved": found.proved,
        "seconds": round(found.seconds, 1),
        "repairs": [
            {
                "places": places_of(each.plan),
                "told_again": [names[person] for person in each.told_again],
                "moved": len(each.moved),
                "added": len(each.added),
                "worse": each.worse,
            }
            for each in found.repairs
        ],
    }


def told_of(version: Version, problem: Problem) -> Plan:
    """Where people were told that sessions are; before the first release, where the draft has them."""
    if not problem.published:
        return plan_of(version)
    rooms = {room.id for room in problem.rooms}
    return {each.item: Placement(each.room, each.start) for each in problem.published if each.room in rooms}


def changes_of(asked: dict[str, Any]) -> tuple[Change, ...]:
    if asked["what"] not in (CLOSING, ABSENCE):
        return ()
    starts, ends = (minute_of(datetime.fromisoformat(asked[name])) for name in ("starts_at", "ends_at"))
    kind = RoomClosed if asked["what"] == CLOSING else PersonAway
    return (kind(str(asked["thing"]), starts, ends),)
