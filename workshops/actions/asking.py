"""Verbs on what a call asks: its formats and its prompts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from workshops import rules
from workshops.actions import writing
from workshops.actions.arranging import next_to, place_prompt
from workshops.copying import copied
from workshops.held import was_ever_answered
from workshops.models import Call, Format, Prompt
from workshops.prompting import first_refusal, placed, siblings_of
from workshops.sections import in_order


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
    insist(rules.set_up(by))
    formats = list(formats)
    writing.locked(call)
    fields.setdefault("slug", writing.free_slug(call.prompts.all(), label))
    fields.setdefault("order", writing.last_place(call.prompts.all()))
    prompt = Prompt(call=call, label=label, **fields)
    insist(first_refusal(placed(prompt, formats), siblings_of(prompt, call)))
    writing.add("add_prompt", prompt, by=by, at=at)
    prompt.formats.set(formats)
    return prompt


@transaction.atomic
def edit_prompt(
    prompt: Prompt, *, by: Any, at: datetime, formats: Iterable[Format] | None = None, **changes: Any
) -> Prompt:
    """Change a question; its slug stays, since answers are kept under it. Answers that do not fit it any more stay
    as they are, and are told to those who gave them.
    """
    insist(rules.set_up(by))
    writing.locked(prompt.call)
    changes.pop("slug", None)
    formats = list(prompt.formats.all() if formats is None else formats)
    changed = copied(prompt, **changes)
    insist(first_refusal(placed(changed, formats), siblings_of(prompt, prompt.call)))
    row = writing.edit("edit_prompt", prompt, changes, by=by, at=at)
    row.formats.set(formats)
    return row


@transaction.atomic
def move_prompt(prompt: Prompt, *, up: bool, by: Any, at: datetime) -> Prompt:
    """One place up or down among the call's prompts, over the border of a section too."""
    insist(rules.set_up(by))
    section, before = next_to(prompt, in_order(prompt.call.prompts.asked()), up=up)
    return place_prompt(prompt, section=section, before=before, by=by, at=at)


@transaction.atomic
def remove_prompt(prompt: Prompt, *, by: Any, at: datetime) -> Prompt | None:
    """Ask it no more. One that was ever answered is archived, which is returned: every answer stays readable."""
    insist(rules.set_up(by))
    writing.locked(prompt.call)
    insist(rules.remove_prompt(prompt))
    if not was_ever_answered(prompt):
        writing.remove("remove_prompt", prompt, by=by, at=at)
        return None
    row = writing.locked(prompt)
    row.archived_at = at
    row.save(update_fields=["archived_at"])
    record("archive_prompt", row, by=by, at=at, name=str(row))
    return row
