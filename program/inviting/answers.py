"""Who said yes to the time: for staff by session, for a proposal by address, for a person by herself."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit.models import key_of
from letters.models import Answered, Invitee, Received
from letters.models.received import ReceivedQuerySet
from program.inviting.plan import about_keys, invitees_of
from proposals.models import Proposal
from scheduling.models import Session
from workshops.models import Meeting
from workshops.zones import written


@dataclass(frozen=True)
class Told:
    """One session, as calendars were told of it, and its people in the order of their names."""

    title: str
    when: str
    invitees: tuple[Invitee, ...]

    @property
    def said_yes(self) -> int:
        return sum(each.answer == Answered.ACCEPTED and each.is_answer_of_now for each in self.invitees)

    @property
    def living(self) -> int:
        return sum(not each.is_cancelled for each in self.invitees)


def told_of(meeting: Meeting) -> list[Told]:
    """Sessions in order of time; two queries."""
    rows = (
        invitees_of(about_keys(meeting).values()).told().order_by("starts_at", "about", "person__family_name", "pk")
    )
    by_session: dict[str, list[Invitee]] = {}
    for row in rows:
        by_session.setdefault(row.about, []).append(row)
    return [
        Told(rows[-1].title, written(rows[-1].starts_at, meeting.zone), tuple(rows)) for rows in by_session.values()
    ]


def wishes_of(meeting: Meeting) -> ReceivedQuerySet:
    """Mail about the meeting's sessions that waits for staff: another time, somebody else."""
    return Received.objects.waiting().filter(invitee__about__in=list(about_keys(meeting).values()))


def attendance_of(proposal: Proposal) -> Mapping[str, str]:
    """{address: sentence} of the people of a proposal whose session was told to calendars; two queries."""
    session = Session.objects.filter(proposal=proposal).select_related("meeting").first()
    if session is None:
        return {}
    return {each.address: sentence_of(each, session.meeting.zone) for each in invitees_of([key_of(session)]).told()}


def sentence_of(invitee: Invitee, zone: str) -> str:
    """Accepted 10 December 2027, 13:00 EST by calendar: “Gladly.”"""
    said = f" “{invitee.comment}”" if invitee.comment and invitee.is_answer_of_now else ""
    return f"By calendar, for {written(invitee.starts_at, zone)}: {invitee.answer_in_words.lower()}.{said}"
