"""The chair asks for a revision point by point; the proposer answers each; readers see both beside the difference."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from letters.models import Letter
from people.refusal import Refused
from proposals import actions
from proposals.models import Proposal
from reviews.actions import conflicts
from reviews.models import Conflict


@pytest.fixture
def proposal(world):
    world.in_review.answers = {"why-now": "It is time."}
    world.in_review.save()
    return world.in_review


@pytest.fixture
def clock(monkeypatch, at):
    def tell(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    tell(at)
    return tell


def page(world, name):
    return reverse(name, args=[world.meeting.slug, world.stage.pk, world.in_review.code])


def asks(at, *points, **more):
    until = at + timedelta(days=7)
    sent = {f"point-{place}": text for place, text in enumerate(points, start=1)}
    return sent | {"until_day": until.strftime("%Y-%m-%d"), "until_clock": "12:00", "reason": ""} | more


def ask(proposal, cast, at, *points):
    points = points or ("Name a second chair.", "Leave time to discuss.")
    return actions.ask_revision(proposal, points=points, until=at + timedelta(days=7), by=cast.chen, at=at)


def answer(proposal, at, *replies):
    proposal.refresh_from_db()
    texts = {}
    for point, (did, how) in zip(proposal.points.all(), replies, strict=False):
        texts |= {f"{point.code}-did": did, point.code: how}
    base = {"base_version": proposal.version, "by": proposal.proposer, "at": at}
    return actions.save(proposal, "points", {"replies": texts}, **base).proposal


def test_the_chair_asks_point_by_point_and_a_letter_carries_the_points(world, proposal, cast, at, sign_in, clock):
    sign_in(cast.chen).post(page(world, "revision_ask"), asks(at, "Name a second chair.", "", "Discuss more."))
    proposal.refresh_from_db()
    assert proposal.state == "revision_asked"
    assert [str(point) for point in proposal.points.all()] == ["Name a second chair.", "Discuss more."]
    letter = Letter.objects.get(kind="proposals.revision_asked")
    assert letter.to == cast.paula
    assert "Name a second chair" in letter.body
    assert "Discuss more" in letter.body
    assert "8 March 2027" in letter.body


def test_a_revision_without_points_or_with_a_date_gone_by_is_not_asked(world, proposal, cast, at, sign_in, clock):
    client = sign_in(cast.chen)
    none = client.post(page(world, "revision_ask"), asks(at))
    assert none.status_code == 422
    assert "Say what has to change" in none.content.decode()
    past = client.post(page(world, "revision_ask"), asks(at, "Shorten it.", until_day="2027-02-01"))
    assert past.status_code == 422
    assert "has to be in the future" in past.content.decode()
    assert "Shorten it." in past.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == "in_review"
    assert not proposal.points.exists()


def test_room_for_more_points_keeps_what_was_typed(world, proposal, cast, at, sign_in, clock):
    said = sign_in(cast.chen).post(page(world, "revision_ask"), asks(at, "First thing", "", "") | {"act": "more"})
    html = said.content.decode()
    assert said.status_code == 200
    assert "First thing" in html
    assert 'name="point-6"' in html
    assert "to mend" not in html


def test_resubmitting_needs_an_answer_to_each_point(proposal, cast, at):
    proposal = ask(proposal, cast, at)
    with pytest.raises(Refused, match="2 of 2 points are not answered yet"):
        actions.resubmit(proposal, by=cast.paula, at=at)
    answer(proposal, at, ("yes", "Raj is the second chair."), ("no", ""))
    with pytest.raises(Refused, match="1 of 2 points is not answered yet"):
        actions.resubmit(proposal, by=cast.paula, at=at)
    answer(proposal, at, ("yes", "Raj is the second chair."), ("no", "The format has no room for it."))
    assert actions.resubmit(proposal, by=cast.paula, at=at).state == "in_review"


def test_points_are_the_first_section_of_the_editor_only_while_they_are_asked(proposal, cast, at, sign_in, clock):
    client = sign_in(cast.paula)
    address = reverse("proposal_edit", args=[proposal.code, "points"])
    assert client.get(address).status_code == 403
    ask(proposal, cast, at)
    html = client.get(address).content.decode()
    assert "1. Name a second chair." in html
    assert "Is it done?" in html
    point = proposal.points.first()
    sent = {
        f"reply-{point.code}-did": "yes",
        f"reply-{point.code}": "Raj joins us.",
        "base_version": "1",
        "go": "stay",
    }
    client.post(address, sent)
    proposal.refresh_from_db()
    assert proposal.replies == {point.code: "Raj joins us.", f"{point.code}-did": "yes"}


def test_readers_see_no_answer_before_it_is_handed_in(world, proposal, cast, at, sign_in, clock):
    ask(proposal, cast, at)
    answer(proposal, at, ("yes", "Canary reply"), ("no", "Canary other reply"))
    readers = {
        cast.rita: reverse("review", args=[world.meeting.slug, world.ritas.pk]),
        cast.chen: page(world, "dossier"),
    }
    for person, address in readers.items():
        html = sign_in(person).get(address).content.decode()
        assert "Name a second chair." in html
        assert "Canary reply" not in html
    assert "Canary reply" in sign_in(cast.paula).get(reverse("proposal", args=[proposal.code])).content.decode()
    actions.resubmit(Proposal.objects.get(pk=proposal.pk), by=cast.paula, at=at)
    for person, address in readers.items():
        html = sign_in(person).get(address).content.decode()
        assert "Canary reply" in html
        assert "Not done" in html


def test_readers_see_what_changed_beside_the_answers(world, proposal, cast, at, sign_in, clock):
    ask(proposal, cast, at, "Say what is new.")
    answer(proposal, at, ("yes", "See the summary."))
    proposal.refresh_from_db()
    base = {"base_version": proposal.version, "by": cast.paula, "at": at}
    actions.save(proposal, "basics", {"summary": "How tumours make blood thicken."}, **base)
    actions.resubmit(Proposal.objects.get(pk=proposal.pk), by=cast.paula, at=at + timedelta(hours=1))
    html = sign_in(cast.rita).get(reverse("review", args=[world.meeting.slug, world.ritas.pk])).content.decode()
    assert "<del>clot</del>" in html
    assert "<ins>thicken</ins>" in html


def test_the_chair_gives_more_time_also_after_the_date_and_the_audit_says_so(
    world, proposal, cast, at, sign_in, clock
):
    ask(proposal, cast, at)
    answer(proposal, at, ("yes", "Done so."), ("yes", "Done so."))
    later = at + timedelta(days=8)
    clock(later)
    with pytest.raises(Refused, match="has passed"):
        actions.resubmit(Proposal.objects.get(pk=proposal.pk), by=cast.paula, at=later)
    sent = {"until_day": "2027-03-20", "until_clock": "12:00", "reason": "She was ill."}
    sign_in(cast.chen).post(page(world, "revision_extend"), sent)
    entry = Entry.objects.about(proposal).filter(verb="extend revision").get()
    assert entry.by_name == "Chen Wei"
    assert entry.detail["reason"] == "She was ill."
    assert entry.detail["before"] != entry.detail["after"]
    assert "20 March 2027" in Letter.objects.get(kind="proposals.revision_extended").body
    resubmitted = actions.resubmit(Proposal.objects.get(pk=proposal.pk), by=cast.paula, at=later)
    assert resubmitted.state == "in_review"


def test_going_on_without_a_revision_shows_nothing_that_was_not_handed_in(world, proposal, cast, at, sign_in, clock):
    ask(proposal, cast, at)
    proposal.refresh_from_db()
    base = {"base_version": proposal.version, "by": cast.paula, "at": at}
    actions.save(proposal, "basics", {"title": "Canary half typed"}, **base)
    assert sign_in(cast.chen).post(page(world, "revision_go_on")).status_code == 403
    clock(at + timedelta(days=8))
    assert sign_in(cast.chen).post(page(world, "revision_go_on")).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.title) == ("in_review", "Canary in review by Paula")
    assert "Canary half typed" in str(list(proposal.revisions.values_list("content", flat=True)))
    assert "Canary half typed" not in sign_in(cast.chen).get(page(world, "dossier")).content.decode()
    assert Letter.objects.get(kind="proposals.revision_over").to == cast.paula


@pytest.mark.parametrize("name", ["revision_ask", "revision_extend", "revision_go_on"])
def test_a_chair_in_conflict_finds_none_of_these_pages(name, world, proposal, cast, at, sign_in, clock):
    if name != "revision_ask":
        ask(proposal, cast, at)
        clock(at + timedelta(days=8))
    assert sign_in(cast.chen).get(page(world, name)).status_code == 200
    Conflict.objects.create(proposal=proposal, person=cast.chen, reason="My student.", at=at)
    assert sign_in(cast.chen).get(page(world, name)).status_code == 404
    assert sign_in(cast.rita).get(page(world, name)).status_code == 404


def test_the_action_itself_refuses_a_chair_in_conflict(world, proposal, cast, at):
    from reviews.actions import revising

    conflicts.declare(world.stage, proposal=proposal, person=cast.chen, reason="My student.", by=cast.chen, at=at)
    with pytest.raises(Refused, match="no such proposal"):
        revising.ask(proposal, points=["More."], until=at + timedelta(days=1), by=cast.chen, at=at)
    proposal.refresh_from_db()
    assert proposal.state == "in_review"


def test_markup_in_a_point_or_a_reply_stays_words(world, proposal, cast, at, sign_in, clock):
    evil = "<script>alert(1)</script> [here](https://evil.example/x)"
    ask(proposal, cast, at, evil)
    answer(proposal, at, ("yes", evil))
    actions.resubmit(Proposal.objects.get(pk=proposal.pk), by=cast.paula, at=at)
    pages = {
        cast.chen: page(world, "dossier"),
        cast.rita: reverse("review", args=[world.meeting.slug, world.ritas.pk]),
        cast.paula: reverse("proposal", args=[proposal.code]),
    }
    for person, address in pages.items():
        html = sign_in(person).get(address).content.decode()
        assert "<script>alert(1)" not in html
        assert "&lt;script&gt;alert(1)" in html
        assert 'href="https://evil.example' not in html
