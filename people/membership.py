"""The verb on the society's list of members: load it anew."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from people import rules
from people.members import Changes, Entry, changes_by
from people.models import Member, Person
from people.refusal import Refusal, Refused, insist

COLUMNS = ("name", "number", "until", "loaded_at")


@transaction.atomic
def load_members(entries: list[Entry], *, by: Person, at: datetime) -> Changes:
    """The list becomes these entries; who is not among them is a member no longer. An empty list is refused."""
    insist(rules.keep_members(by))
    if not entries:
        raise Refused(Refusal("The list is empty; nothing was changed.", "Its first line names the columns."))
    list(Member.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    changes = changes_by(entries)
    Member.objects.filter(email__in=changes.gone).delete()
    rows = [
        Member(email=entry.email, name=entry.name, number=entry.number, until=entry.until, loaded_at=at)
        for entry in (*changes.new, *changes.changed)
    ]
    Member.objects.bulk_create(rows, update_conflicts=True, unique_fields=["email"], update_fields=COLUMNS)
    counts = {"total": changes.total, "new": len(changes.new), "gone": len(changes.gone)}
    record("load members", by, by=by, at=at, **counts)
    return changes
