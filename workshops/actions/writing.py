"""How the verbs of this floor write: refused in a sentence when the model objects, told to the audit."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from workshops import rules


def locked(thing: Any) -> Any:
    """The row as it is now, held until the transaction ends."""
    return type(thing)._base_manager.select_for_update().get(pk=thing.pk)


def free_slug(siblings: models.QuerySet, name: str, length: int = 40) -> str:
    """A slug made of the name that no sibling has: coagulation, then coagulation-2."""
    stem = slugify(name)[: length - 4].strip("-") or "part"
    taken = set(siblings.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)


def last_place(siblings: models.QuerySet) -> int:
    return (siblings.aggregate(last=models.Max("order"))["last"] or 0) + 1


@transaction.atomic
def add(verb: str, thing: Any, *, by: Any, at: datetime) -> Any:
    """Save a new row."""
    insist(rules.set_up(by))
    check(thing)
    thing.save(force_insert=True)
    record(verb, thing, by=by, at=at, name=str(thing))
    return thing


@transaction.atomic
def edit(verb: str, thing: Any, changes: dict[str, Any], *, by: Any, at: datetime) -> Any:
    """Change the named fields of a row; nothing is written or told when nothing differs."""
    insist(rules.set_up(by))
    row = locked(thing)
    changed = {name: [plain(getattr(row, name)), plain(value)] for name, value in changes.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    if not changed:
        return row
    for name, value in changes.items():
        setattr(row, name, value)
    check(row)
    row.save()
    record(verb, row, by=by, at=at, name=str(row), changed=changed)
    return row


@transaction.atomic
def remove(verb: str, thing: Any, *, by: Any, at: datetime) -> None:
    """Delete a row that nothing later leans on; what it held is kept in the audit, for undoing."""
    insist(rules.set_up(by))
    row = locked(thing)
    insist(rules.remove(row))
    record(verb, row, by=by, at=at, name=str(row), was=held(row))
    try:
        row.delete()
    except models.ProtectedError as error:
        leaning = sorted({str(each._meta.verbose_name_plural) for each in error.protected_objects})
        raise Refused(Refusal(f"“{row}” is in use by {' and '.join(leaning)}.", "Hide it instead.")) from error


def check(thing: Any) -> None:
    try:
        thing.full_clean()
    except ValidationError as error:
        raise Refused(Refusal(" ".join(said(thing, error)))) from error


def said(thing: Any, error: ValidationError) -> list[str]:
    """Each message with the name of its field before it, where it belongs to one."""
    sentences = []
    for name, messages in error.message_dict.items():
        label = "" if name == "__all__" else f"{thing._meta.get_field(name).verbose_name}: ".capitalize()
        sentences += [f"{label}{message}" for message in messages]
    return sentences


def held(thing: Any) -> dict[str, Any]:
    """Every column of the row as JSON, by the name of its attribute, and the keys of what it is tied to."""
    columns = {field.attname: plain(getattr(thing, field.attname)) for field in thing._meta.concrete_fields}
    ties = {field.name: [each.pk for each in getattr(thing, field.name).all()] for field in thing._meta.many_to_many}
    return columns | ties


def plain(value: Any) -> Any:
    """The value as JSON can hold it: rows by key and name, moments and dates as ISO text."""
    if isinstance(value, models.Model):
        return f"{value.pk} {value}"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)
