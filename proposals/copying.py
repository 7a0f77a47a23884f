"""Last year's rules about proposals again (dashboard.actions.cloning asks every floor in turn)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from workshops import rules
from workshops.copying import Part, copied, twins
from workshops.models import Meeting

PARTS = (Part("requirements", "The society’s rules about proposals", ("calls",)),)


@transaction.atomic
def copy_setup(source: Meeting, target: Meeting, parts: set[str], by: Any, at: datetime) -> None:
    """The requirements of every call that was copied; those for some formats hold for the copies of these."""
    insist(rules.set_up(by))
    if "requirements" not in parts:
        return
    calls = twins(source.calls.all(), target.calls.all())
    for call in source.calls.prefetch_related("formats", "requirements__formats"):
        if call.pk in calls:
            _copy(call, calls[call.pk])
    record("copy_setup", target, by=by, at=at, source=source.slug, parts=["requirements"])


def _copy(call: Any, twin: Any) -> None:
    formats = twins(call.formats.all(), twin.formats.all())
    for requirement in call.requirements.all():
        only = [form.pk for form in requirement.formats.all()]
        kept = [formats[pk] for pk in only if pk in formats]
        if only and not kept:
            continue
        again = copied(requirement, call=twin)
        again.save()
        again.formats.set(kept)
