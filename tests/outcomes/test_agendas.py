"""A published agenda: frozen, citable, and naming only who agreed to it."""

import csv
import io
import json
from datetime import timedelta

import pytest

from outcomes.actions import items
from outcomes.actions.publishing import publish
from outcomes.models import Exercise, Method, Participant, ResearchAgenda
from outcomes.publishing.citing import Citation, bibtex, ris
from people.refusal import Refused
from tests.factories.outcomes import make_rating, make_round
from tests.outcomes.test_voting_page import words
from workshops.models import ResearchPriority

pytestmark = pytest.mark.django_db
TOLD = {
    "title": "Priorities & pain",
    "editors": ["Okafor, Olga", "Wei, Chen"],
    "summary": "*Short.*",
    "doi": "10.1234/agenda.1",
}


@pytest.fixture
def closed(exercise, at):
    round_ = make_round(exercise, at, closed_at=at)
    for key, word, value in (("ada", "pain", 1), ("chen", "pain", 1), ("rita", "gene", 0.5)):
        make_rating(round_, key, word, value, at, "Equity")
    Participant.objects.filter(email="ada@example.org").update(is_named=True, institution="Harbour Institute")
    return round_


@pytest.fixture
def agenda(exercise, closed, cast, at):
    return publish(exercise, closed, by=cast.olga, at=at, **TOLD)


@pytest.fixture
def page(agenda):
    return f"/{agenda.exercise.meeting.slug}/agendas/{agenda.code}/"


def test_it_says_what_was_decided_how_and_by_whom(agenda, page, client):
    text = words(client.get(page))
    assert "1. Canary pain" in text
    assert "Priority score, 0 to 100: 100.0" in text
    assert "Average expert agreement: 100 %." in text
    assert "Nobody rated it." in text
    assert "3 of 4 people answered" in text
    assert "Ada (Harbour Institute)." in text
    assert "Clinicians: 2" in text
    assert (
        "Okafor, Olga; Wei, Chen (eds.). Priorities &amp; pain. Our Society, 2027. https://doi.org/10.1234/agenda.1"
        in text
    )
    assert "Chen (" not in text.replace("Wei, Chen (eds.)", "")
    assert "Rita" not in text


def test_it_is_frozen_and_a_later_edition_stands_beside_it(agenda, page, client, exercise, closed, cast, at, item_of):
    before = client.get(f"{page}agenda.json").content
    items.change(item_of("pain"), version=1, title="Rewritten", by=cast.olga, at=at)
    Participant.objects.update(is_named=False)
    assert client.get(f"{page}agenda.json").content == before
    later = publish(exercise, closed, by=cast.olga, at=at + timedelta(days=365), **TOLD | {"doi": ""})
    assert later.edition == 2
    assert "Edition 2" in words(client.get(page))
    assert [each["number"] for each in agenda.body["priorities"]] == [
        each["number"] for each in later.body["priorities"]
    ]


def test_files_are_read_back_by_their_own_readers(page, client):
    told = json.loads(client.get(f"{page}agenda.json").content)
    assert (told["format"], told["is_ranked"], told["doi"]) == ("convoke-research-agenda", True, "10.1234/agenda.1")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{page}agenda.csv").content.decode("utf-8-sig"))))
    assert [(row["place"], row["title"]) for row in rows][:2] == [("1", "Canary pain"), ("2", "Canary gene therapy")]
    (entry,) = json.loads(client.get(f"{page}agenda.csl").content)
    assert entry["issued"] == {"date-parts": [[2027, 3, 1]]}
    assert entry["editor"] == [{"literal": "Okafor, Olga"}, {"literal": "Wei, Chen"}]
    assert client.get(f"{page}agenda.exe").status_code == 404


def test_citations_cannot_be_broken_out_of():
    each = Citation(
        "k7", "A } title, {with} 100 % & more_", 2, "2027-03-01", "Society", ("O’Hara, Ann",), "https://x.example/a/"
    )
    assert "title = {{A \\} title, \\{with\\} 100 \\% \\& more\\_}}" in bibtex(each)
    assert ris(each).splitlines()[:3] == ["TY  - RPRT", "TI  - A } title, {with} 100 % & more_", "ED  - O’Hara, Ann"]
    assert ris(each).endswith("ER  - \r\n")
    assert (
        each.words
        == "O’Hara, Ann (eds.). A } title, {with} 100 % & more_. Edition 2. Society, 2027. https://x.example/a/"
    )


