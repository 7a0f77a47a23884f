"""Who knows whom in a stage: names reach nobody from whom the stage hides them, on none of its pages and files."""

import pytest

from proposals.models import EarlierEdition, Faculty, ProgramItem
from reviews.blindness.sight import alias
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_review
from tests.factories.rules import make_rule
from tests.factories.workshops import make_seat
from tests.reviews.conftest import seen

NAMES = ("Perez", "Hospital del Rio", "Nils", "Canary file of Paula", "Ironworks")
"""Who proposes, her institution, a colleague, what her file is called, and the edition before."""


@pytest.fixture
def named(committee, cast, at):
    """Paula's proposal names herself, a colleague who speaks, and an earlier edition that is here."""
    proposal = committee.mine
    nils = Faculty.objects.create(proposal=proposal, given_name="Nils", family_name="Colleague", order=2)
    ProgramItem.objects.create(proposal=proposal, title="A talk", minutes=10, speaker=nils)
    earlier = make_proposal(committee.world.format, cast.paula, at, "declined", title="Ironworks")
    EarlierEdition.objects.create(proposal=proposal, title="Ironworks", year=2025, earlier=earlier)
    return proposal


@pytest.fixture
def ada(committee, cast):
    """She decides in the stage, reads nothing in it and does not lead it."""
    make_seat(committee.world.committee, cast.ada, "approve")
    return cast.ada


def blind(committee, anonymity, **more):
    stage = committee.world.stage
    for name, value in ({"anonymity": anonymity} | more).items():
        setattr(stage, name, value)
    stage.save()


def review_page(committee, assignment) -> str:
    return f"/{committee.world.meeting.slug}/reviews/{assignment.pk}/"


def told(page: str) -> list[str]:
    return [name for name in NAMES if name in page]


@pytest.mark.parametrize(
    ("anonymity", "before", "after"),
    [("open", True, True), ("blind", True, True), ("double", False, True), ("throughout", False, False)],
)
def test_a_reader_learns_who_proposes_when_the_stage_lets_her(
    committee, named, cast, sign_in, at, anonymity, before, after
):
    blind(committee, anonymity)
    rajs = committee.world.rajs
    page = review_page(committee, rajs)
    assert bool(told(seen(sign_in(cast.raj).get(page)))) is before
    make_review(rajs, at, 3, 3)
    assert told(seen(sign_in(cast.raj).get(page))) == (list(NAMES) if after else [])


def test_closing_the_stage_ends_it(committee, named, cast, sign_in, at):
    blind(committee, "throughout", closed_at=at)
    assert told(seen(sign_in(cast.rita).get(review_page(committee, committee.world.ritas)))) == list(NAMES)


@pytest.mark.parametrize("who", ["chen", "olga"])
def test_who_leads_sees_every_name(committee, named, cast, sign_in, who):
    blind(committee, "throughout")
    client = sign_in(getattr(cast, who))
    page = seen(client.get(committee.path(f"proposals/{named.code}/")))
    assert told(page) == list(NAMES)
    assert f"Rita Romano ({alias(committee.world.ritas)})" in page
    assert "Paula Perez" in client.get(committee.path("ranking.csv")).content.decode()


def test_who_decides_without_leading_meets_no_name_anywhere(committee, named, ada, sign_in):
    world = committee.world
    make_rule(world.call, "organizers_speak", "tell", speak="always")
    blind(committee, "double")
    client = sign_in(ada)
    pages = [
        committee.path(name)
        for name in ("ranking/", "ranking.csv", "rules/", "waiting-list/", f"proposals/{named.code}/")
    ]
    for page in [*pages, f"/{world.meeting.slug}/reviews/", "/search/?q=canary", "/"]:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert told(answer.content.decode()) == [], page
    assert client.get("/search/?q=perez").content.decode().count(named.title) == 0
    blind(committee, "open")
    assert "Paula Perez" in client.get(committee.path("ranking.csv")).content.decode()
    assert "Paula Perez" in client.get(committee.path("rules/")).content.decode()


def test_a_file_goes_by_the_question_it_answers(committee, named, cast, sign_in):
    blind(committee, "double")
    file = f"{review_page(committee, committee.world.rajs)}files/{committee.world.file.code}/"
    assert "Letter of support.pdf" in sign_in(cast.raj).get(file)["Content-Disposition"]
    blind(committee, "open")
    assert "Canary file of Paula.pdf" in sign_in(cast.raj).get(file)["Content-Disposition"]


def test_its_earlier_editions_are_not_to_be_looked_up(committee, named, cast, sign_in):
    page = f"/{committee.world.meeting.slug}/calls/workshops/lineage/{named.code}/"
    assert sign_in(cast.raj).get(page).status_code == 200
    blind(committee, "double")
    assert sign_in(cast.raj).get(page).status_code == 404
    assert sign_in(cast.chen).get(page).status_code == 200


def test_readers_stay_unknown_to_one_another_and_are_told_apart(committee, cast, sign_in, at):
    rajs, ritas = committee.world.rajs, committee.world.ritas
    make_review(rajs, at, 3, 3)
    open_page = seen(sign_in(cast.raj).get(review_page(committee, rajs)))
    blind(committee, "blind")
    page = seen(sign_in(cast.raj).get(review_page(committee, rajs)))
    assert "Rita Romano" in open_page
    assert "Romano" not in page
    assert alias(ritas) in page
    assert alias(ritas) != alias(committee.ritas), "another name with another proposal"
