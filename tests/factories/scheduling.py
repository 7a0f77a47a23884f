"""Rooms, blocks and sessions for tests, written straight to the tables."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from jobs.models import Job
from scheduling.draft.problem_of import plan_of
from scheduling.models import Ballot, Block, Placement, Room, Session, SessionPerson, Version
from scheduling.tasks import PLAN, REPAIR
from workshops.models import Meeting

FRIDAY = datetime(2027, 12, 10, 13, 0, tzinfo=UTC)


def make_room(meeting: Meeting, slug: str = "hall-a", **fields) -> Room:
    fields = {"name": slug.replace("-", " ").title(), "capacity": 100} | fields
    return Room.objects.create(meeting=meeting, slug=slug, **fields)


def make_block(meeting: Meeting, **fields) -> Block:
    """Friday, 13:00 to 23:00 UTC (8:00 to 18:00 in New York)."""
    fields = {"name": "Friday", "starts_at": FRIDAY, "ends_at": FRIDAY.replace(hour=23)} | fields
    return Block.objects.create(meeting=meeting, **fields)


def make_session(meeting: Meeting, title: str = "Clots and cancer", *speakers, **fields) -> Session:
    session = Session.objects.create(meeting=meeting, **{"title": title, "minutes": 60} | fields)
    for order, person in enumerate(speakers):
        SessionPerson.objects.create(session=session, person=person, order=order, affiliation=person.affiliation)
    return session


def make_version(meeting: Meeting, at: datetime, **fields) -> Version:
    return Version.objects.create(meeting=meeting, **{"number": 1, "created_at": at} | fields)


def place(version: Version, session: Session, room: Room, starts_at: datetime = FRIDAY, **fields) -> Placement:
    return Placement.objects.create(version=version, session=session, room=room, starts_at=starts_at, **fields)


def make_ballot(meeting: Meeting, **fields) -> Ballot:
    """Voting that goes on; made once."""
    span = {"opens_at": timezone.now() - timedelta(days=1), "closes_at": timezone.now() + timedelta(days=9)}
    ballot, _ = Ballot.objects.get_or_create(meeting=meeting, defaults=span | fields)
    return ballot


def make_plan_run(world, number: int = 1, **found) -> Job:
    """A finished run of the planner over the world's draft, which found that draft and was applied; made once."""
    places = {item: [each.room, each.start] for item, each in plan_of(world.version).items()}
    judged = {"value": 5, "hard": 0, "placed": len(places), "terms": {"person_break": 5}, "broken": {}}
    result = judged | {
        "edit": world.version.edit,
        "total": len(places),
        "asked": {"seconds": 5, "workers": 1, "seed": number},
        "was": judged | {"value": 25, "terms": {"person_break": 25}},
        "places": places,
        "before": places,
        "sentences": [],
        "bound": 4,
        "gap": 0.2,
        "status": "feasible",
        "ended": "limit",
        "reproducible": False,
        "seconds": 5.0,
        "unplaced": [],
        "curve": [[0.1, 25, 0], [2.0, 5, 4], [5.0, 5, 4]],
    }
    moment = world.version.created_at
    facts = {"state": "done", "finished_at": moment, "created_at": moment, "result": result | found, "queue": "long"}
    params = {"version": world.version.pk, "seconds": 5, "workers": 1, "seed": number}
    same = {"kind": PLAN, "key": str(world.version.pk), "params": params}
    return Job.objects.filter(**same).first() or Job.objects.create(**same, **facts)


def make_repair_run(world) -> Job:
    """A finished repair that leaves the draft as it is, and was applied; made once."""
    places = {item: [each.room, each.start] for item, each in plan_of(world.version).items()}
    way = {"places": places, "told_again": [], "moved": 0, "added": 0, "worse": 0}
    asked = {"what": "now", "worse": 50, "seconds": 5}
    told = {"status": "repaired", "sentence": "0 sessions move.", "proved": True, "seconds": 0.1, "repairs": [way]}
    result = told | {"edit": world.version.edit, "asked": asked, "before": places, "fact": []}
    moment = world.version.created_at
    facts = {"state": "done", "finished_at": moment, "created_at": moment, "result": result, "queue": "long"}
    same = {"kind": REPAIR, "key": str(world.version.pk), "params": {"version": world.version.pk, "asked": asked}}
    return Job.objects.filter(**same).first() or Job.objects.create(**same, **facts)
