"""Letters for tests, written straight to the table."""

from datetime import datetime, timedelta

from letters import kinds
from letters.models import Invitee, Letter, LetterState

NOTE = kinds.register(
    "note",
    "Note",
    placeholders={"name": "Paula Perez", "link": "https://meetings.example/proposals/k7m2/"},
    subject="A word to {{name}}",
    body="Dear {{name}},\n\n[look at it]({{link}}).",
)
"""A kind of letter that only tests know."""


def make_letter(to, at: datetime, state: str = LetterState.HELD, **fields) -> Letter:
    """A letter in any state, to a person."""
    stamps: dict = {"created_at": at}
    if state == LetterState.QUEUED:
        stamps["try_at"] = at
    if state == LetterState.SENT:
        stamps["sent_at"] = at
    texts = {"kind": "note", "subject": "A word to you", "body": "Dear colleague,\n\nthis is a word to you."}
    address = {"to": to, "to_address": to.email, "to_name": to.name}
    return Letter.objects.create(state=state, **stamps | texts | address | fields)


def make_invitee(to, at: datetime, **fields) -> Invitee:
    """Somebody whose calendar was told of a talk on 10 December 2027 at 18:00 UTC."""
    starts_at = datetime(2027, 12, 10, 18, tzinfo=at.tzinfo)
    told = {"title": "Iron and infection", "place": "Hall Z", "told_at": at, "sequence": 1, "timed_sequence": 1}
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}
    row = {"about": "test.talk:1", "uid": "uid-1", "address": to.email}
    return Invitee.objects.create(person=to, **row | told | times | fields)
