"""Whoever has a role in a living session is asked to disclose where the meeting asks faculty."""

from collections.abc import Iterator
from typing import Any

from proposals.models.faculty import Role as FacultyRole
from scheduling.models import Session, SessionPerson
from workshops.disclosing import Role, tells_faculty

WORDS = dict(FacultyRole.choices)


@tells_faculty
def session_roles(meetings: list[int], of: Any, viewer: Any) -> Iterator[Role]:
    """Staff all see the sessions, so nothing is hidden from a viewer. One query."""
    living = Session.objects.living().filter(meeting__in=meetings)
    rows = SessionPerson.objects.filter(session__in=living).select_related("session__proposal__call")
    if of is not None:
        rows = rows.filter(person=of)
    for row in rows.order_by("session__title", "pk"):
        session = row.session
        yield Role(
            meeting=session.meeting_id,
            person=row.person_id,
            words=str(WORDS.get(row.role, row.role.capitalize())),
            title=session.title,
            call=session.proposal.call.slug if session.proposal else "",
        )
