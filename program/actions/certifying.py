"""Give a certificate of attendance its number."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from program.attending.certifying import certify, credited
from program.attending.places import public_program
from program.models import Certificate
from workshops.models import Meeting


@transaction.atomic
def issue(meeting: Meeting, *, by: Any, at: datetime) -> Certificate:
    """Hers, with one number however often she asks."""
    program = public_program(meeting)
    if program is None:
        raise Refused(Refusal("There is no public program of this meeting."))
    found = credited(by, meeting, program, at)
    insist(certify(by, meeting, program, found, at))
    row, is_new = Certificate.objects.get_or_create(meeting=meeting, person=by, defaults={"issued_at": at})
    if is_new:
        record("issue certificate", row, by=by, at=at, minutes=found.minutes)
    return row
