"""Last year's rules for attendees again (dashboard.actions.cloning asks every floor in turn)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from program.attending import rules
from program.models import AttendeeRules
from workshops.copying import Part, copied
from workshops.models import Meeting

PARTS = (Part("attendees", "What attendees are asked, without their lists"),)


@transaction.atomic
def copy_setup(source: Meeting, target: Meeting, parts: set[str], by: Any, at: datetime) -> None:
    """Who is registered and who signed up belong to their year."""
    insist(rules.run(by))
    if "attendees" in parts and (asked := AttendeeRules.objects.filter(meeting=source).first()):
        copied(asked, meeting=target).save()
        record("copy_setup", target, by=by, at=at, source=source.slug, parts=["attendees"])
