"""Meetings, calls and committees for tests, written straight to the tables."""

from datetime import UTC, date, datetime, timedelta

from letters.models import LetterSet
from people.secret_links import hash_of
from workshops.models import (
    Call,
    Committee,
    Disclosure,
    DisclosurePolicy,
    Format,
    Judgement,
    Meeting,
    Mitigation,
    Prompt,
    Relationship,
    Seat,
    SeatInvitation,
    Topic,
)

MEETING = {
    "name": "Annual Meeting 2027",
    "starts_on": date(2027, 12, 10),
    "ends_on": date(2027, 12, 13),
    "venue": "Congress Centre",
    "city": "Orlando",
    "zone": "America/New_York",
}


def make_meeting(slug: str = "ash-2027", **fields) -> Meeting:
    letter_set = fields.pop("letter_set", None) or LetterSet.objects.get_or_create(name="Letters")[0]
    return Meeting.objects.create(**{"slug": slug, "is_public": True, "letter_set": letter_set} | MEETING | fields)


def make_call(meeting: Meeting, at: datetime, slug: str = "workshops", **fields) -> Call:
    """Opened a month before `at`, closes a month after."""
    dates = {"opens_at": at - timedelta(days=30), "closes_at": at + timedelta(days=30)}
    fields = {"name": "Call for workshops", "zone": "America/Los_Angeles", "is_public": True} | dates | fields
    return Call.objects.create(meeting=meeting, slug=slug, **fields)


def make_format(call: Call, slug: str = "workshop", **fields) -> Format:
    return Format.objects.create(
        call=call, slug=slug, **{"name": "Friday Scientific Workshop", "minutes": 180} | fields
    )


def make_topic(meeting: Meeting, slug: str = "coagulation", **fields) -> Topic:
    return Topic.objects.create(meeting=meeting, slug=slug, **{"name": slug.replace("-", " ").capitalize()} | fields)


def make_prompt(call: Call, slug: str = "why-now", **fields) -> Prompt:
    return Prompt.objects.create(call=call, slug=slug, **{"label": "Why now?", "is_required": True} | fields)


def make_committee(meeting: Meeting, slug: str = "scientific-affairs", **fields) -> Committee:
    return Committee.objects.create(
        meeting=meeting, slug=slug, **{"name": "Committee on Scientific Affairs"} | fields
    )


def make_seat(committee: Committee, person, *rights: str, **fields) -> Seat:
    """A seat with the rights named, for example "assign"; reviewing is always one of them."""
    return Seat.objects.create(
        committee=committee, person=person, **{f"may_{right}": True for right in rights} | fields
    )


def make_seat_invitation(committee: Committee, by, key: str, **fields) -> SeatInvitation:
    """KEY@example.org was asked long ago to be a member who reviews."""
    facts = {"email": f"{key}@example.org", "given_name": key.capitalize(), "family_name": "New", "by": by}
    facts |= {"rights": ["review"], "asked_at": datetime(2026, 1, 2, tzinfo=UTC), "token_hash": hash_of(key)}
    return SeatInvitation.objects.create(committee=committee, **facts | fields)


def make_policy(meeting: Meeting, **fields) -> DisclosurePolicy:
    """The meeting asks disclosures of faculty and of seats."""
    return DisclosurePolicy.objects.create(meeting=meeting, **{"asks_faculty": True, "asks_seats": True} | fields)


def make_disclosure(meeting: Meeting, person, at: datetime, *companies: str, **fields) -> Disclosure:
    """Consultant of each of the companies; nothing to disclose without one."""
    made = Disclosure.objects.create(meeting=meeting, person=person, **{"at": at, "months": 24} | fields)
    for order, company in enumerate(companies):
        Relationship.objects.create(disclosure=made, company=company, nature="consultant", order=order)
    return made


def make_judged(disclosure: Disclosure, by, at: datetime, step: str = "peer_review") -> Disclosure:
    """Every relationship relevant, and mitigated (unless `step` is empty)."""
    for row in disclosure.relationships.all():
        Judgement.objects.create(relationship=row, is_relevant=True, rationale="It makes the drug.", by=by, at=at)
        if step:
            Mitigation.objects.create(relationship=row, step=step, by=by, at=at)
    return disclosure
