"""Set up an exercise, change it, say who leads it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from outcomes import rules
from outcomes.models import Exercise, Facilitator, StakeholderGroup, Taxonomy, Theme, Yardstick
from outcomes.setting import CHOSEN, Yard
from people.refusal import Refusal, Refused, insist
from workshops.models import Meeting

DESCRIBED = ("title", "scope", "reading", "items_each", "names_authors")
"""What may change at any time; the rest of an exercise is its method."""


def lock(exercise: Exercise) -> Exercise:
    return Exercise.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=exercise.pk)


@transaction.atomic
def set_up(meeting: Meeting, *, by: Any, at: datetime, proposal: Any = None, **fields: Any) -> Exercise:
    """`fields` are those of the exercise; its groups, criteria and themes are written by the actions below."""
    insist(rules.found(by))
    exercise = Exercise.objects.create(meeting=meeting, proposal=proposal, by=by, made_at=at, **fields)
    record("set up exercise", exercise, by=by, at=at, method=exercise.method)
    return exercise


@transaction.atomic
def describe(exercise: Exercise, *, by: Any, at: datetime, **fields: Any) -> Exercise:
    """What may change while people rate: `DESCRIBED`."""
    locked = lock(exercise)
    insist(rules.lead(by, locked))
    return _changed(locked, {name: fields[name] for name in DESCRIBED if name in fields}, by=by, at=at)


@transaction.atomic
def choose_method(
    exercise: Exercise, *, criteria: Sequence[Yard], groups: Sequence[str], by: Any, at: datetime, **fields: Any
) -> Exercise:
    """The method with its numbers, criteria and stakeholder groups, until the first round opens."""
    locked = lock(exercise)
    insist(rules.lead(by, locked))
    insist(rules.choose_method(locked))
    locked.yardsticks.all().delete()
    Yardstick.objects.bulk_create(
        Yardstick(exercise=locked, name=each.name, question=each.question, weight=str(each.weight), order=order)
        for order, each in enumerate(criteria)
    )
    _group(locked, groups)
    return _changed(locked, {name: fields[name] for name in CHOSEN if name in fields}, by=by, at=at)


def _group(exercise: Exercise, names: Sequence[str]) -> None:
    gone = exercise.groups.exclude(name__in=names)
    if held := gone.filter(participants__isnull=False).first():
        raise Refused(Refusal(f"Somebody stands for “{held}”.", "Move her to another group first."))
    gone.delete()
    for order, name in enumerate(names):
        StakeholderGroup.objects.update_or_create(exercise=exercise, name=name, defaults={"order": order})


def _changed(exercise: Exercise, fields: Mapping[str, Any], *, by: Any, at: datetime) -> Exercise:
    changed = [name for name, value in fields.items() if getattr(exercise, name) != value]
    for name in changed:
        setattr(exercise, name, fields[name])
    exercise.save(update_fields=changed)
    record("change exercise", exercise, by=by, at=at, fields=changed)
    return exercise


@transaction.atomic
def name_facilitator(exercise: Exercise, person: Any, *, role: str, by: Any, at: datetime) -> Facilitator:
    locked = lock(exercise)
    insist(rules.found(by))
    row, _ = Facilitator.objects.update_or_create(exercise=locked, person=person, defaults={"role": role})
    record("name facilitator", locked, by=by, at=at, person=person.pk, role=role)
    return row


@transaction.atomic
def release_facilitator(exercise: Exercise, person: Any, *, by: Any, at: datetime) -> None:
    locked = lock(exercise)
    insist(rules.found(by))
    locked.facilitators.filter(person=person).delete()
    record("release facilitator", locked, by=by, at=at, person=person.pk)


@transaction.atomic
def write_themes(exercise: Exercise, *, themes: Sequence[tuple[str, str]], by: Any, at: datetime) -> Taxonomy:
    """(code, name) in order. A list that differs from the one in use becomes the next edition: a code that stays is
    the same theme, whatever its name, and items move along with it."""
    locked = lock(exercise)
    insist(rules.keep_list(by, locked))
    before = locked.taxonomy
    known = {theme.code: theme for theme in before.themes.all()} if before else {}
    if before and [(theme.code, theme.name) for theme in before.themes.all()] == list(themes):
        return before
    name = before.name if before else f"Themes of {locked.title}"[:120]
    last = Taxonomy.objects.filter(name=name).order_by("-edition").first()
    made = Taxonomy.objects.create(name=name, edition=last.edition + 1 if last else 1, made_at=at)
    for order, (code, label) in enumerate(themes):
        theme = Theme.objects.create(taxonomy=made, code=code, name=label, order=order, continues=known.get(code))
        if theme.continues:
            locked.items.filter(theme=theme.continues).update(theme=theme)
    locked.taxonomy = made
    locked.save(update_fields=["taxonomy"])
    record("write themes", locked, by=by, at=at, edition=made.edition)
    return made
