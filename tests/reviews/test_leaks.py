"""The leak report: who leads a double-blind stage sees what still tells who proposes, and withholds it."""

import re

import pytest

from proposals.models import EarlierEdition
from reviews.models import Stage, WithheldPart
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_prompt
from tests.reviews.conftest import seen


@pytest.fixture
def leaky(committee, cast, at):
    """Paula's proposal in a double-blind stage: an answer names her, it has a file and an edition."""
    world = committee.world
    Stage.objects.filter(pk=world.stage.pk).update(anonymity="throughout")
    proposal = committee.mine
    proposal.summary = "As we have previously shown, clots form."
    proposal.answers = {**proposal.answers, "why-now": "Perez of the Hospital del Rio opens her registry."}
    proposal.save()
    earlier = make_proposal(world.format, cast.paula, at, "confirmed", title="Ironworks")
    EarlierEdition.objects.create(proposal=proposal, title="Ironworks", year=2025, earlier=earlier)
    return proposal


def marked(page: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", page)


def test_every_finding_stands_in_its_place_with_what_to_do(committee, leaky, cast, sign_in):
    page = seen(sign_in(cast.chen).get(committee.path(f"proposals/{leaky.code}/leaks/")))
    assert marked(page) == [
        "we have previously shown",
        "Perez",
        "Hospital del Rio",
        "Ironworks",
        "Canary file of Paula.pdf",
    ]
    assert "Withhold the part, or ask the proposers for other words." in page
    overview = seen(sign_in(cast.chen).get(committee.path("leaks/")))
    assert '<td class="num" data-label="Findings">5</td>' in overview
    assert "nothing found" in overview, "of Nora's"


def test_an_answer_that_only_one_gives_is_told(committee, leaky, cast, sign_in, at):
    make_prompt(committee.world.call, "country", kind="choice", choices=["Iceland", "India"], label="Country")
    for proposal, country in ((leaky, "Iceland"), (committee.other, "India"), (committee.world.submitted, "India")):
        proposal.answers = {**proposal.answers, "country": country}
        proposal.save()
    client = sign_in(cast.chen)
    assert "Iceland" in marked(seen(client.get(committee.path(f"proposals/{leaky.code}/leaks/"))))
    assert marked(seen(client.get(committee.path(f"proposals/{committee.other.code}/leaks/")))) == []


def test_a_part_is_withheld_from_readers_and_shown_again(committee, leaky, cast, sign_in):
    address, world = committee.path(f"proposals/{leaky.code}/leaks/"), committee.world
    reading = f"/{world.meeting.slug}/reviews/{world.rajs.pk}/"
    assert "her registry" in seen(sign_in(cast.raj).get(reading))
    for part in ("answer:why-now", "answer:letter", "summary"):
        sign_in(cast.chen).post(f"{address}withhold/", {"part": part})
    assert marked(seen(sign_in(cast.chen).get(address))) == ["Ironworks"]
    assert "her registry" in seen(sign_in(cast.chen).get(committee.path(f"proposals/{leaky.code}/")))
    page = seen(sign_in(cast.raj).get(reading))
    assert "her registry" not in page
    assert "previously shown" not in page
    assert page.count("Withheld while this stage reads double-blind.") == 3
    assert sign_in(cast.raj).get(f"{reading}files/{world.file.code}/").status_code == 404
    sign_in(cast.chen).post(f"{address}withhold/", {"part": "answer:why-now", "show": "1"})
    assert "her registry" in seen(sign_in(cast.raj).get(reading))


def test_only_who_leads_it_withholds_and_only_what_is_there(committee, leaky, cast, sign_in):
    address = committee.path(f"proposals/{leaky.code}/leaks/withhold/")
    assert sign_in(cast.rita).post(address, {"part": "summary"}).status_code == 404
    assert sign_in(cast.chen).post(address, {"part": "answer:no-such"}).status_code == 403
    Stage.objects.update(anonymity="open")
    assert sign_in(cast.chen).post(address, {"part": "summary"}).status_code == 403
    assert not WithheldPart.objects.exists()


@pytest.mark.parametrize("more", [0, 5])
def test_one_and_many_proposals_cost_the_same(committee, leaky, cast, sign_in, at, django_assert_num_queries, more):
    for number in range(more):
        make_proposal(committee.world.format, cast.felix, at, "in_review", title=f"Number {number}")
    client = sign_in(cast.chen)
    with django_assert_num_queries(15):
        client.get(committee.path("leaks/"))
