"""A workshop over the years: named by its proposer, with what is known of it for committees, and nothing else."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from people.refusal import Refused
from proposals import actions
from proposals.models import EarlierEdition, EditionReport, Proposal
from reviews.models import Conflict
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting


@pytest.fixture
def clock(monkeypatch, at):
    monkeypatch.setattr(timezone, "now", lambda: at)


@pytest.fixture
def formats(world, at):
    """Of meetings that are over."""
    years = {}
    for year in (2023, 2024, 2025):
        dates = {"starts_on": date(year, 12, 4), "ends_on": date(year, 12, 7)}
        meeting = make_meeting(f"ash-{year}", name=f"Annual Meeting {year}", **dates)
        years[year] = make_format(make_call(meeting, at))
    return years


@pytest.fixture
def held(formats, cast, at):
    """Felix's workshop, held in public."""
    return make_proposal(formats[2024], cast.felix, at, "confirmed", title="Canary held in 2024")


@pytest.fixture
def declined(formats, cast, at):
    return make_proposal(formats[2023], cast.felix, at, "declined", title="Canary declined in 2023")


def link(proposal, earlier):
    EarlierEdition.objects.create(proposal=proposal, earlier=earlier, title=str(earlier), year=2024)


def address(world, proposal, name="lineage"):
    call = proposal.call
    return reverse(name, args=[call.meeting.slug, call.slug, proposal.code])


def test_a_proposer_names_what_was_held_in_public(world, held, cast, at, sign_in, clock):
    client = sign_in(cast.paula)
    page = reverse("edition_link", args=[world.draft.code])
    assert "Canary held in 2024" in client.get(f"{page}?q=held").content.decode()
    client.post(page, {"code": held.code})
    edition = world.draft.earlier_editions.get()
    assert (edition.earlier, edition.title, edition.year) == (held, "Canary held in 2024", 2024)
    assert "Named already" in client.get(f"{page}?q=held").content.decode()


@pytest.mark.parametrize("state", ["declined", "accepted", "withdrawn", "in_review", "draft"])
def test_what_was_not_public_is_neither_found_nor_named(state, world, formats, cast, at, sign_in, clock):
    secret = make_proposal(formats[2024], cast.felix, at, state, title="Canary secret")
    client = sign_in(cast.paula)
    page = reverse("edition_link", args=[world.draft.code])
    assert "Canary secret" not in client.get(f"{page}?q=secret").content.decode()
    assert client.post(page, {"code": secret.code}).status_code == 404
    with pytest.raises(Refused, match="no such earlier edition"):
        actions.link_edition(world.draft, secret, by=cast.paula, at=at)


def test_a_meeting_to_come_has_no_earlier_editions(world, cast, at, sign_in, clock):
    make_proposal(world.format, cast.felix, at, "confirmed", title="Canary confirmed for this year")
    page = reverse("edition_link", args=[world.draft.code])
    assert "Canary confirmed" not in sign_in(cast.paula).get(f"{page}?q=confirmed").content.decode()


def test_her_own_declined_one_can_be_named(world, formats, cast, at, sign_in, clock):
    mine = make_proposal(formats[2023], cast.paula, at, "declined", title="My first try")
    page = reverse("edition_link", args=[world.draft.code])
    assert "My first try" in sign_in(cast.paula).get(page).content.decode()
    assert actions.link_edition(world.draft, mine, by=cast.paula, at=at).earlier_editions.get().earlier == mine


def test_who_does_not_write_names_nothing(world, held, cast, sign_in, clock):
    page = reverse("edition_link", args=[world.draft.code])
    for person in (cast.felix, cast.olga, cast.chen):
        assert sign_in(person).post(page, {"code": held.code}).status_code == 404
    assert not world.draft.earlier_editions.exists()


