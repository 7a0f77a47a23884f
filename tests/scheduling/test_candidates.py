"""Talks of a workshop that is not held: asked for by letter, answered without an account, placed elsewhere."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from letters.models import Letter
from people.models import Person
from people.refusal import Refused
from proposals import actions
from proposals.actions.candidates import answer
from proposals.models import Candidate, Consent, Invitation
from proposals.models.faculty import ProgramItem
from reviews.models import Conflict
from scheduling.actions.candidates import take_up
from scheduling.actions.sessions import open_session
from scheduling.models import SessionItem
from tests.factories.proposals import make_proposal


@pytest.fixture
def clock(monkeypatch, at):
    monkeypatch.setattr(timezone, "now", lambda: at)


@pytest.fixture
def declined(world, cast, at):
    """Paula's, with a talk of Felix, one of somebody without an address, and a discussion."""
    proposal = make_proposal(world.format, cast.paula, at, "declined", title="Canary declined")
    felix = proposal.faculty.create(
        family_name="Fuchs", given_name="Felix", email=cast.felix.email, person=cast.felix
    )
    nobody = proposal.faculty.create(family_name="Nobody", given_name="Ned")
    for order, (title, row) in enumerate((("=cmd()|' /C calc'!A0", felix), ("Platelets", nobody))):
        ProgramItem.objects.create(proposal=proposal, title=title, minutes=20, speaker=row, order=order)
    ProgramItem.objects.create(proposal=proposal, kind="discussion", title="All", minutes=30, speaker=felix, order=9)
    return proposal


@pytest.fixture
def candidates(declined, cast, at):
    return actions.make_candidates(declined, by=cast.chen, at=at)


def link_of(letter):
    return re.search(r"/candidates/[\w-]+/", letter.body)[0]


def make_page(world, proposal):
    return reverse("candidates_make", args=[world.meeting.slug, world.call.slug, proposal.code])


def list_page(world):
    return reverse("candidate_list", args=[world.meeting.slug])


def test_one_click_makes_the_talks_candidates_and_asks_their_speakers(world, declined, cast, sign_in, clock):
    client = sign_in(cast.olga)
    assert "They learn that the workshop is not held" in client.get(make_page(world, declined)).content.decode()
    assert not Candidate.objects.exists()
    client.post(make_page(world, declined))
    assert {(each.speaker, each.state) for each in Candidate.objects.all()} == {
        ("Felix Fuchs", "asked"),
        ("Ned Nobody", "unasked"),
    }
    letter = Letter.objects.get(kind="candidates.asked")
    assert letter.to_address == cast.felix.email
    token = link_of(letter).split("/")[2]
    assert token not in str(list(Candidate.objects.values_list()))
    client.post(make_page(world, declined))
    assert Candidate.objects.count() == 2
    assert Letter.objects.filter(kind="candidates.asked").count() == 1


@pytest.mark.parametrize("state", ["submitted", "in_review", "waitlisted", "accepted", "confirmed", "merged"])
def test_nothing_is_asked_before_the_decline_is_known(state, world, cast, at, sign_in, clock):
    more = {"merged_into": world.in_review} if state == "merged" else {}
    proposal = make_proposal(world.format, cast.paula, at, state, **more)
    assert sign_in(cast.olga).post(make_page(world, proposal)).status_code == 403
    with pytest.raises(Refused):
        actions.make_candidates(proposal, by=cast.olga, at=at)
    assert not Candidate.objects.exists()


def test_who_consented_when_invited_is_not_asked_again(declined, cast, at):
    row = declined.faculty.get(person=cast.felix)
    stamps = {"asked_at": at, "reply_by_at": at + timedelta(days=9), "answered_at": at, "state": "accepted"}
    invitation = Invitation.objects.create(proposal=declined, key=row.key, email=row.email, **stamps)
    Consent.objects.create(invitation=invitation, use="elsewhere", is_given=True, at=at)
    actions.make_candidates(declined, by=cast.chen, at=at)
    candidate = Candidate.objects.get(email=cast.felix.email)
    assert (candidate.state, candidate.beforehand) == ("yes", True)
    assert not Letter.objects.filter(kind="candidates.asked").exists()


def test_an_unfinished_text_of_a_withdrawn_workshop_is_told_to_nobody(world, cast, at, declined):
    declined.state, declined.state_before = "withdrawn", "revision_asked"
    declined.save()
    declined.items.update(title="Canary typed since")
    made = actions.make_candidates(declined, by=cast.olga, at=at)
    assert made == []


