"""A committee at work: two proposals in review, one of them of somebody else, and a stage that approves."""

import re
from dataclasses import dataclass

import pytest

from proposals.models import Proposal
from reviews.models import Assignment
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment, make_review
from tests.factories.world import World


@dataclass
class Committee:
    """`mine` is Paula's, read by Rita (done, 5 and 4) and Raj; `other` is of Nora, read by Raj (done) and Rita."""

    world: World
    mine: Proposal
    other: Proposal
    ritas: Assignment
    rajs: Assignment

    def path(self, page: str, *, stage=None) -> str:
        return f"/{self.world.meeting.slug}/stages/{(stage or self.world.stage).pk}/{page}"


@pytest.fixture
def committee(world, at) -> Committee:
    world.stage.decides = "approve"
    world.stage.save()
    nora = make_person("nora")
    other = make_proposal(world.format, nora, at, "in_review", title="Canary other of Nora")
    ritas = make_assignment(world.stage, other, world.cast.rita, at)
    rajs = make_assignment(world.stage, other, world.cast.raj, at)
    make_review(
        rajs, at, 2, 3, advice="discuss", to_proposer="Canary comment of Raj", to_committee="Canary note of Raj"
    )
    return Committee(world, world.in_review, other, ritas, rajs)


def seen(response) -> str:
    """A page as it reads, without what differs from one answer to the next."""
    body = response.content.decode()
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", body)
    return re.sub(r'nonce="[^"]*"', "", body)
