"""When she was here before: a mark in her session, moved on when a new visit begins."""

from datetime import datetime, timedelta
from typing import Any

MARK = "visits"
A_BREAK = timedelta(hours=1)
"""A visit ends when the home page was not opened for so long."""
AT_FIRST = timedelta(days=7)
"""How far back the first visit of a session looks."""


def since(session: Any, at: datetime) -> datetime:
    """When the visit before this one ended. Reading the page again does not make news old."""
    before, latest = _kept(session) or (at - AT_FIRST, None)
    if latest is None or at - latest >= A_BREAK:
        before = latest or before
        session[MARK] = [before.isoformat(), at.isoformat()]
    return before


def _kept(session: Any) -> tuple[datetime, datetime] | None:
    try:
        before, latest = session.get(MARK, [])
        return datetime.fromisoformat(before), datetime.fromisoformat(latest)
    except (TypeError, ValueError):
        return None