def test_a_scanner_changes_nothing_and_the_speaker_answers_without_an_account(candidates, clock, at):
    stranger = Client(enforce_csrf_checks=True)
    link = link_of(Letter.objects.get(kind="candidates.asked"))
    for _ in range(2):
        page = stranger.get(link)
        stranger.head(link)
    assert page.status_code == 200
    assert Candidate.objects.get(speaker="Felix Fuchs").answer == ""
    assert stranger.post(link, {"answer": "yes"}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    stranger.post(link, {"answer": "yes", "csrfmiddlewaretoken": token})
    assert Candidate.objects.get(speaker="Felix Fuchs").answer == "yes"
    assert "_auth_user_id" not in stranger.session
    stranger.post(link, {"answer": "no", "csrfmiddlewaretoken": token})
    assert Candidate.objects.get(speaker="Felix Fuchs").answer == "no"


def test_a_wrong_link_finds_nothing(candidates, client):
    assert client.get("/candidates/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/").status_code == 404
    assert client.get("/candidates//").status_code == 404


def test_what_came_back_is_neither_answered_nor_taken_up(world, declined, candidates, cast, at):
    felix = Candidate.objects.get(speaker="Felix Fuchs")
    answer(felix, consents=True, at=at)
    declined.state = "accepted"
    declined.save()
    with pytest.raises(Refused, match="takes place after all"):
        answer(felix, consents=False, at=at)
    with pytest.raises(Refused, match="is back"):
        take_up(felix, world.session, by=cast.olga, at=at)


def test_a_talk_is_taken_up_once_and_only_with_consent(world, candidates, cast, at, sign_in, clock):
    felix = Candidate.objects.get(speaker="Felix Fuchs")
    page = reverse("candidate_take_up", args=[world.meeting.slug, felix.code])
    client = sign_in(cast.olga)
    assert client.post(page, {"session": world.session.code}).status_code == 403
    answer(felix, consents=True, at=at)
    client.post(page, {"session": world.session.code})
    item = SessionItem.objects.get(candidate=felix)
    assert (item.session, item.speaker.person, item.minutes) == (world.session, cast.felix, 20)
    assert client.post(page, {"session": world.session.code}).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionItem.objects.create(session=world.session, candidate=felix)
    assert world.session.title in client.get(list_page(world)).content.decode()


def test_a_taken_up_talk_outlives_a_new_text_of_its_session(world, candidates, cast, at):
    confirmed = make_proposal(world.format, cast.ada, at, "confirmed", title="Held")
    session = open_session(confirmed, by=None, at=at)
    felix = Candidate.objects.get(speaker="Felix Fuchs")
    answer(felix, consents=True, at=at)
    take_up(felix, session, by=cast.olga, at=at)
    open_session(confirmed, by=None, at=at)
    assert [item.candidate for item in session.items.all()] == [felix]
    assert session.people.filter(person=cast.felix).exists()


@pytest.mark.parametrize("who", ["stan", "paula", "felix", "rita", "chen"])
def test_the_list_is_for_staff(who, world, candidates, cast, sign_in, clock):
    assert sign_in(getattr(cast, who)).get(list_page(world)).status_code == 404


def test_a_chair_makes_candidates_only_of_what_her_stage_decided(world, declined, cast, at, sign_in, clock):
    from reviews.models import Decision

    assert sign_in(cast.chen).get(make_page(world, declined)).status_code == 404
    Decision.objects.create(stage=world.stage, proposal=declined, outcome="decline", at=at, released_at=at)
    assert sign_in(cast.chen).post(make_page(world, declined)).status_code == 302
    for person in (cast.rita, cast.paula, cast.stan):
        assert sign_in(person).post(make_page(world, declined)).status_code == 404


def test_a_conflict_hides_the_talks(world, declined, candidates, cast, at, sign_in, clock):
    Conflict.objects.create(proposal=declined, person=cast.olga, reason="My student.", at=at)
    client = sign_in(cast.olga)
    felix = Candidate.objects.get(speaker="Felix Fuchs")
    answer(felix, consents=True, at=at)
    assert "Platelets" not in client.get(list_page(world)).content.decode()
    assert "Platelets" not in client.get(f"{list_page(world)}?as=csv").content.decode()
    page = reverse("candidate_take_up", args=[world.meeting.slug, felix.code])
    assert client.post(page, {"session": world.session.code}).status_code == 404
    assert client.get(make_page(world, declined)).status_code == 404
    with pytest.raises(Refused):
        take_up(felix, world.session, by=cast.olga, at=at)
    assert "Canary declined" not in client.get("/letters/").content.decode()


def test_a_conflict_hides_the_letters_to_the_speakers(declined, candidates, cast, at, sign_in):
    said = "May your talk"
    assert said in sign_in(cast.olga).get("/letters/").content.decode()
    Conflict.objects.create(proposal=declined, person=cast.olga, reason="My student.", at=at)
    assert said not in sign_in(cast.olga).get("/letters/").content.decode()


def test_formulas_are_words_in_the_file(world, candidates, cast, sign_in, clock):
    said = sign_in(cast.olga).get(f"{list_page(world)}?as=csv").content.decode()
    assert "'=cmd()" in said
    assert not any(line.startswith(("=", '"=')) for line in said.splitlines())


def test_the_filter_finds_by_word_and_by_consent(world, candidates, cast, sign_in, clock):
    client = sign_in(cast.olga)
    assert "Platelets" in client.get(f"{list_page(world)}?q=ned").content.decode()
    found = client.get(f"{list_page(world)}?state=asked").content.decode()
    assert "Platelets" not in found
    assert "Felix Fuchs" in found


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(
    count, world, declined, cast, at, sign_in, django_assert_num_queries, clock
):
    for place in range(count):
        facts = {"title": f"Talk {place}", "speaker": "Ned", "answer": "yes", "answered_at": at, "at": at}
        Candidate.objects.create(meeting=world.meeting, proposal=declined, item=str(place), **facts)
    client = sign_in(cast.olga)
    with django_assert_num_queries(QUERIES):
        client.get(list_page(world))


QUERIES = 10


def test_a_speaker_without_an_account_is_welcomed_when_her_talk_is_taken_up(world, declined, cast, at):
    declined.faculty.filter(family_name="Nobody").update(email="ned@example.org")
    [ned] = [
        each for each in actions.make_candidates(declined, by=cast.olga, at=at) if each.email == "ned@example.org"
    ]
    answer(ned, consents=True, at=at)
    take_up(ned, world.session, by=cast.olga, at=at)
    assert Person.objects.get(email="ned@example.org").name == "Ned Nobody"
