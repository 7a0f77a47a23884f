"""Disclosures and the program: what waits, what is said, and what no reader learns."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from people.models import Person
from people.refusal import Refused
from program.actions import releasing
from program.disclosures import statement
from program.rendition.book import pages_of
from program.shelf import program_of_release
from scheduling.actions.placing import draft_of
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_block, make_room, make_session, make_version, place
from tests.factories.workshops import make_disclosure, make_judged, make_meeting, make_policy
from workshops.actions.disclosing import Tie, record_paper, state
from workshops.actions.judging import Verdict, judge


@pytest.fixture
def meeting(cast):
    meeting = make_meeting()
    make_policy(meeting)
    return meeting


@pytest.fixture
def version(meeting, cast, at):
    """Felix speaks in one session, Paula and Raj in another."""
    version = make_version(meeting, at)
    make_block(meeting)
    room = make_room(meeting)
    place(version, make_session(meeting, "Iron", cast.felix), room)
    place(version, make_session(meeting, "Clots", cast.paula, cast.raj), room, FRIDAY + timedelta(hours=2))
    return version


def titles(release) -> list[str]:
    return [each.title for each in program_of_release(release).living]


def again(meeting, cast, at, days=1):
    return make_release(draft_of(meeting, at=at), cast.olga, at + timedelta(days=days))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_session_is_held_until_everybody_in_it_is_complete(version, meeting, cast, at):
    make_disclosure(meeting, cast.felix, at)
    make_disclosure(meeting, cast.paula, at)
    assert titles(make_release(version, cast.olga, at)) == ["Iron"]
    raj = make_disclosure(meeting, cast.raj, at, "Acme")
    assert titles(again(meeting, cast, at)) == ["Iron"]
    make_judged(raj, cast.olga, at, step="")
    assert titles(again(meeting, cast, at, 2)) == ["Iron"]
    make_judged(make_disclosure(meeting, cast.raj, at, "Acme"), cast.olga, at)
    release = again(meeting, cast, at, 3)
    assert titles(release) == ["Iron", "Clots"]
    assert {each.sequence for each in program_of_release(release).living} == {0}


def test_a_speaker_without_an_address_is_released_once_her_paper_is_recorded(version, meeting, cast, at):
    nia = Person.objects.create(given_name="Nia", family_name="Noaddress")
    place(version, make_session(meeting, "Platelets", nia), make_room(meeting, "B"), FRIDAY + timedelta(hours=4))
    make_disclosure(meeting, cast.felix, at)
    assert titles(make_release(version, cast.olga, at)) == ["Iron"]
    paper = {"person": nia, "dated_on": at.date(), "by": cast.olga}
    record_paper(meeting, ties=[Tie("Acme", "speaker")], at=at, **paper)
    assert titles(again(meeting, cast, at)) == ["Iron"]
    record_paper(meeting, ties=[], at=at, **paper)
    release = again(meeting, cast, at, 2)
    assert titles(release) == ["Iron", "Platelets"]
    program = program_of_release(release)
    assert statement(program.living[1], program) == ["Nia Noaddress: nothing to disclose."]


def test_the_page_names_who_and_what_is_missing(version, meeting, cast, at, sign_in):
    make_disclosure(meeting, cast.felix, at)
    make_disclosure(meeting, cast.paula, at, "Acme")
    page = words(sign_in(cast.olga).get("/ash-2027/releases/"))
    assert "“Clots” is held back: what Paula Perez stated is to be judged, Raj Rao has not stated yet." in page
    assert "“Iron”" not in page
    assert "Acme" not in page


def test_the_command_prints_the_same_sentence(version, meeting, cast, at, capsys, monkeypatch):
    make_disclosure(meeting, cast.felix, at)
    monkeypatch.setattr(releasing, "render", lambda made, **about: made)
    call_command("release", "ash-2027")
    assert capsys.readouterr().out.splitlines()[0] == (
        "“Clots” is held back: Paula Perez has not stated yet, Raj Rao has not stated yet."
    )


def test_nothing_is_released_when_everything_waits(version, cast, at):
    with pytest.raises(Refused, match="Every session that has a place waits for disclosures: Felix Fuchs"):
        releasing.release(version, note="", by=cast.olga, at=at)
    with pytest.raises(CommandError, match="Every session"):
        call_command("release", "ash-2027")


def test_a_public_session_stays_when_a_disclosure_is_reopened_and_the_page_warns(version, meeting, cast, at, sign_in):
    for person in (cast.felix, cast.paula, cast.raj):
        make_disclosure(meeting, person, at)
    make_release(version, cast.olga, at)
    make_disclosure(meeting, cast.felix, at, "Acme")
    page = words(sign_in(cast.olga).get("/ash-2027/releases/"))
    stays = (
        "“Iron” is public already and stays so, without these disclosures: what Felix Fuchs stated is to be judged."
    )
    assert stays in page
    program = program_of_release(again(meeting, cast, at))
    assert [each.title for each in program.living] == ["Iron", "Clots"]
    assert cast.felix.code not in program.disclosure_by_person


def test_that_all_was_mitigated_is_said_only_when_it_is_true_of_everybody(released, meeting, cast, at, client):
    code = next(each.code for each in program_of_release(released).sessions if each.title == "Clots")
    acme = state(meeting, person=cast.paula, ties=[Tie("Acme", "consultant")], by=cast.paula, at=at)
    judged(acme, cast.olga, at)
    state(meeting, person=cast.raj, ties=[Tie("Later Inc", "speaker")], by=cast.raj, at=at)
    again(meeting, cast, at)
    page = words(client.get(f"/ash-2027/sessions/{code}/"))
    assert "Paula Perez: Acme: consultant." in page
    assert "Raj Rao:" not in page
    assert "mitigated" not in page


def test_a_cancelled_session_that_comes_back_waits_like_a_new_one(version, meeting, cast, at):
    for person in (cast.felix, cast.paula, cast.raj):
        make_disclosure(meeting, person, at)
    make_release(version, cast.olga, at)
    draft = draft_of(meeting, at=at)
    placed = draft.placements.get(session__title="Iron")
    placed.delete()
    again(meeting, cast, at)
    make_disclosure(meeting, cast.felix, at, "Acme")
    draft = draft_of(meeting, at=at)
    place(draft, placed.session, placed.room)
    program = program_of_release(make_release(draft, cast.olga, at + timedelta(days=2)))
    assert [(each.title, each.cancelled) for each in program.sessions] == [("Iron", True), ("Clots", False)]


def test_a_meeting_that_does_not_ask_holds_nothing_and_says_nothing(version, meeting, cast, at):
    make_judged(make_disclosure(meeting, cast.felix, at, "Acme"), cast.olga, at)
    meeting.disclosure_policy.delete()
    release = make_release(version, cast.olga, at)
    assert (titles(release), program_of_release(release).disclosures) == (["Iron", "Clots"], ())


@pytest.fixture
def released(version, meeting, cast, at):
    """Felix has a relevant and an irrelevant relationship, Paula only an irrelevant one, Raj none."""
    ties = [Tie("Acme", "consultant"), Tie("Quiet Corp", "advisor"), Tie("Acme", "speaker", ended=True)]
    judged(state(meeting, person=cast.felix, ties=ties, by=cast.felix, at=at), cast.olga, at)
    judged(state(meeting, person=cast.paula, ties=ties[1:2], by=cast.paula, at=at), cast.olga, at)
    state(meeting, person=cast.raj, ties=[], by=cast.raj, at=at)
    return make_release(version, cast.olga, at)


def judged(stated, by, at):
    """Acme is relevant and mitigated, Quiet Corp is not relevant."""
    relevant = Verdict(True, "Canary rationale", step="other", note="Canary note")
    rows = stated.relationships.all()
    verdicts = {row.pk: relevant if row.company == "Acme" else Verdict(False, "Canary rationale") for row in rows}
    judge(stated, verdicts=verdicts, by=by, at=at)


def test_the_statement_names_people_companies_and_nature_and_that_all_is_mitigated(released, client):
    codes = {each.title: each.code for each in program_of_release(released).sessions}
    iron, clots = (words(client.get(f"/ash-2027/sessions/{codes[title]}/")) for title in ("Iron", "Clots"))
    assert "Felix Fuchs: Acme: consultant, speaker." in iron
    assert "All relevant financial relationships have been mitigated." in iron
    assert "Paula Perez: no relevant financial relationships." in clots
    assert "Raj Rao: nothing to disclose." in clots
    assert "mitigated" not in clots


@pytest.mark.parametrize("name", ["program.json", "program.ics", "program.csv", "schedule.xml", "schedule.json"])
def test_no_file_of_the_release_says_more_than_the_statement(released, client, name):
    said = client.get(f"/ash-2027/{name}").content.decode()
    assert [word for word in ("Quiet Corp", "Canary", "advisor", "ended") if word in said] == []


def test_the_snapshot_holds_names_companies_and_nature_and_nothing_else(released, client, cast):
    found = json.loads(client.get("/ash-2027/program.json").content)["disclosures"]
    assert sorted(found, key=lambda each: each["stated"]) == [
        {
            "person": cast.felix.code,
            "stated": "interests",
            "interests": [{"company": "Acme", "nature": "consultant"}, {"company": "Acme", "nature": "speaker"}],
        },
        {"person": cast.raj.code, "stated": "nothing", "interests": []},
        {"person": cast.paula.code, "stated": "nothing relevant", "interests": []},
    ]


def test_calendars_and_the_api_say_the_statement_too(released, client):
    feed = client.get("/ash-2027/program.ics").content.decode().replace("\r\n ", "")
    assert "Felix Fuchs: Acme: consultant\\, speaker." in feed
    found = client.get("/api/v1/meetings/ash-2027/sessions").json()["sessions"]
    assert found[0]["disclosures"] == [
        "Felix Fuchs: Acme: consultant, speaker.",
        "All relevant financial relationships have been mitigated.",
    ]


def test_the_program_of_one_person_says_what_she_disclosed(released, client, cast):
    assert "Disclosed: Acme: consultant, speaker." in words(
        client.get(f"/ash-2027/program/?person={cast.felix.code}")
    )


def test_a_statement_made_after_the_release_is_not_public(released, client, meeting, cast, at):
    make_judged(make_disclosure(meeting, cast.raj, at, "Later Inc"), cast.olga, at)
    for address in ("program/", "program.json", "program.ics"):
        assert "Later Inc" not in client.get(f"/ash-2027/{address}").content.decode()


def test_a_new_disclosure_revises_the_session_without_raising_its_sequence(released, meeting, cast, at):
    make_judged(make_disclosure(meeting, cast.raj, at, "Later Inc"), cast.olga, at)
    program = program_of_release(again(meeting, cast, at))
    told = {each.title: (each.sequence, each.revised_at) for each in program.sessions}
    assert told == {"Iron": (0, at), "Clots": (0, at + timedelta(days=1))}


def test_the_book_prints_the_statement(released):
    parts, _ = pages_of(program_of_release(released), releasing.setting_of(released.meeting))
    html = "".join(part.html for part in parts)
    assert "Felix Fuchs: Acme: consultant, speaker. All relevant financial relationships have been mitigated." in html


@pytest.mark.parametrize("sessions", [1, 3])
def test_looking_for_who_is_missing_takes_as_many_queries_at_any_size(
    meeting, cast, at, sessions, django_assert_num_queries
):
    version = make_version(meeting, at)
    make_block(meeting)
    for number in range(sessions):
        session = make_session(meeting, f"Session {number}", cast.felix, cast.paula)
        place(version, session, make_room(meeting, f"room-{number}"))
    make_disclosure(meeting, cast.felix, at, "Acme")
    with django_assert_num_queries(7):
        assert len(releasing.waiting_for(version)) == sessions
