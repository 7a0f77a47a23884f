"""The only way a row gets into the audit table."""

from datetime import datetime
from typing import Any

from audit.models import Entry, key_of


def record(verb: str, about: Any, *, by: Any, at: datetime, **detail: Any) -> Entry:
    """Write down that `by` (a person, or None for the machine) did `verb` to `about` at `at`.

    `detail` must be plain JSON values. Call it inside the action's transaction, so that what is undone
    is not recorded.
    """
    return Entry.objects.create(
        at=at,
        by_id=by.pk if by else None,
        by_name=str(by) if by else "",
        verb=verb,
        about=key_of(about),
        detail=detail,
    )
