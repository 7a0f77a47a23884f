"""Whoever has a conflict lives in a world without the proposal: every page of hers is the same, to the letter and
in the number of its queries.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from letters.models import Letter
from proposals.models import Faculty
from reviews.actions.deciding import decide
from reviews.actions.looking import look_again
from reviews.models import ActingChair, Assignment, Conflict, Decision
from tests.factories.letters import make_letter
from tests.reviews.conftest import seen

PAGES = [
    "ranking/",
    "ranking/?sort=-mean",
    "ranking/?undecided=on",
    "ranking.csv",
    "assign/",
    "assign/?q=canary",
    "letters/",
    "letters/release/",
    "conflicts/",
    "conflicts/?state=blocked",
    "conflicts/?q=canary&kind=together",
    "conflicts/new/",
    "substitutes/",
    "conflicts/check/?address=raj@example.org",
]


@pytest.fixture
def decided(committee, cast, at):
    """Both proposals are decided and have a held letter."""
    for proposal in (committee.mine, committee.other):
        decision = decide(committee.world.stage, proposal=proposal, outcome="accept", by=cast.chen, at=at)
        decision.letter = make_letter(proposal.proposer, at, subject=f"About {proposal}")
        decision.save()
    return committee


def declared(committee, person, at):
    Conflict.objects.create(proposal=committee.other, person=person, reason="We share a grant", at=at, by=person)


def declared_of(proposal, person):
    Conflict.objects.create(proposal=proposal, person=person, reason="We share a grant", at=proposal.created_at)


def named(committee, person, at):
    Faculty.objects.create(proposal=committee.other, family_name="Named", email=person.email.upper())


def proposing(committee, person, at):
    committee.other.proposer = person
    committee.other.save()


def together(committee, cast):
    """What is found about Raj and Paula's proposal is found in Nora's, but for a namesake of his."""
    for person in (cast.raj, cast.paula):
        Faculty.objects.create(proposal=committee.other, person=person, family_name=person.family_name)
    Faculty.objects.create(proposal=committee.mine, family_name="Rao", given_name="R.")


def look(client, committee, pages):
    """What was counted for the ranking is remembered, so each page is opened once before it is compared."""
    found = {}
    for page in pages:
        client.get(committee.path(page))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(committee.path(page))
        found[page] = (response.status_code, seen(response), len(queries))
    return found


@pytest.mark.parametrize("who", ["chen", "olga"])
@pytest.mark.parametrize("conflict", [declared, named, proposing])
def test_pages_of_a_stage_equal_those_of_a_world_without_the_proposal(decided, cast, sign_in, at, who, conflict):
    person = getattr(cast, who)
    conflict(decided, person, at)
    together(decided, cast)
    ActingChair.objects.create(stage=decided.world.stage, proposal=decided.other, person=cast.raj, at=at)
    look_again(decided.world.stage, by=cast.olga, at=at)
    client = sign_in(person)
    client.get(decided.path("ranking/"))
    within = look(client, decided, PAGES)
    assert all(status == 200 for status, _, _ in within.values())
    assert "Canary in review by Paula" in within["ranking/"][1]
    assert not any("Nora" in body for _, body, _ in within.values())
    assert "Raj Rao" in within["conflicts/"][1]
    decided.other.delete()
    assert look(client, decided, PAGES) == within


def test_a_proposal_in_conflict_answers_as_one_that_does_not_exist(decided, cast, sign_in, at):
    declared(decided, cast.chen, at)
    client = sign_in(cast.chen)
    client.get(decided.path("ranking/"))
    for page in ("proposals/{}/", "proposals/{}/conflict/", "proposals/{}/substitute/", "assign/{}/"):
        pages = [page.format(code) for code in (decided.other.code, "zzzzzzzz")]
        there, nowhere = look(client, decided, pages).values()
        assert there[0] == 404
        assert there == nowhere


def test_the_files_leave_it_out_too(decided, cast, sign_in, at):
    declared(decided, cast.chen, at)
    body = sign_in(cast.chen).get(decided.path("ranking.csv")).content.decode("utf-8-sig")
    assert [line.split(",")[2] for line in body.splitlines()[1:]] == ["Canary in review by Paula"]


def test_a_reader_in_conflict_loses_the_proposal_and_keeps_only_her_own_words(committee, cast, sign_in, at):
    client = sign_in(cast.rita)
    page = f"/{committee.world.meeting.slug}/reviews/{committee.ritas.pk}/"
    assert client.get(page).status_code == 200
    client.post(f"{page}conflict/", {"reason": "We share a grant"})
    assert client.get(page).status_code == 404
    worklist = seen(client.get(f"/{committee.world.meeting.slug}/reviews/"))
    assert "Nora" not in worklist
    assert "We share a grant" in worklist
    assert "1 of 1" in worklist


def test_a_worklist_without_a_declaration_equals_one_without_the_proposal(committee, cast, sign_in, at):
    named(committee, cast.rita, at)
    client, address = sign_in(cast.rita), f"/{committee.world.meeting.slug}/reviews/"
    client.get(address)
    within = seen(client.get(address))
    committee.other.delete()
    assert seen(client.get(address)) == within


def test_who_stands_in_for_a_chair_and_is_named_in_it_reads_nothing_of_it(committee, cast, sign_in, at):
    Assignment.objects.filter(reviewer=cast.raj).delete()
    ActingChair.objects.create(stage=committee.world.stage, proposal=committee.other, person=cast.raj, at=at)
    client, address = sign_in(cast.raj), f"/{committee.world.meeting.slug}/reviews/"
    assert "Nora" in seen(client.get(address))
    named(committee, cast.raj, at)
    assert "Nora" not in seen(client.get(address))


def test_what_came_in_late_is_counted_without_what_is_hidden(committee, cast, sign_in):
    client, page = sign_in(cast.chen), committee.path("assign/")
    before = client.get(page).context["late"]
    declared_of(committee.world.submitted, cast.chen)
    assert client.get(page).context["late"] == before - 1


def test_a_review_of_a_reader_in_conflict_counts_no_more_and_counts_again_once_lifted(committee, cast, sign_in, at):
    def readings():
        body = sign_in(cast.chen).get(committee.path("ranking.csv")).content.decode("utf-8-sig")
        return {line.split(",")[2]: line.split(",")[6:8] for line in body.splitlines()[1:]}

    before = readings()
    assert before["Canary other of Nora"] == ["1", "2"]
    declared(committee, cast.raj, at)
    assert readings()["Canary other of Nora"] == ["0", "1"]
    conflict = Conflict.objects.get()
    sign_in(cast.olga).post(committee.path(f"conflicts/{conflict.pk}/lift/"))
    assert readings() == before


def test_releasing_all_leaves_what_is_hidden_from_her_held(decided, cast, sign_in, at, monkeypatch):
    Letter.objects.update(kind="decision.accepted")
    declared(decided, cast.chen, at)
    sign_in(cast.chen).post(decided.path("letters/release/"))
    released = {row.proposal: row.released_at is not None for row in Decision.objects.select_related("proposal")}
    assert released == {decided.mine: True, decided.other: False}
    assert Letter.objects.held().filter(subject__contains="Nora").count() == 1
