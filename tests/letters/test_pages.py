"""Staff see the outbox, and release or discard with the number of people before their eyes."""

import pytest
from django.urls import reverse

from audit.models import Entry
from letters import actions, kinds
from letters.models import Letter, LetterState
from people.refusal import Refusal, Refused
from tests.factories.letters import make_letter


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.olga)


@pytest.fixture
def held(cast, at):
    """Three letters written together, two of them to Paula."""
    to = (cast.paula, cast.paula, cast.felix)
    return [make_letter(person, at, batch="decisions:1", subject=f"Word {n}") for n, person in enumerate(to)]


def read(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_outbox_asks_the_same_questions_for_one_and_three(number, cast, at, client, django_assert_num_queries):
    for _ in range(number):
        make_letter(cast.paula, at, batch="decisions:1")
    with django_assert_num_queries(16):
        page = read(client, "/letters/")
    assert page.count('<th scope="row">') == number


def test_nobody_but_staff_finds_a_letter(held, cast):
    assert Letter.objects.visible_to(cast.olga).count() == len(held)
    assert not Letter.objects.visible_to(cast.paula).exists()


def test_an_empty_outbox_says_what_will_be_here(client):
    assert "No letter has been written yet" in read(client, "/letters/")


def test_the_outbox_is_narrowed_by_state_kind_and_words(client, cast, at):
    make_letter(cast.paula, at, subject="First")
    make_letter(cast.felix, at, LetterState.SENT, subject="Second")
    make_letter(cast.felix, at, kind="other", subject="Third", batch="decisions:2")

    def found(query):
        page = read(client, f"/letters/?{query}")
        return [word for word in ("First", "Second", "Third") if f">{word}<" in page]

    assert found("state=sent") == ["Second"]
    assert found("kind=other") == ["Third"]
    assert found("q=fuchs") == ["Second", "Third"]
    assert found("q=felix+second") == ["Second"]
    assert found("q=nothing") == []
    assert found("batch=decisions:2") == ["Third"]
    assert found("state=burnt") == []


def test_a_letter_is_shown_as_it_will_look(client, held):
    page = read(client, f"/letters/{held[0].pk}/")
    assert "<h1>Word 0</h1>" in page
    assert "Paula Perez &lt;paula@example.org&gt;" in page
    assert "<pre>Dear colleague,\n\nthis is a word to you." in page
    frame = client.get(f"/letters/{held[0].pk}/sheet/")
    assert "<p>Dear colleague,</p>" in frame.content.decode()
    policy = frame["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
    assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_a_batch_is_released_with_the_number_of_people_said_before(client, held, at):
    page = read(client, "/letters/release/?batch=decisions:1")
    assert "<h1>Release 3 letters to 2 people?</h1>" in page
    assert Letter.objects.held().count() == 3
    client.post("/letters/release/", {"letter": [letter.pk for letter in held]})
    assert Letter.objects.filter(state=LetterState.QUEUED).count() == 3


def test_only_the_chosen_are_released_and_the_audit_says_by_whom(client, held):
    chosen = held[1]
    assert "<h1>Release 1 letter to 1 person?</h1>" in read(client, f"/letters/release/?letter={chosen.pk}")
    client.post("/letters/release/", {"letter": chosen.pk})
    assert list(Letter.objects.filter(state=LetterState.QUEUED)) == [chosen]
    entry = Entry.objects.about(chosen).get()
    assert (entry.verb, entry.by_name) == ("release", "Olga Okafor")


def test_a_letter_that_joined_the_batch_after_the_question_is_not_released(client, held, cast, at):
    page = read(client, "/letters/release/?batch=decisions:1")
    late = make_letter(cast.ada, at, batch="decisions:1")
    assert f'name="letter" value="{late.pk}"' not in page
    assert 'name="batch"' not in page


def test_nothing_chosen_is_nothing_and_not_everything(client, held):
    assert client.get("/letters/release/").status_code == 404
    client.post("/letters/release/")
    client.post("/letters/discard/", {"letter": "all"})
    assert Letter.objects.held().count() == 3


def test_a_released_letter_is_not_released_again(held, cast, at):
    mine = Letter.objects.filter(pk=held[0].pk)
    assert actions.release(mine, by=cast.olga, at=at) == 1
    assert actions.release(mine, by=cast.olga, at=at) == 0


def test_discarding_can_be_undone(client, held):
    assert "Nobody gets mail." in read(client, f"/letters/discard/?letter={held[0].pk}")
    page = client.post("/letters/discard/", {"letter": held[0].pk}, follow=True).content.decode()
    assert "1 letter discarded." in page
    assert "/letters/?state=discarded" in page
    assert "Put it back" in read(client, f"/letters/{held[0].pk}/")
    client.post("/letters/put-back/", {"letter": held[0].pk})
    held[0].refresh_from_db()
    assert held[0].state == LetterState.HELD


def test_a_letter_that_was_sent_is_neither_discarded_nor_put_back(client, cast, at):
    sent = make_letter(cast.paula, at, LetterState.SENT)
    for verb in ("discard", "put-back", "release", "send-again"):
        client.post(f"/letters/{verb}/", {"letter": sent.pk})
    sent.refresh_from_db()
    assert sent.state == LetterState.SENT


def test_a_letter_that_failed_is_sent_again_from_its_page(client, cast, at):
    failed = make_letter(cast.paula, at, LetterState.FAILED, attempts=8, fault="550 No such person")
    page = read(client, f"/letters/{failed.pk}/")
    assert "550 No such person" in page
    assert "Send again" in page
    client.post("/letters/send-again/", {"letter": failed.pk})
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.fault) == (LetterState.QUEUED, 0, "")


@pytest.mark.parametrize("verb", [actions.release, actions.discard, actions.put_back, actions.send_again])
def test_only_staff_let_letters_go(verb, held, cast, at):
    with pytest.raises(Refused, match="Only program staff release letters"):
        verb(Letter.objects.all(), by=cast.chen, at=at)
    assert Letter.objects.held().count() == 3


@pytest.fixture
def telling(known):
    """A kind whose floor must know when a letter of it is let go."""
    told = []
    kinds.register(
        "note",
        "Note",
        placeholders={},
        subject="s",
        body="b",
        when_released=lambda letter, by, at: told.append((letter.pk, by.name)),
    )
    return told


def test_the_floor_of_a_kind_is_told_when_a_letter_is_let_go(telling, held, client):
    client.post("/letters/release/", {"letter": held[0].pk})
    assert telling == [(held[0].pk, "Olga Okafor")]


def test_a_floor_that_refuses_keeps_every_letter_of_the_batch(held, cast, at, client, known):
    def refuse(letter, by, at):
        raise Refused(Refusal("The stage is not closed yet."))

    kinds.register("note", "Note", placeholders={}, subject="s", body="b", when_released=refuse)
    answer = client.post("/letters/release/", {"letter": [letter.pk for letter in held]})
    assert answer.status_code == 403
    assert "The stage is not closed yet." in answer.content.decode()
    assert Letter.objects.held().count() == 3


class TestWords:
    """The society's own words of a letter."""

    @pytest.fixture
    def address(self, letter_set, asked):
        return reverse("letter_template_edit", args=[letter_set.pk, "test.asked"])

    def test_the_form_begins_with_the_default_words_and_lists_the_placeholders(self, client, address):
        page = read(client, address)
        assert "Will you speak in {{title}}?" in page
        assert "<dt>{{title}}</dt><dd>Clots and cancer</dd>" in page

    def test_an_unknown_placeholder_is_refused_beside_the_field_and_what_was_typed_is_kept(self, client, address):
        typed = {"subject": "To {{nmae}}", "body": "Dear {{name.password}} and {{x|safe}}"}
        page = client.post(address, typed).content.decode()
        known = "It knows {{name}}, {{title}}, {{link}}."
        assert f"{{{{nmae}}}} is not known in this letter. {known}" in page
        assert f"{{{{name.password}}}} and {{{{x|safe}}}} is not known in this letter. {known}" in page
        assert 'value="To {{nmae}}"' in page
        assert "Dear {{name.password}}" in page

    def test_own_words_are_kept_and_given_back(self, client, address, letter_set):
        client.post(address, {"subject": "Speak,\n {{ name }}", "body": "We ask {{name}}."})
        assert letter_set.templates.values_list("subject", "body").get() == ("Speak, {{ name }}", "We ask {{name}}.")
        assert "Your own" in read(client, reverse("letter_template_list", args=[letter_set.pk]))
        client.post(f"{address}reset/")
        assert letter_set.templates.count() == 0
        assert Entry.objects.about(letter_set).first().detail["body"] == "We ask {{name}}."

    def test_a_preview_shows_the_typed_words_with_sample_values_and_keeps_nothing(self, client, address, letter_set):
        frame = client.post(f"{address}preview/", {"subject": "Hi", "body": "We ask *{{name}}*."})
        assert "<p>We ask <em>Felix Fuchs</em>.</p>" in frame.content.decode()
        assert letter_set.templates.count() == 0
        wrong = client.post(f"{address}preview/", {"subject": "Hi", "body": "{{x}}"}).content.decode()
        assert "No preview yet" in wrong

    def test_a_script_in_a_letter_is_shown_as_text(self, client, address):
        frame = client.post(f"{address}preview/", {"subject": "Hi", "body": "<script>alert(1)</script>"})
        assert "<script>" not in frame.content.decode()

    def test_a_set_is_made_and_a_second_of_that_name_is_refused(self, client, letter_set):
        client.post("/letters/sets/", {"name": "Spring meetings"})
        assert "0 of" in read(client, "/letters/sets/")
        assert "already exists" in client.post("/letters/sets/", {"name": "Spring meetings"}).content.decode()

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_of_sets_asks_the_same_for_one_and_three(
        self, number, letter_set, client, django_assert_num_queries
    ):
        for n in range(number - 1):
            type(letter_set).objects.create(name=f"Set {n}")
        with django_assert_num_queries(4):
            assert read(client, "/letters/sets/").count("in your own words") == number
