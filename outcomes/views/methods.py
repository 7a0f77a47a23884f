"""How an exercise is decided: its method with formula, source and the numbers that were chosen."""

from typing import Any

from outcomes.models import Exercise, Method
from outcomes.setting import from_json, setting_of


def explained(exercise: Exercise) -> dict[str, Any]:
    """As it is fixed by the last round, or chosen until then."""
    last = exercise.rounds.standing().last()
    setting = from_json(last.setting) if last else setting_of(exercise)
    return {
        "exercise": exercise,
        "meeting": exercise.meeting,
        "setting": setting,
        "is_fixed": last is not None,
        "method_page": f"outcomes/methods/{Method(setting.method).value}.html",
    }
