"""Files are kept for as many months after the meeting as the society says, and then removed."""

from calendar import monthrange
from datetime import date, datetime

from django.db import transaction

from proposals.actions.attaching import clear
from proposals.models import Attachment
from workshops.models import Meeting, Society

AT_ONCE = 200
"""Files that one tick removes at most; the next one goes on."""


def kept_until(meeting: Meeting, months: int | None) -> date | None:
    """The first day on which its files are gone; None: they stay."""
    return None if months is None else months_after(meeting.ends_on, months)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def remove_old_files(at: datetime) -> int:
    """At each tick: remove what has been kept long enough. Returns how many."""
    months = Society.current().file_months
    if months is None:
        return 0
    holding = Attachment.objects.kept().order_by().values("proposal__call__meeting")
    ended = Meeting.objects.filter(pk__in=holding, ends_on__lt=at.date())
    past = [each.pk for each in ended if months_after(each.ends_on, months) <= at.date()]
    old = Attachment.objects.kept().filter(proposal__call__meeting__in=past).order_by("id")
    return sum(_remove(key, at) for key in list(old.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _remove(key: int, at: datetime) -> bool:
    rows = Attachment.objects.kept().select_for_update(of=("self",)).select_related("proposal")
    attachment = rows.filter(pk=key).first()
    if attachment:
        clear(attachment, by=None, at=at)
    return attachment is not None
