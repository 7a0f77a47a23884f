"""A committee with so many proposals, each with a proposer's name, a topic, three readings, scores and a decision:
written straight into the tables of a database that is thrown away."""

import random
from datetime import UTC, datetime
from typing import Any

from people.models import Person
from proposals.models import Faculty, Proposal
from reviews.models import Assignment, Decision, Review, Score
from tests.factories.cast import make_cast, make_person
from tests.factories.workshops import make_seat, make_topic
from tests.factories.world import World, make_world

AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
READERS = 100
READINGS = 3
A_PAGE = 50
"""What Rita reads, and what is decided of the fewest proposals: as much as a page shows."""


def fresh_world() -> World:
    """The tests' small meeting with a whole committee, in a stage that hides who proposes."""
    world = make_world(make_cast(), AT)
    world.stage.decides, world.stage.anonymity = "approve", "double"
    world.stage.save()
    for number in range(READERS - 2):
        make_seat(world.committee, make_person(f"reader{number}", family_name=f"Reader{number}"))
    for number in range(7):
        make_topic(world.meeting, f"topic-{number}", name=f"Topic {number}")
    return world


def fill(world: World, proposals: int, seed: int = 1) -> None:
    """What stood in the stage before is gone."""
    dice = random.Random(seed)
    Decision.objects.all().delete()
    Assignment.objects.filter(stage=world.stage).delete()
    Proposal.objects.filter(title__startswith="Number ").delete()
    rows = _proposals(world, proposals)
    others = list(
        Person.objects.filter(seats__committee=world.committee, seats__may_review=True)
        .exclude(pk=world.cast.rita.pk)
        .order_by("pk")
    )
    given = Assignment.objects.bulk_create(
        Assignment(stage=world.stage, proposal=row, reviewer=reader, at=AT)
        for number, row in enumerate(rows)
        for reader in _readers_of(dice.sample(others, READINGS), world.cast.rita if number < A_PAGE else None)
    )
    reviews = Review.objects.bulk_create(
        Review(assignment=each, advice=dice.choice(["accept", "discuss", "decline"]), saved_at=AT, submitted_at=AT)
        for each in given
        if dice.random() < 0.9
    )
    criteria = list(world.stage.rubric.criteria.all())
    Score.objects.bulk_create(
        Score(review=review, criterion=each, value=dice.randint(1, 5)) for review in reviews for each in criteria
    )
    Decision.objects.bulk_create(
        Decision(stage=world.stage, proposal=row, outcome="accept", by=world.cast.chen, at=AT)
        for number, row in enumerate(rows)
        if number % 6
    )


def _readers_of(drawn: list[Person], rita: Person | None) -> list[Person]:
    return [rita, *drawn[1:]] if rita else drawn


def _proposals(world: World, count: int) -> list[Proposal]:
    stamps: dict[str, Any] = dict.fromkeys(("created_at", "saved_at", "first_submitted_at", "submitted_at"), AT)
    about = {"call": world.call, "format": world.format, "proposer": world.cast.paula, "state": "in_review"}
    rows = Proposal.objects.bulk_create(
        Proposal(title=f"Number {number:04}", **about, **stamps) for number in range(count)
    )
    Faculty.objects.bulk_create(Faculty(proposal=row, family_name="Perez", email="") for row in rows)
    topics = list(world.meeting.topics.all())
    through = Proposal.topics.through
    through.objects.bulk_create(through(proposal=row, topic=topics[at % len(topics)]) for at, row in enumerate(rows))
    return rows
