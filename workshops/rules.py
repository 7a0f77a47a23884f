"""May she? Answers nothing when she may, a Refusal when not. Pages, actions and jobs ask the same."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from people.models import Person
from people.page_memory import remembered
from people.refusal import Refusal
from workshops.accent import LEAST_CONTRAST, contrast, readable_on
from workshops.disclosing import policy_of
from workshops.models import Call, Committee, Disclosure, Meeting, Prompt, Right, Seat, SeatAnswer, SeatInvitation
from workshops.prompting import leaning_on, siblings_of
from workshops.reserved import reserved_words
from workshops.usage import counted, uses
from workshops.zones import ANYWHERE_ON_EARTH, is_zone

ASKED_AGAIN_AFTER = timedelta(hours=1)


def has_right(person: Any, meeting: Meeting, right: Right) -> bool:
    """Does a seat in any committee of the meeting give this right? Staff rights are asked by `is_staff`."""
    return Seat.objects.of(person).with_right(right).filter(committee__meeting=meeting).exists()


def seats_by_committee(person: Any) -> dict[int, Seat]:
    """{committee: her seat in it}, in one query."""
    rows = Seat.objects.of(person).select_related("committee")
    return remembered(("seats of", person.pk), lambda: {seat.committee_id: seat for seat in rows})


def set_up(person: Any) -> Refusal | None:
    """Create and edit meetings, calls, formats, topics, committees, seats and the society's page: staff's, and the
    command line's (nobody)."""
    if person is None or (person.is_authenticated and person.is_staff):
        return None
    return Refusal("Only program staff set up meetings.", "Ask the society's office to do it or to make you staff.")


def invite_to_seat(committee: Committee, email: str) -> Refusal | None:
    """Ask who has this address: not who sits there, and nobody twice."""
    if sits_in(committee, email):
        return Refusal("Whoever has this address sits in the committee already.", "Change that seat on its page.")
    if committee.invitations.filter(email=email, state=SeatAnswer.ASKED).exists():
        return Refusal("Somebody was invited at this address and has not answered.", "Ask again from the list.")
    return None


def ask_again(invitation: SeatInvitation, at: datetime) -> Refusal | None:
    if at < invitation.asked_at + ASKED_AGAIN_AFTER:
        return Refusal("She was asked less than an hour ago.", "Leave her some time before the next letter.")
    return answer_seat(invitation, at)


def answer_seat(invitation: SeatInvitation, at: datetime) -> Refusal | None:
    """Answer an invitation to a seat, or end it: once, and while there is something to serve for."""
    if invitation.state == SeatAnswer.WITHDRAWN:
        return Refusal("This invitation was taken back.", "Write to who invited you if you did not expect that.")
    if invitation.state != SeatAnswer.ASKED:
        return Refusal("This invitation is answered already.")
    if invitation.committee.meeting.ends_on < at.date():
        return Refusal("The meeting is over.")
    if sits_in(invitation.committee, invitation.email):
        return Refusal("There is a seat for this address already.", "Sign in with it to see what waits for you.")
    return None


def sits_in(committee: Committee, email: str) -> bool:
    person = Person.objects.known(email)
    return person is not None and committee.seats.serving().filter(person=person).exists()


def name_address(slug: str) -> Refusal | None:
    """Use `slug` as the first part of a meeting's addresses."""
    if slug in reserved_words():
        return Refusal(
            f"The site itself uses /{slug}/, so no meeting can have that address.",
            f"Add the year, for example {slug}-2027.",
        )
    return None


def take_address(slug: str) -> Refusal | None:
    """Give a new meeting an address: not that of another."""
    if not Meeting.objects.filter(slug=slug).exists():
        return None
    return Refusal(f"There is a meeting at /{slug}/ already.", "Give this one another address.")


def change_address(thing: Meeting | Call, slug: str) -> Refusal | None:
    """Give a meeting or a call another slug: not once the public may have kept the old one."""
    if slug == thing.slug or not thing.is_public:
        return None
    return Refusal(
        "The address is public and people have kept it, so it stays as it is.",
        "Change the name; the address does not have to follow it.",
    )


def name_zone(name: str, for_deadline: bool = False) -> Refusal | None:
    """Name a time zone; deadlines may also be anywhere on Earth."""
    if is_zone(name) or (for_deadline and name == ANYWHERE_ON_EARTH):
        return None
    also = ", or AoE for anywhere on Earth" if for_deadline else ""
    return Refusal(f"“{name}” is not a time zone we know.", f"Choose one from the list, as America/New_York{also}.")


