"""Who serves: the people in the committees that a setup file brought in."""

from datetime import datetime, timedelta
from typing import Any

from demo.material import members
from people.demo_sign_in import address_of
from people.models import Person
from workshops.actions.committees import give_seat
from workshops.actions.seat_invitations import invite_to_seat
from workshops.models import Committee, Meeting, Right

LEADS = (Right.REVIEW, Right.ASSIGN, Right.RECOMMEND)
SCHEDULES = (Right.PLACE, Right.LOCK, Right.APPROVE_SCHEDULE)


def seat_committees(meeting: Meeting, *, by: Any, at: datetime) -> None:
    """Chen sits in all three, so that one person can walk a proposal from reading to approval."""
    chen, rita, raj = (Person.objects.get(email=address_of(key)) for key in ("chen", "rita", "raj"))
    others = [Person.objects.get(email=one.email) for one in members()]
    affairs, program, executive = meeting.committees.all()
    seat(affairs, chen, "Chair", (*LEADS, *SCHEDULES), by, at)
    for person in (rita, raj, *others[:6]):
        seat(affairs, person, "Member", (Right.REVIEW,), by, at)
    seat(program, others[6], "Chair", LEADS, by, at)
    seat(program, others[7], "Member", (Right.REVIEW,), by, at)
    seat(program, chen, "For the Committee on Scientific Affairs", LEADS, by, at)
    seat(executive, others[8], "President", (Right.ASSIGN, Right.APPROVE), by, at)
    seat(executive, others[9], "Secretary", (Right.APPROVE,), by, at)
    seat(executive, chen, "For the Committee on Scientific Affairs", (Right.ASSIGN, Right.APPROVE), by, at)


def seat(committee: Committee, person: Person, title: str, rights: Any, by: Any, at: datetime) -> None:
    give_seat(committee, person=person, title=title, rights=rights, by=by, at=at)


def serve_on(story: Any, committee: Committee, *, by: Any, at: datetime) -> None:
    """Raj's term ends in three months; somebody was invited for the years after."""
    last = (story.now + timedelta(days=90)).date()
    raj = Person.objects.get(email=address_of("raj"))
    give_seat(committee, person=raj, ends_on=last, by=by, at=at)
    invite_to_seat(
        committee,
        email="imani.okello@example.org",
        given_name="Imani",
        family_name="Okello",
        title="Member",
        rights=[Right.REVIEW],
        begins_on=last + timedelta(days=1),
        ends_on=last + timedelta(days=3 * 365),
        words="Your work on sickle cell disease would help the committee much.",
        by=by,
        at=at,
    )
