"""What a draft's unmet wishes cost to meet, and which rules collide, as plain values for a job and a page."""

from typing import Any

from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.models import Version
from scheduling.planner.course import places_of

UNMET_SHARE = 0.6
"""Of the time; the rest is for the rules that collide, which are looked for only while a session has no place."""
MOST = 30


def explain(version: Version, *, seconds: float) -> dict[str, Any]:
    """JSON: unmet [{sentence, penalty, price, places}], dearest first; conflict {sentence, minimal, groups}, or None
    when everything has a place or no collision was found."""
    from scheduling.engine.conflict import conflict
    from scheduling.engine.explain import unmet

    problem, plan = problem_of(version), plan_of(version)
    is_complete = len(plan) == len(problem.items)
    share = 1 if is_complete else UNMET_SHARE
    wishes = unmet(problem, plan, seconds=seconds * share, most=MOST)
    found = None if is_complete else conflict(problem, seconds=seconds * (1 - share))
    return {
        "edit": version.edit,
        "unmet": [
            {
                "sentence": each.sentence,
                "penalty": each.violation.penalty,
                "price": each.price,
                "places": places_of(each.places),
            }
            for each in wishes
        ],
        "is_complete": is_complete,
        "conflict": found and _told(found),
    }


def _told(found: Any) -> dict[str, Any]:
    groups = [
        {
            "sentence": group.sentence,
            "label": group.relaxation.label,
            "kind": group.relaxation.kind,
            "items": list(group.relaxation.items),
            "people": list(group.relaxation.people),
            "room": group.relaxation.room,
        }
        for group in found.groups
    ]
    return {"sentence": found.sentence, "minimal": found.minimal, "groups": groups}
