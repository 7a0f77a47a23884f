"""Hostile words in disclosures stay words, in pages, files and letters."""

import pytest

from letters.message import sheet
from letters.models import Letter
from program.actions.releasing import setting_of
from program.rendition.book import pages_of
from program.shelf import program_of_release
from tests.factories.program import make_release
from tests.factories.scheduling import make_room, make_session, make_version, place
from tests.factories.workshops import make_committee, make_meeting, make_policy, make_seat
from tests.security.test_markup import CORPUS, Tags
from workshops.actions.disclosing import Tie, remind, state
from workshops.actions.judging import Verdict, judge

HOSTILE = [words[:160] for words in CORPUS]


@pytest.fixture
def told(cast, at):
    """Felix's companies, Olga's reasons and the office's introduction are hostile; Felix's session is released."""
    meeting = make_meeting()
    make_policy(meeting, introduction="\n\n".join(CORPUS))
    make_seat(make_committee(meeting), cast.rita)
    session = make_session(meeting, "Iron", cast.felix)
    version = make_version(meeting, at)
    place(version, session, make_room(meeting))
    ties = [Tie(words, "speaker") for words in HOSTILE]
    stated = state(meeting, person=cast.felix, ties=ties, by=cast.felix, at=at)
    verdicts = {
        row.pk: Verdict(True, words, step="other", note=words)
        for row, words in zip(stated.relationships.all(), HOSTILE, strict=True)
    }
    judge(stated, verdicts=verdicts, by=cast.olga, at=at)
    return make_release(version, cast.olga, at), session


def pages(cast, session):
    setup = "/ash-2027/setup/disclosures/"
    yield cast.felix, ["/disclosures/", "/disclosures/ash-2027/"]
    yield cast.rita, ["/disclosures/ash-2027/", "/"]
    yield cast.olga, [setup, f"{setup}of/{cast.felix.code}/", f"{setup}?q={HOSTILE[0]}", "/ash-2027/releases/"]
    yield cast.stan, [f"/ash-2027/sessions/{session.code}/", f"/ash-2027/program/?person={cast.felix.code}"]


def test_hostile_words_are_text_on_every_page_of_disclosures(told, cast, sign_in):
    shown = set()
    for person, addresses in pages(cast, told[1]):
        client = sign_in(person)
        for address in addresses:
            html = client.get(address).content.decode()
            assert Tags(html).acts == [], address
            shown |= {address} if "Zq" in html else set()
    assert len(shown) >= 6


def test_hostile_words_are_text_in_the_book(told):
    parts, _ = pages_of(program_of_release(told[0]), setting_of(told[0].meeting))
    html = "".join(part.html for part in parts)
    assert "Zq" in html
    assert Tags(html).acts == []


def test_a_name_with_a_link_in_it_is_no_link_in_the_reminder(told, cast, at):
    cast.rita.given_name = "[Click](https://evil.example/) <a href=//evil.example>x</a>"
    cast.rita.save()
    remind(told[0].meeting, persons=[cast.rita], by=cast.olga, at=at)
    letter = Letter.objects.get(kind="workshops.asked_to_disclose")
    html = sheet(letter.subject, letter.body).html
    assert 'href="https://evil' not in html
    assert 'href="//evil' not in html
    assert "/disclosures/ash-2027/" in html
