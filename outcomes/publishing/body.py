"""The body of an agenda: plain values, written once on the day it is published.

People are named only where they said they may be; all others are counted in their groups.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from outcomes.engine.standing import Standing
from outcomes.models import Exercise, Item, Method, Round
from outcomes.results import Result, result_of
from outcomes.setting import Setting, setting_of, to_json
from outcomes.showing import AGREEMENTS, SCORES, VERDICTS
from workshops.models import Society

FORMAT = "convoke-research-agenda"
VERSION = 1
TOLD = ("title", "description", "gap", "window", "targets", "actors", "references", "horizon")


def body_of(
    exercise: Exercise,
    round_: Round | None,
    *,
    title: str,
    edition: int,
    editors: Sequence[str],
    summary: str,
    at: datetime,
) -> dict[str, Any]:
    """Of a closed round, or of the list as it stands where nothing was rated."""
    result = result_of(round_) if round_ else None
    setting = result.setting if result else setting_of(exercise)
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": title,
        "edition": edition,
        "published_on": at.astimezone(exercise.meeting.tz).date().isoformat(),
        "society": Society.current().name,
        "meeting": exercise.meeting.name,
        "scope": exercise.scope,
        "summary": summary,
        "editors": list(editors),
        "is_ranked": result is not None,
        "method": _method(setting),
        "round": _round(round_, result) if round_ and result else None,
        "priorities": priorities_of(exercise, setting, result),
        "people": _people(exercise),
        "groups": _groups(exercise),
        "dropped": [
            {"number": item.number, "title": item.title, "reason": item.dropped_because}
            for item in exercise.items.filter(dropped_at__isnull=False)
        ],
    }


def priorities_of(exercise: Exercise, setting: Setting, result: Result | None) -> list[dict[str, Any]]:
    """Best first; without a result by theme and words, and without a place."""
    rows = Item.objects.filter(exercise=exercise).select_related("theme")
    if result is None:
        living = Item.objects.living().filter(exercise=exercise).select_related("theme")
        ordered = sorted(living, key=lambda item: (item.theme.order if item.theme else -1, item.title.casefold()))
        return [_item(item, item.title) | {"place": None} for item in ordered]
    items = {item.pk: item for item in rows}
    return [
        _item(items[each.item], result.titles[each.item]) | _standing(each, setting)  # type: ignore[index]
        for each in result.standings
    ]


def _method(setting: Setting) -> dict[str, Any]:
    """With the words for what is told of each item."""
    method = Method(setting.method)
    words = {"label": setting.method_label, "score": SCORES.get(method, ""), "agreement": AGREEMENTS.get(method, "")}
    return to_json(setting) | words


def _item(item: Item, title: str) -> dict[str, Any]:
    """`title` as it was asked."""
    told = {name: getattr(item, name) for name in TOLD} | {"title": title}
    kinds = {"form": item.get_form_display(), "kind": item.get_kind_display(), "domain": item.get_domain_display()}
    return {"number": item.number, "theme": item.theme.name if item.theme else ""} | told | kinds


def _standing(each: Standing, setting: Setting) -> dict[str, Any]:
    factor = 100 if setting.method == Method.CHNRI else 1
    scores = {"score": each.score, "low": each.low, "high": each.high}
    return {name: None if value is None else round(factor * value, 4) for name, value in scores.items()} | {
        "place": each.place,
        "best": each.best,
        "worst": each.worst,
        "voters": each.voters,
        "agreement": None if each.agreement is None else round(each.agreement, 4),
        "verdict": VERDICTS.get(each.verdict, ""),
        "is_contested": each.is_contested(setting.top),
    }


def _round(round_: Round, result: Result) -> dict[str, Any]:
    return {
        "number": round_.number,
        "opened_on": round_.opened_at.date().isoformat(),
        "closed_on": round_.closed_at.date().isoformat() if round_.closed_at else None,
        "voters": result.voters,
        "people": result.people,
        "has_quorum": result.has_quorum,
    }


def _people(exercise: Exercise) -> list[dict[str, str]]:
    rows = exercise.participants.taking_part().filter(is_named=True).select_related("group")
    return [{"name": row.name, "institution": row.institution, "group": row.group.name} for row in rows]


def _groups(exercise: Exercise) -> list[dict[str, Any]]:
    rows = exercise.participants.taking_part().values_list("group__name", flat=True)
    names = list(rows)
    return [{"name": name, "people": names.count(name)} for name in exercise.groups.values_list("name", flat=True)]
