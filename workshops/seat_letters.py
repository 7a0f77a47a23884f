"""The letters of an invitation to a seat: to who is asked, and to who asked her."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from letters.actions import compose
from letters.kinds import register
from letters.models import Letter
from workshops.models import SeatInvitation

SAMPLE = {
    "name": "Nia New",
    "seat": "Member",
    "committee": "Committee on Scientific Affairs",
    "meeting": "Annual Meeting 2027",
}

register(
    "workshops.seat_offered",
    "Somebody is asked to take a seat in a committee",
    placeholders=SAMPLE
    | {
        "asked_by": "Olga Okafor",
        "term": "from 1 July 2027 until 30 June 2030",
        "words": "Your work on thrombosis would help us much.",
        "link": "https://meetings.example/seats/k7m2p4qx/",
    },
    subject="Would you join the {{committee}}?",
    body="""Dear {{name}},

{{asked_by}} invites you to the {{committee}} of {{meeting}}, as {{seat}}, {{term}}.

{{words}}

[See what it asks of you, and answer]({{link}})

You need no account to answer. The link is yours alone; please do not pass it on.
""",
)

register(
    "workshops.seat_answered",
    "Somebody answered an invitation to a seat",
    placeholders=SAMPLE
    | {
        "invited": "Nia New",
        "answer": "declines",
        "why": "I am on leave until May.",
        "link": "https://meetings.example/annual-meeting-2027/setup/committees/csa/",
    },
    subject="{{invited}} {{answer}} the seat in the {{committee}}",
    body="""Dear {{name}},

{{invited}} {{answer}} the seat in the {{committee}} of {{meeting}}, as {{seat}}.

{{why}}

[See the committee]({{link}})
""",
)


def offered(invitation: SeatInvitation, token: str, *, by: Any, at: datetime) -> Letter:
    own = {
        "name": invitation.name,
        "asked_by": str(by),
        "term": term_of(invitation),
        "words": invitation.words,
        "link": settings.SITE_ADDRESS + reverse("seat_invitation", args=[token]),
    }
    return _write("workshops.seat_offered", invitation, own, to=invitation, by=by, at=at, is_secret=True)


def answered(invitation: SeatInvitation, answer: str, *, at: datetime) -> Letter | None:
    """To who invited her, while she has an address here."""
    asker = invitation.by
    if asker is None or not asker.email:
        return None
    place = [invitation.committee.meeting.slug, invitation.committee.slug]
    own = {
        "name": asker.name,
        "invited": invitation.name,
        "answer": answer,
        "why": invitation.reason,
        "link": settings.SITE_ADDRESS + reverse("committee", args=place),
    }
    return _write("workshops.seat_answered", invitation, own, to=asker, by=None, at=at)


def term_of(invitation: SeatInvitation) -> str:
    """from 1 July 2027 until 30 June 2030."""
    days = (("from", invitation.begins_on), ("until", invitation.ends_on))
    said = [f"{word} {day.day} {day:%B %Y}" for word, day in days if day]
    return " ".join(said) or "without a last day"


def _write(
    kind: str, invitation: SeatInvitation, own: dict[str, str], *, to: Any, by: Any, at: datetime, **more: Any
):
    committee = invitation.committee
    meeting = committee.meeting
    values = {"seat": invitation.title, "committee": committee.name, "meeting": meeting.name} | own
    return compose(kind, meeting.letter_set, values, to=to, by=by, at=at, about=committee, hold=False, **more)