def test_readers_see_decision_attendance_and_report(world, held, declined, cast, at, sign_in, clock):
    actions.write_report(held, attendance=85, report="A consensus on dosing.", by=cast.olga, at=at)
    link(world.in_review, held)
    link(held, declined)
    pages = {
        cast.rita: reverse("review", args=[world.meeting.slug, world.ritas.pk]),
        cast.chen: reverse("dossier", args=[world.meeting.slug, world.stage.pk, world.in_review.code]),
    }
    for person, page in pages.items():
        html = sign_in(person).get(page).content.decode()
        assert "Canary held in 2024" in html
        assert "85 people came" in html
        assert "A consensus on dosing." in html
    html = sign_in(cast.rita).get(address(world, world.in_review)).content.decode()
    assert "2023, 2024, 2027" in html
    assert "Not accepted" in html
    assert "Accepted and confirmed" in html


def test_a_decision_that_nobody_knows_yet_is_none(world, formats, cast, at, sign_in, clock):
    earlier = make_proposal(formats[2025], cast.felix, at, "in_review", title="Canary under review")
    link(world.in_review, earlier)
    html = sign_in(cast.chen).get(address(world, world.in_review)).content.decode()
    assert "No decision is known" in html


def test_a_draft_is_in_no_lineage(world, held, cast, at, sign_in, clock):
    link(world.in_review, held)
    link(world.draft, held)
    html = sign_in(cast.olga).get(address(world, world.in_review)).content.decode()
    assert "Canary draft of Paula" not in html


def test_a_conflict_hides_an_edition_and_with_the_proposal_itself_the_page(world, held, cast, at, sign_in, clock):
    link(world.in_review, held)
    Conflict.objects.create(proposal=held, person=cast.olga, reason="My husband’s.", at=at)
    assert "Canary held" not in sign_in(cast.olga).get(address(world, world.in_review)).content.decode()
    Conflict.objects.create(proposal=world.in_review, person=cast.chen, reason="My student’s.", at=at)
    assert sign_in(cast.chen).get(address(world, world.in_review)).status_code == 404
    assert sign_in(cast.paula).get(address(world, world.in_review)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_long_the_lineage(
    count, world, formats, cast, at, sign_in, django_assert_num_queries, clock
):
    later = world.in_review
    for year in list(formats)[:count]:
        earlier = make_proposal(formats[year], cast.felix, at, "confirmed", title=f"In {year}")
        link(later, earlier)
        later = earlier
    client = sign_in(cast.rita)
    with django_assert_num_queries(QUERIES):
        client.get(address(world, world.in_review))


QUERIES = 11


def test_staff_write_down_what_became_of_it_and_nobody_else(world, held, declined, cast, at, sign_in, clock):
    page = address(world, held, "edition_report")
    for person in (cast.chen, cast.felix, cast.paula):
        assert sign_in(person).post(page, {"attendance": 3}).status_code == 404
    with pytest.raises(Refused):
        actions.write_report(held, attendance=3, by=cast.chen, at=at)
    client = sign_in(cast.olga)
    assert client.post(page, {"attendance": "-1"}).status_code == 422
    client.post(page, {"attendance": "85", "report": "<b>Good</b>"})
    report = EditionReport.objects.get()
    assert (report.attendance, report.report, report.by) == (85, "<b>Good</b>", cast.olga)
    assert "&lt;b&gt;Good" in client.get(address(world, held)).content.decode()
    with pytest.raises(Refused, match="nothing became of it"):
        actions.write_report(declined, attendance=3, by=cast.olga, at=at)


def test_an_edition_cannot_be_smuggled_in_by_the_editor(world, declined, cast, at, sign_in, clock):
    page = reverse("proposal_edit", args=[world.draft.code, "earlier-editions"])
    sent = {
        "editions-TOTAL_FORMS": "1",
        "editions-INITIAL_FORMS": "0",
        "editions-0-key": "k7m2p4qx",
        "editions-0-title": "Mine",
        "editions-0-earlier": declined.code,
        "base_version": "1",
        "go": "stay",
    }
    sign_in(cast.paula).post(page, sent)
    assert Proposal.objects.get(pk=world.draft.pk).earlier_editions.get().earlier is None
