"""Write the society's own words of a letter, for all or under a condition; order them; go back to the default."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from audit.actions import record
from letters import rules
from letters.choosing import Known
from letters.kinds import Kind
from letters.models import LetterSet, LetterTemplate
from people.refusal import Refusal, Refused, insist

MOST = 20
"""Templates of one kind in a set."""


@transaction.atomic
def make_set(name: str, *, by: Any, at: datetime) -> LetterSet:
    insist(rules.write_templates(by))
    letter_set = LetterSet.objects.create(name=name)
    record("make letter set", letter_set, by=by, at=at, name=name)
    return letter_set


@transaction.atomic
def write(letter_set: LetterSet, kind: Kind, *, subject: str, body: str, by: Any, at: datetime) -> LetterTemplate:
    """Keep these words for this kind, for all that no condition fits; letters already written stay as they are."""
    insist(rules.write_templates(by))
    template, _ = LetterTemplate.objects.update_or_create(
        letter_set=letter_set, kind=kind.name, name="", defaults={"subject": subject, "body": body}
    )
    record("write letter", letter_set, by=by, at=at, kind=kind.name)
    return template


@transaction.atomic
def write_under(
    letter_set: LetterSet,
    kind: Kind,
    template: LetterTemplate | None = None,
    *,
    name: str,
    when: Known,
    subject: str,
    body: str,
    by: Any,
    at: datetime,
) -> LetterTemplate:
    """Keep these words for letters that fit a condition: a new template after the others, or other words of one."""
    insist(rules.write_templates(by))
    rows = _locked(letter_set, kind.name)
    insist(condition_fault(kind, name, when))
    if any(row.name == name and row != template for row in rows):
        raise Refused(Refusal(f"There is a letter called “{name}” already.", "Give this one another name."))
    if template is None and len(rows) >= MOST:
        raise Refused(Refusal(f"There are {MOST} letters of this kind already.", "Remove one first."))
    last = letter_set.templates.filter(kind=kind.name).aggregate(last=Max("order"))["last"] or 0
    row = template or LetterTemplate(letter_set=letter_set, kind=kind.name, order=last + 1)
    row.name, row.subject, row.body = name, subject, body
    row.when = {fact: list(values) for fact, values in when.items() if values}
    row.save()
    record("write letter", letter_set, by=by, at=at, kind=kind.name, name=name, when=row.when)
    return row


def condition_fault(kind: Kind, name: str, when: Mapping[str, Any]) -> Refusal | None:
    """A condition has a name, and asks what is known of such letters."""
    names = [fact.name for fact in kind.facts]
    strange = [fact for fact in when if fact not in names]
    if strange:
        there = f"These are: {', '.join(names)}." if names else "This kind of letter has one template only."
        return Refusal(f"Nothing called “{strange[0]}” is known of this letter.", there)
    if not all(isinstance(each, str) for values in when.values() for each in as_list(values)):
        return Refusal("The answers of a condition have to be texts.", "Write them as a list in brackets.")
    if not name.strip() or not any(when.values()):
        return Refusal("A letter under a condition needs a name and at least one answer that fits.")
    return None


def as_list(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [None]


@transaction.atomic
def move(template: LetterTemplate, *, up: bool, by: Any, at: datetime) -> None:
    """One step in the order in which conditions are looked at; the first and the last stay where they are."""
    insist(rules.write_templates(by))
    rows = [row for row in _locked(template.letter_set, template.kind) if row.name]
    spot = next((index for index, row in enumerate(rows) if row.pk == template.pk), None)
    if spot is None:
        raise Refused(Refusal("The letter for all others comes last."))
    goal = spot + (-1 if up else 1)
    if not 0 <= goal < len(rows):
        return
    rows[spot], rows[goal] = rows[goal], rows[spot]
    for order, row in enumerate(rows, start=1):
        row.order = order
    LetterTemplate.objects.bulk_update(rows, ["order"])
    names = [row.name for row in rows]
    record("order letters", template.letter_set, by=by, at=at, kind=template.kind, names=names)


def _locked(letter_set: LetterSet, kind: str) -> list[LetterTemplate]:
    """The templates of a kind in their order; whoever else changes them waits."""
    LetterSet.objects.select_for_update().get(pk=letter_set.pk)
    return list(letter_set.templates.filter(kind=kind))


@transaction.atomic
def forget(letter_set: LetterSet, kind: Kind, *, by: Any, at: datetime) -> None:
    """The default words hold again for all others; what the society had written is kept in the audit."""
    insist(rules.write_templates(by))
    for template in letter_set.templates.filter(kind=kind.name, name=""):
        remove(template, by=by, at=at)


@transaction.atomic
def remove(template: LetterTemplate, *, by: Any, at: datetime) -> None:
    """Letters it would have fitted use the next one that fits; its words are kept in the audit."""
    insist(rules.write_templates(by))
    words = {name: getattr(template, name) for name in ("kind", "name", "when", "subject", "body")}
    record("forget letter", template.letter_set, by=by, at=at, **words)
    template.delete()
