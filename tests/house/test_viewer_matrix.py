"""What is not for a person reaches her through no page, list, search, file or feed."""

import io

import pytest
from pypdf import PdfReader

from tests.house.access_row import COLUMNS
from tests.house.canaries import CANARIES, is_by_link, may_read, plant

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def text_of(answer) -> str:
    """Everything an answer says, in its headers too."""
    if answer.headers.get("Content-Type") == "application/pdf":
        pages = PdfReader(io.BytesIO(answer.body)).pages
        return "\n".join(page.extract_text() for page in pages)
    said = answer.body.decode("utf-8", "replace")
    cookies = [cookie["value"] for name, cookie in answer.cookies.items() if name != "csrftoken"]  # random letters
    return "\n".join([said, *answer.headers.values(), *cookies])


@pytest.fixture(scope="module")
def readings(walk):
    """Who read what where."""
    answers = [*walk.answers, *walk.byways, *walk.searches, *walk.heads]
    found = [(each, text_of(each)) for each in answers if each.body or each.status == 302]
    return [(each, text) for each, said in found for text, *_ in CANARIES if text in said]


def test_nobody_reads_what_is_not_for_her(readings):
    allowed = {text: may_read(readers) for text, readers, _ in CANARIES}
    told = [(each, text) for each, text in readings if not is_by_link(each.address, text)]
    faults = [f"“{text}” in {each}" for each, text in told if each.who not in allowed[text]]
    assert not faults, "Read by somebody for whom it is not:\n" + "\n".join(faults)


@pytest.mark.parametrize(("text", "readers", "why"), CANARIES, ids=[text for text, *_ in CANARIES])
def test_there_is_something_to_hide(text, readers, why, readings):
    assert may_read(readers) <= set(COLUMNS)
    assert {each.who for each, found in readings if found == text} & may_read(readers), "nobody reads it at all"


SEARCHES = ["/search/?q={}", "/ash-2027/calls/workshops/proposals/?q={}", "/ash-2027/stages/{stage}/assign/?q={}"]


@pytest.mark.parametrize("who", ["raj", "chen", "olga"])
def test_words_that_were_not_handed_in_are_not_found_by_searching_for_them(who, world, at, sign_in):
    """The page does not show them, and does not tell either that they are there."""
    plant(world, at)
    client = sign_in(getattr(world.cast, who))
    for search in SEARCHES:
        there, nowhere = (
            client.get(search.format(words, stage=world.stage.pk)) for words in ("handed", "not handed")
        )
        if there.status_code == 200:
            told = [page.content.decode().count("Handed in") > 0 for page in (there, nowhere)]
            assert told == [True, False], search
