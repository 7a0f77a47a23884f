"""Verbs on the prompts of a call together: their order, and prompts made from others."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from workshops import rules
from workshops.actions import writing
from workshops.copying import copied, twins
from workshops.models import Call, Prompt
from workshops.prompting import first_refusal, placed, siblings_of
from workshops.sections import in_order


@transaction.atomic
def place_prompt(prompt: Prompt, *, section: str, before: str = "", by: Any, at: datetime) -> Prompt:
    """Into a section, before another prompt of it (by slug), or last in it; a section may be a new one."""
    insist(rules.set_up(by))
    writing.locked(prompt.call)
    rows = in_order(prompt.call.prompts.asked())
    mine = next((row for row in rows if row.pk == prompt.pk), None)
    if mine is None or not section.strip():
        raise Refused(Refusal("This question is not among those asked.", "Load the page again."))
    was, old = [row.slug for row in rows], place_of(mine, rows)
    rows.remove(mine)
    mine.section = section.strip()[:80]
    rows.insert(_spot(rows, mine.section, before), mine)
    if [row.slug for row in in_order(rows)] != was or mine.section != old[0]:
        _keep(rows)
        record("move_prompt", mine, by=by, at=at, name=str(mine), section=mine.section, before=before, was=old)
    return mine


def _spot(rows: Sequence[Prompt], section: str, before: str) -> int:
    spots = [spot for spot, row in enumerate(rows) if row.section == section]
    named = [spot for spot in spots if rows[spot].slug == before]
    return named[0] if named else spots[-1] + 1 if spots else len(rows)


def _keep(rows: Iterable[Prompt]) -> None:
    rows = list(rows)
    for order, row in enumerate(rows, start=1):
        row.order = order
    Prompt.objects.bulk_update(rows, ["order", "section"])


def next_to(prompt: Prompt, rows: Sequence[Prompt], *, up: bool) -> tuple[str, str]:
    """The section and the prompt before which it stands after one step; `rows` are in the order they are asked."""
    spot = next(index for index, row in enumerate(rows) if row.pk == prompt.pk)
    goal = spot + (-1 if up else 1)
    if not 0 <= goal < len(rows):
        return place_of(prompt, rows)
    if rows[goal].section != prompt.section:
        return rows[goal].section, "" if up else rows[goal].slug
    after = rows[spot + 2] if not up and spot + 2 < len(rows) else None
    return prompt.section, rows[goal].slug if up else after.slug if after and after.section == prompt.section else ""


def place_of(prompt: Prompt, rows: Sequence[Prompt]) -> tuple[str, str]:
    """The section, and the prompt before which it stands there; nothing: it is the last."""
    spot = next(index for index, row in enumerate(rows) if row.pk == prompt.pk)
    after = rows[spot + 1] if spot + 1 < len(rows) else None
    return prompt.section, after.slug if after and after.section == prompt.section else ""


@transaction.atomic
def duplicate_prompt(prompt: Prompt, *, by: Any, at: datetime) -> Prompt:
    """The same question once more, right after it."""
    insist(rules.set_up(by))
    rows = in_order(prompt.call.prompts.asked())
    section, before = place_of(prompt, rows)
    again = copied(
        prompt,
        slug=writing.free_slug(prompt.call.prompts.all(), prompt.label),
        label=f"{prompt.label[:190]} (copy)",
        order=writing.last_place(prompt.call.prompts.all()),
    )
    again = writing.add("add_prompt", again, by=by, at=at)
    again.formats.set(prompt.formats.all())
    return place_prompt(again, section=section, before=before, by=by, at=at)


@transaction.atomic
def import_prompts(call: Call, *, prompts: Sequence[Prompt], by: Any, at: datetime) -> list[Prompt]:
    """Questions of another call, last in order. They keep what they hang on where that comes along, and are asked for
    the formats of the same address, or for all.
    """
    insist(rules.set_up(by))
    writing.locked(call)
    twin: dict[str, Prompt] = {}
    for prompt in prompts:
        facts = {"call": call, "archived_at": None, "slug": writing.free_slug(call.prompts.all(), prompt.slug)}
        again = copied(prompt, order=writing.last_place(call.prompts.all()), **facts | _loose())
        twin[prompt.slug] = writing.add("add_prompt", again, by=by, at=at)
    for prompt in prompts:
        again = twin[prompt.slug]
        formats = twins(prompt.formats.all(), call.formats.all())
        again.formats.set(formats.values())
        _hang(again, prompt, twin)
    return list(twin.values())


def _loose() -> dict[str, str]:
    return dict.fromkeys(("shown_when", "shown_value", "required_when", "required_value"), "")


def _hang(again: Prompt, prompt: Prompt, twin: dict[str, Prompt]) -> None:
    """What the original hangs on, where its twin is there and the two are asked together."""
    for when, value in (("shown_when", "shown_value"), ("required_when", "required_value")):
        other = twin.get(getattr(prompt, when))
        if other is None:
            continue
        setattr(again, when, other.slug)
        setattr(again, value, getattr(prompt, value))
        if first_refusal(placed(again), siblings_of(again, again.call)):
            setattr(again, when, "")
            setattr(again, value, "")
    again.save()


@transaction.atomic
def bring_back_prompt(prompt: Prompt, *, by: Any, at: datetime) -> Prompt:
    """Ask an archived question again; its answers stand where they stood."""
    insist(rules.set_up(by))
    writing.locked(prompt.call)
    row = writing.locked(prompt)
    insist(first_refusal(placed(row), siblings_of(row, row.call)))
    row.archived_at, row.order = None, writing.last_place(row.call.prompts.all())
    row.save(update_fields=["archived_at", "order"])
    record("bring_back_prompt", row, by=by, at=at, name=str(row))
    return row
