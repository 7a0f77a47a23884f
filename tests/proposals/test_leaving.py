"""A page that closes sends what it holds and hears no answer; the next page of the browser hears that it arrived."""

import pytest
from django.urls import reverse

from proposals.content import from_json
from tests.proposals.reader import all_fields, fields, words


@pytest.fixture
def paula(sign_in, cast, clock):
    return sign_in(cast.paula)


@pytest.fixture
def address(draft):
    return reverse("proposal_edit", args=[draft.code, "basics"])


def test_what_a_closing_page_sends_is_kept_as_if_it_had_saved_itself(paula, draft, address):
    shown = fields(paula.get(address))
    response = paula.post(address, shown | {"summary": "Half a sent", "leaving": "1"})
    assert (response.status_code, response.content) == (204, b"")
    draft.refresh_from_db()
    assert draft.summary == "Half a sent"
    assert [each.kind for each in draft.revisions.all()] == ["auto", "saved"]


def test_the_words_of_a_closing_page_that_clash_stay_in_the_history(paula, draft, address, write):
    shown = fields(paula.get(address))
    write(draft, "basics", summary="By another", tab="b")
    assert paula.post(address, shown | {"summary": "By the closing one", "leaving": "1"}).status_code == 204
    aside = draft.revisions.get(kind="aside")
    assert from_json(aside.content).summary == "By the closing one"
    draft.refresh_from_db()
    assert draft.summary == "By another"


def test_a_closing_page_sent_after_its_answer_was_lost_changes_nothing_twice(paula, draft, address):
    shown = fields(paula.get(address)) | {"summary": "How tumours make blood clot. Often."}
    paula.post(address, shown, HTTP_HX_REQUEST="true")
    paula.post(address, shown | {"leaving": "1"})
    assert draft.revisions.count() == 2


def test_a_button_names_its_page_to_the_next_one_so_that_nothing_is_sent_twice(paula, address):
    shown = fields(paula.get(address))
    response = paula.post(address, shown | {"title": "New", "go": "next"})
    assert response.cookies["kept_tab"].value == shown["tab"]
    assert response.cookies["kept_tab"]["path"] == "/proposals/"


@pytest.mark.parametrize("tab", ["", "<script>", "x" * 17, "A;path=/"])
def test_no_word_of_a_strangers_page_gets_into_a_cookie(tab, paula, address):
    shown = fields(paula.get(address)) | {"tab": tab, "go": "stay"}
    assert "kept_tab" not in paula.post(address, shown).cookies


def test_a_page_closed_after_the_session_ended_gets_nothing_and_tells_nothing(client, draft, address):
    for known in (address, address.replace(draft.code, "nothere1")):
        response = client.post(known, {"summary": "x", "leaving": "1"})
        assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={known}")


def test_a_button_without_script_gives_back_what_was_typed_after_the_session_ended(client, draft, address):
    typed = {"title": "Title typed", "summary": "<b>Summary</b> typed", "topics": ["iron"], "tab": "a", "go": "stay"}
    answers = []
    for known in (address, address.replace(draft.code, "nothere1")):
        response = client.post(known, typed)
        assert response.status_code == 401
        assert [text for name, text in all_fields(response) if name is None][:3] == [
            "Title typed",
            "<b>Summary</b> typed",
            "iron",
        ]
        assert "<b>Summary" not in response.content.decode()
        answers.append(words(response))
    assert answers[0] == answers[1]
    draft.refresh_from_db()
    assert draft.title == "Clots and cancer"
