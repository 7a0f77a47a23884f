"""Another society's way, by configuration only: seminars of a week.

Olga brings in a second setup file: other formats, questions, rules, criteria and stages, and a deadline that ends
when the day has ended everywhere on Earth. One proposal has come in, of three people from three institutions and two
parts of the world; it is read double-blind, and its leak report says which words give its people away. Another is
begun, and its sheet still says what is missing.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dashboard.actions.setups import import_setup
from demo.material import load, members, proposers, setup_file
from demo.pieces import row_of
from demo.seating import LEADS, seat
from people.models import Person
from proposals import actions
from proposals.models import Proposal
from reviews.actions.assigning import assign
from reviews.actions.setup import edit_stage
from reviews.actions.stages import open_stage
from reviews.actions.withholding import withhold
from reviews.models.stage import Anonymity
from workshops.actions.calls import edit_call, publish_call
from workshops.actions.meetings import edit_meeting, publish_meeting
from workshops.models import Call, Meeting, Right
from workshops.zones import zone_of

IN_A_YEAR = timedelta(weeks=58)
SUNDAY = 6
ORGANIZERS = ((20, 21, 24), (26,))
"""Numbers of the fictional proposers who organize the first seminar and the second; the first named proposes."""


def tell(story: Any) -> None:
    olga = story.person("olga")
    call = set_up(story, by=olga, at=story.days(-40))
    seats(call.meeting, by=olga, at=story.days(-40))
    publish_meeting(call.meeting, by=olga, at=story.days(-38))
    publish_call(call, by=olga, at=story.days(-38))
    whole, begun = load("seminars")
    proposal = write(call, whole, ORGANIZERS[0], at=story.days(-5))
    proposal = actions.submit(proposal, by=proposal.proposer, at=story.days(-5))
    read_double_blind(call, proposal, story)
    write(call, begun, ORGANIZERS[1], at=story.days(-2))


def set_up(story: Any, *, by: Any, at: datetime) -> Call:
    """The other society's process, for the half year that begins on a Sunday about a year from now."""
    starts_on = first_day(story.now)
    process = setup_file("dagstuhl-seminars")
    meeting, _ = import_setup(process, slug=f"seminars-{starts_on.year}", starts_on=starts_on, by=by, at=at)
    meeting = edit_meeting(meeting, name=f"Seminars {starts_on.year} (example)", by=by, at=at)
    closes_at = datetime.combine(story.days(17).date(), time(23, 59), zone_of("AoE")).astimezone(UTC)
    dates = {"letter_by_on": story.days(90).date(), "confirm_by_on": story.days(111).date()}
    dates["later_by_on"] = story.days(200).date()
    return edit_call(meeting.calls.get(), opens_at=story.days(-36), closes_at=closes_at, **dates, by=by, at=at)


def first_day(now: datetime) -> date:
    soonest = (now + IN_A_YEAR).date()
    return soonest + timedelta(days=(SUNDAY - soonest.weekday()) % 7)


def seats(meeting: Meeting, *, by: Any, at: datetime) -> None:
    chair, reader, director = (Person.objects.get(email=one.email) for one in members()[6:9])
    reviewers, directorate = meeting.committees.all()
    seat(reviewers, chair, "Chair", LEADS, by, at)
    seat(reviewers, reader, "Outside reviewer", (Right.REVIEW,), by, at)
    seat(directorate, director, "Scientific director", (Right.ASSIGN, Right.APPROVE), by, at)


def read_double_blind(call: Call, proposal: Proposal, story: Any) -> None:
    """Who proposes is hidden from the reader for the whole stage; the chair has withheld one answer so far."""
    chair, reader = (seat.person for seat in call.meeting.committees.all()[0].seats.serving().order_by("pk"))
    at = story.days(-4)
    stage = edit_stage(call.stages.all()[0], anonymity=Anonymity.THROUGHOUT, by=story.person("olga"), at=at)
    stage = open_stage(stage, by=chair, at=at)
    assign(stage, proposal=proposal, reviewer=reader, by=chair, at=at)
    withhold(stage, proposal=proposal, part="answer:overlap", by=chair, at=at)


def write(call: Call, facts: dict[str, Any], organizers: tuple[int, ...], *, at: datetime) -> Proposal:
    """A draft with what the facts say of it."""
    lead, *others = (proposers()[number] for number in organizers)
    by = Person.objects.get(email=lead.email)
    proposal = actions.start(call, call.formats.get(slug="seminar-of-five-days"), by=by, at=at)
    faculty = (row_of(lead, "chair"), *(row_of(each, "co_chair") for each in others))
    sections = {
        "basics": {name: facts[name] for name in ("title", "summary")} | {"topics": tuple(facts["topics"])},
        "questions": {"answers": facts["answers"]},
        "people": {"faculty": faculty},
    }
    base = proposal.version
    for name, changes in sections.items():
        base = actions.save(proposal, name, changes, base_version=base, by=by, at=at).base
    return Proposal.objects.get(pk=proposal.pk)