def colour(accent: str) -> Refusal | None:
    """Use a colour for buttons and marks: white words on it must be readable."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        return Refusal("A colour is written as # and six digits, for example #8c1d2f.")
    ratio = contrast(accent, "#ffffff")
    if ratio >= LEAST_CONTRAST:
        return None
    return Refusal(
        f"White words on {accent} are hard to read: their contrast is {ratio:.1f}, and {LEAST_CONTRAST} is needed.",
        f"A darker shade works, for example {readable_on('#ffffff', accent, '#000000', LEAST_CONTRAST)}.",
    )


def publish_call(call: Call) -> Refusal | None:
    """Show a call to the public: there must be something to propose."""
    if call.formats.exists():
        return None
    return Refusal(
        "Nothing can be proposed in this call yet.", "Add a format, for example a workshop of 180 minutes."
    )


def extend(call: Call, until: datetime, reason: str, at: datetime) -> Refusal | None:
    """Give one person a later deadline: later than everybody's, still to come, and with a reason."""
    if not reason.strip():
        return Refusal("An extension needs a reason.", "A sentence is enough; only staff read it.")
    if until <= call.closes_at:
        return Refusal("An extension ends later than the call.", "Choose a time after the call's own deadline.")
    if until <= at:
        return Refusal("That moment has passed already.", "Choose a time that is still to come.")
    return None


def remove(thing: Any) -> Refusal | None:
    """Take something out of the set-up: never what a later chapter already leans on."""
    found = uses(thing)
    if not found:
        return None
    way = (
        "Hide it instead."
        if isinstance(thing, (Meeting, Call))
        else "Rename it instead, or move those elsewhere first."
    )
    return Refusal(f"“{thing}” is in use: {counted(found)} would be left without it.", way)


def remove_meeting(meeting: Meeting) -> Refusal | None:
    """Nothing in it may be in use either."""
    parts = (meeting, *meeting.calls.all(), *meeting.topics.all(), *meeting.committees.all())
    return next((refusal for part in parts if (refusal := remove(part))), None)


def remove_prompt(prompt: Prompt) -> Refusal | None:
    """Ask a prompt no more: not while another hangs on its answers."""
    leaning = leaning_on(prompt, siblings_of(prompt, prompt.call))
    if not leaning:
        return None
    return Refusal(
        f"“{leaning[0]}” is shown or needed by the answers to “{prompt}”.", "Change or remove that question first."
    )


def disclose(person: Any, of: Any, meeting: Meeting) -> Refusal | None:
    """State one's ties to companies: only one's own, and only where they are asked."""
    if person is None or person.pk != of.pk:
        return Refusal("Everybody states her own relationships.", "Remind her by a letter.")
    policy = policy_of(meeting)
    if policy and policy.asks:
        return None
    return Refusal(f"{meeting} does not ask for disclosures.")


def record_disclosure(person: Any, of: Any, meeting: Meeting) -> Refusal | None:
    """Record what somebody handed in on paper: staff's, and everybody states her own here by herself."""
    if person is None or not person.is_staff:
        return Refusal("Only program staff record what was handed in on paper.")
    if person.pk == of.pk:
        return Refusal("What you have to disclose you state yourself.", "It is under “My disclosures”.")
    policy = policy_of(meeting)
    if policy and policy.asks:
        return None
    return Refusal(f"{meeting} does not ask for disclosures.")


def date_paper(day: date, stated: Disclosure | None, meeting: Meeting, at: datetime) -> Refusal | None:
    """A paper is signed before it is recorded, and not before what already counts was stated."""
    if day > at.astimezone(meeting.tz).date():
        return Refusal("That day is still to come.", "Give the date on the paper.")
    if stated is None:
        return None
    last = stated.paper_on or stated.at.astimezone(meeting.tz).date()
    if day >= last:
        return None
    return Refusal(
        f"There is a newer statement, of {last.day} {last:%B %Y}, which counts.",
        "A paper that is older than it is not recorded.",
    )


def judge_disclosure(person: Any, disclosure: Disclosure) -> Refusal | None:
    """Judge what somebody stated: staff's, and nobody judges herself."""
    if person is None or not person.is_staff:
        return Refusal("Only program staff judge disclosures.")
    if person.pk == disclosure.person_id:
        return Refusal("Nobody judges her own disclosure.", "Ask a colleague in the office to do it.")
    return None
