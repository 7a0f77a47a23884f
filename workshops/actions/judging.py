"""Staff's part in a disclosure: is a relationship relevant, and what was done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, Refused, insist
from workshops import rules
from workshops.actions import writing
from workshops.models import Disclosure, Judgement, Mitigation, Relationship


@dataclass(frozen=True)
class Verdict:
    """`step` is empty as long as nothing was done about a relevant relationship."""

    is_relevant: bool
    rationale: str
    step: str = ""
    note: str = ""


def anew(person: Person) -> Refusal:
    return Refusal(f"{person} has stated anew since you opened this page.", "Read what is stated now, then judge.")


@transaction.atomic
def judge(disclosure: Disclosure, *, verdicts: Mapping[int, Verdict], by: Any, at: datetime) -> Disclosure:
    """Judge relationships, by their keys; only what differs is written. Refused once she has stated anew, so that
    nobody judges what is no longer said.
    """
    Person.objects.select_for_update().get(pk=disclosure.person_id)
    insist(rules.judge_disclosure(by, disclosure))
    rows = Disclosure.objects.filter(meeting=disclosure.meeting_id, person=disclosure.person_id).current().whole()
    now = rows.get()
    if now.pk != disclosure.pk:
        raise Refused(anew(now.person))
    for row in now.relationships.all():
        if (verdict := verdicts.get(row.pk)) and _judged(row, verdict, by=by, at=at):
            record("judge_relationship", now, by=by, at=at, row=row.pk, relevant=verdict.is_relevant)
    return rows.get()


def _judged(row: Relationship, verdict: Verdict, *, by: Any, at: datetime) -> bool:
    """Write what is new; whether anything is."""
    said = (verdict.is_relevant, verdict.rationale.strip())
    step = (verdict.step, verdict.note.strip()) if verdict.is_relevant and verdict.step else ("", "")
    old, done = getattr(row, "judgement", None), getattr(row, "mitigation", None)
    is_new = said != ((old.is_relevant, old.rationale) if old else (None, ""))
    is_done = step != ((done.step, done.note) if done else ("", ""))
    if is_new:
        _write(old or Judgement(relationship=row), is_relevant=said[0], rationale=said[1], by=by, at=at)
    if is_done and step[0]:
        _write(done or Mitigation(relationship=row), step=step[0], note=step[1], by=by, at=at)
    elif is_done and done:
        done.delete()
    return is_new or is_done


def _write(row: Judgement | Mitigation, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    writing.check(row)
    row.save()
