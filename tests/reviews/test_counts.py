"""A list asks the database the same number of questions at any length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proposals.models import Faculty, Proposal
from reviews.models import Assignment, Evidence, Review, Score
from tests.factories.cast import make_person
from tests.factories.workshops import make_seat

WORKLIST, RANKING, SHEET, ASSIGN, LETTERS, READERS, CONFLICTS = 14, 12, 13, 13, 13, 28, 14
FIGURES, REPORT = 7, 9


def fill(committee, cast, at, many: int) -> None:
    """So many proposals with a proposer, a topic, two readings, scores and a decision each."""
    world, criteria = committee.world, list(committee.world.stage.rubric.criteria.all())
    Proposal.objects.exclude(pk=committee.mine.pk).delete()
    rows = [
        Proposal(
            call=world.call, format=world.format, proposer=cast.paula, state="in_review", title=f"Number {number}",
            created_at=at, saved_at=at, first_submitted_at=at, submitted_at=at,
        )
        for number in range(many - 1)
    ]  # fmt: skip
    proposals = [committee.mine, *Proposal.objects.bulk_create(rows)]
    Faculty.objects.bulk_create(Faculty(proposal=each, family_name="Perez") for each in proposals)
    Proposal.topics.through.objects.all().delete()
    Proposal.topics.through.objects.bulk_create(
        Proposal.topics.through(proposal=each, topic=world.topic) for each in proposals
    )
    Assignment.objects.all().delete()
    readings = Assignment.objects.bulk_create(
        Assignment(stage=world.stage, proposal=each, reviewer=reader, at=at)
        for each in proposals
        for reader in (cast.rita, cast.raj)
    )
    stamps = {"saved_at": at, "submitted_at": at}
    reviews = Review.objects.bulk_create(Review(assignment=each, advice="accept", **stamps) for each in readings[::2])
    Score.objects.bulk_create(
        Score(review=review, criterion=criterion, value=3) for review in reviews for criterion in criteria
    )
    Evidence.objects.all().delete()
    Evidence.objects.bulk_create(
        Evidence(proposal=each, person=cast.raj, kind="namesake", binds=False, may_clear=True, found_at=at)
        for each in proposals
    )
    world.stage.decisions.all().delete()
    for each in proposals:
        world.stage.decisions.create(proposal=each, outcome="accept", by=cast.chen, at=at)


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("many", [1, 3, 300])
def test_pages_ask_as_much_at_any_length(committee, cast, sign_in, at, many):
    fill(committee, cast, at, many)
    reviews = f"/{committee.world.meeting.slug}/reviews/"
    raj, chen = cast.raj, cast.chen
    asked = {"worklist": queries(sign_in(raj), reviews)}
    client = sign_in(chen)
    asked["ranking"] = queries(client, committee.path("ranking/"))
    asked["figures"] = queries(client, committee.path("figures/"))
    asked["report"] = queries(client, committee.path("readers/"))
    asked["sheet"] = queries(client, committee.path("ranking.csv"))
    asked["assign"] = queries(client, committee.path("assign/"))
    asked["conflicts"] = queries(client, committee.path("conflicts/"))
    asked["letters"] = queries(client, committee.path("letters/"))
    assert asked == {
        "worklist": WORKLIST,
        "ranking": RANKING,
        "figures": FIGURES,
        "report": REPORT,
        "sheet": SHEET,
        "assign": ASSIGN,
        "letters": LETTERS,
        "conflicts": CONFLICTS,
    }


def test_a_proposal_before_its_committee_asks_as_much_among_300(committee, cast, sign_in, at):
    client, address = sign_in(cast.chen), committee.path(f"proposals/{committee.mine.code}/")
    fill(committee, cast, at, 1)
    alone = queries(client, address)
    fill(committee, cast, at, 300)
    assert queries(client, address) == alone


@pytest.mark.parametrize("more", [0, 2, 20])
def test_the_choice_of_readers_asks_as_much_for_any_committee(committee, cast, sign_in, more):
    for number in range(more):
        make_seat(committee.world.committee, make_person(f"member{number}"))
    assert queries(sign_in(cast.chen), committee.path(f"assign/{committee.mine.code}/")) == READERS
