"""Write the society's own words of a letter, or go back to the default."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from letters import rules
from letters.kinds import Kind
from letters.models import LetterSet, LetterTemplate
from people.refusal import insist


@transaction.atomic
def make_set(name: str, *, by: Any, at: datetime) -> LetterSet:
    insist(rules.write_templates(by))
    letter_set = LetterSet.objects.create(name=name)
    record("make letter set", letter_set, by=by, at=at, name=name)
    return letter_set


@transaction.atomic
def write(letter_set: LetterSet, kind: Kind, *, subject: str, body: str, by: Any, at: datetime) -> LetterTemplate:
    """Keep these words for this kind; letters already written stay as they are."""
    insist(rules.write_templates(by))
    template, _ = LetterTemplate.objects.update_or_create(
        letter_set=letter_set, kind=kind.name, defaults={"subject": subject, "body": body}
    )
    record("write letter", letter_set, by=by, at=at, kind=kind.name)
    return template


@transaction.atomic
def forget(letter_set: LetterSet, kind: Kind, *, by: Any, at: datetime) -> None:
    """The default words hold again; what the society had written is kept in the audit."""
    insist(rules.write_templates(by))
    for template in letter_set.templates.filter(kind=kind.name):
        record(
            "forget letter", letter_set, by=by, at=at, kind=kind.name, subject=template.subject, body=template.body
        )
        template.delete()
