"""What happens to a proposal of a call, in order, as far as it is announced.

Made of the call's public dates only: whether a committee has begun is its own business.
"""

from datetime import datetime

from reviews.models import Stage
from reviews.models.stage import Decides
from workshops.models import Call


def steps_of(call: Call, stages: list[Stage], at: datetime) -> list[dict]:
    """Steps for components/steps.html; the first that is not over is `now`."""
    steps = [
        (shown(call, call.opens_at), "The call opens", at >= call.opens_at),
        (shown(call, call.closes_at), "The call closes", at >= call.closes_at),
        *(("", step_of(stage), False) for stage in stages),
    ]
    today = at.astimezone(call.tz).date()
    if call.letter_by_on:
        steps.append((day(call.letter_by_on), "Letters tell the proposers, by", call.letter_by_on < today))
    if call.confirm_by_on:
        steps.append((day(call.confirm_by_on), "Accepted chairs confirm, by", call.confirm_by_on < today))
    steps.append((call.meeting.dates, call.meeting.name, call.meeting.ends_on < today))
    last_done = max((place for place, (_, _, over) in enumerate(steps) if over), default=-1)
    words = ("done", "now", "next")
    return [
        {"label": label, "note": note, "step": words[min(max(place - last_done, 0), 2)]}
        for place, (note, label, _) in enumerate(steps)
    ]


def step_of(stage: Stage) -> str:
    verb = "approves" if stage.decides == Decides.APPROVE else "reviews and recommends"
    return f"{stage.committee.name} {verb}"


def shown(call: Call, moment: datetime) -> str:
    local = moment.astimezone(call.tz)
    return f"{day(local)}, {local:%H:%M}"


def day(moment) -> str:
    return f"{moment.day} {moment:%B %Y}"