def test_of_a_meeting_that_is_not_public_staff_alone_read_it(agenda, page, client, sign_in, cast):
    meeting = agenda.exercise.meeting
    meeting.is_public = False
    meeting.save()
    assert client.get(page).status_code == 404
    assert client.get(f"{page}agenda.json").status_code == 404
    assert sign_in(cast.olga).get(page).status_code == 200


def test_an_open_round_is_not_published_and_a_facilitator_does_not_publish(exercise, cast, at):
    opened = make_round(exercise, at)
    with pytest.raises(Refused, match="only a closed round"):
        publish(exercise, opened, by=cast.olga, at=at, **TOLD)
    with pytest.raises(Refused, match="Only program staff"):
        publish(exercise, opened, by=cast.chen, at=at, **TOLD)
    with pytest.raises(Refused, match="that of a closed round"):
        publish(exercise, None, by=cast.olga, at=at, **TOLD)
    assert ResearchAgenda.objects.count() == 0


def test_an_unranked_agenda_has_no_places(exercise, cast, at, sign_in):
    Exercise.objects.update(method=Method.UNRANKED)
    olga, base = sign_in(cast.olga), f"/{exercise.meeting.slug}/exercises/{exercise.code}"
    assert "Publish the agenda" in words(olga.get(f"{base}/"))
    faulty = olga.post(f"{base}/publish/", {"title": "Items", "doi": "https://doi.org/10.1/x"})
    assert "A DOI begins with 10." in words(faulty)
    answer = olga.post(f"{base}/publish/", {"title": "Items", "editors": "Okafor, Olga"})
    text = words(olga.get(answer.headers["Location"]))
    assert "3 items, deliberately not ranked." in text
    assert "1." not in text.partition("Items, by theme")[2].partition("How it was decided")[0]


def test_the_list_takes_the_same_queries_for_one_and_three(
    agenda, client, exercise, closed, cast, at, django_assert_num_queries
):
    address = f"/{exercise.meeting.slug}/agendas/"
    client.get(address)
    with django_assert_num_queries(3):
        client.get(address)
    for _ in range(2):
        publish(exercise, closed, by=cast.olga, at=at, **TOLD)
    with django_assert_num_queries(3):
        client.get(address)


def test_what_stands_above_the_line_can_be_named_by_proposals(exercise, cast, at):
    Exercise.objects.update(top=1)
    exercise.refresh_from_db()
    round_ = make_round(exercise, at, closed_at=at)
    make_rating(round_, "ada", "pain", 1, at, "Equity")
    make_rating(round_, "ada", "gene", 0, at, "Equity")
    made = publish(exercise, round_, by=cast.olga, at=at, is_offered=True, **TOLD)
    (priority,) = ResearchPriority.objects.all()
    assert (priority.text, priority.edition) == ("Canary pain", "Priorities & pain, edition 1")
    assert priority.address.endswith(f"/agendas/{made.code}/#item-2")


def test_staff_say_what_became_of_an_item_and_everybody_reads_it(agenda, page, client, sign_in, cast):
    olga = sign_in(cast.olga)
    fields = {"state": "funded", "actor": "An agency", "evidence": "https://x.example/call/", "on": "2028-01-31"}
    assert olga.post(f"{page}items/2/", fields | {"state": "forgotten"}).status_code == 422
    assert olga.post(f"{page}items/2/", fields).headers["Location"] == f"{page}#item-2"
    client.logout()
    text = words(client.get(page))
    assert "Funded since 31 January 2028, An agency where it can be seen" in text
    assert "Say what became of it" not in text


def test_who_only_reads_an_agenda_does_not_follow_it_up(agenda, page, sign_in, cast):
    paula = sign_in(cast.paula)
    assert paula.post(f"{page}items/2/", {"state": "done", "on": "2028-01-31"}).status_code == 403
    assert agenda.follow_ups.count() == 0
