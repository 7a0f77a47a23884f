"""Verbs on what a call asks: its formats and its prompts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from people.refusal import insist
from workshops import rules
from workshops.actions import writing
from workshops.models import Call, Format, Prompt


def add_format(call: Call, *, name: str, by: Any, at: datetime, **fields: Any) -> Format:
    """Something that may be proposed, with its length in minutes."""
    fields.setdefault("slug", writing.free_slug(call.formats.all(), name))
    fields.setdefault("order", writing.last_place(call.formats.all()))
    return writing.add("add_format", Format(call=call, name=name, **fields), by=by, at=at)


def edit_format(form: Format, *, by: Any, at: datetime, **changes: Any) -> Format:
    return writing.edit("edit_format", form, changes, by=by, at=at)


def remove_format(form: Format, *, by: Any, at: datetime) -> None:
    """Refused once somebody has proposed one."""
    writing.remove("remove_format", form, by=by, at=at)


@transaction.atomic
def add_prompt(
    call: Call, *, label: str, by: Any, at: datetime, formats: Iterable[Format] = (), **fields: Any
) -> Prompt:
    """A question of the call, last in order; without formats it is asked for every one."""
    fields.setdefault("slug", writing.free_slug(call.prompts.all(), label))
    fields.setdefault("order", writing.last_place(call.prompts.all()))
    prompt = writing.add("add_prompt", Prompt(call=call, label=label, **fields), by=by, at=at)
    prompt.formats.set(formats)
    return prompt


@transaction.atomic
def edit_prompt(
    prompt: Prompt, *, by: Any, at: datetime, formats: Iterable[Format] | None = None, **changes: Any
) -> Prompt:
    """Change a question; its slug stays, since answers are kept under it."""
    changes.pop("slug", None)
    row = writing.edit("edit_prompt", prompt, changes, by=by, at=at)
    if formats is not None:
        row.formats.set(formats)
    return row


@transaction.atomic
def move_prompt(prompt: Prompt, *, up: bool, by: Any, at: datetime) -> Prompt:
    """One place up or down among the call's prompts; at the end of the row nothing happens."""
    insist(rules.set_up(by))
    row = list(prompt.call.prompts.select_for_update())
    place = next(index for index, other in enumerate(row) if other.pk == prompt.pk)
    goal = place + (-1 if up else 1)
    if 0 <= goal < len(row):
        row.insert(goal, row.pop(place))
        for order, each in enumerate(row, start=1):
            each.order = order
        Prompt.objects.bulk_update(row, ["order"])
    return row[goal] if 0 <= goal < len(row) else prompt


@transaction.atomic
def remove_prompt(prompt: Prompt, *, by: Any, at: datetime) -> None:
    """Refused while proposals of the call may hold an answer."""
    insist(rules.set_up(by))
    insist(rules.remove_prompt(prompt))
    writing.remove("remove_prompt", prompt, by=by, at=at)
