"""The page behind a link, as who takes part reads and uses it."""

import re

import pytest

from outcomes.models import Exercise, Method, Rating
from tests.factories.outcomes import RATE_TOKEN, make_link, make_rating, make_round

pytestmark = pytest.mark.django_db
PAGE = f"/rate/{RATE_TOKEN}/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def words(answer) -> str:
    body = answer.content.decode()
    body = re.sub(r"<(script|head)\b.*?</\1>", " ", body[body.index("<main") : body.index("</main>")], flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.fixture
def consented(exercise, at):
    exercise.participants.update(consented_at=at)
    return exercise


@pytest.fixture
def asked(consented, at):
    """{word: item as it is asked} of the open round."""
    return {each.title.split()[1]: each for each in make_round(consented, at).items.all()}


def test_first_she_says_that_she_takes_part(exercise, client, person_of):
    page = words(client.get(PAGE))
    assert "Ada, you are asked to take part for the group Patients and carers" in page
    assert "Tick this to take part" in words(client.post(PAGE, {}))
    assert person_of("ada").consented_at is None
    client.post(PAGE, {"agrees": "on", "is_named": "on"})
    ada = person_of("ada")
    assert (ada.consented_at is not None, ada.is_named) == (True, True)


def test_opening_the_link_changes_nothing(exercise, client, person_of):
    client.get(PAGE)
    client.head(PAGE)
    assert person_of("ada").consented_at is None


def test_before_she_consented_nothing_is_taken(exercise, client, at):
    asked = make_round(exercise, at).items.first()
    assert client.post(f"{PAGE}{asked.pk}/", {"a0": "1"}).status_code == 403
    assert Rating.ballots.count() == 0


def test_without_script_an_answer_is_kept_and_shown(asked, client):
    answer = client.post(f"{PAGE}{asked['pain'].pk}/", {"a0": "1", "a1": "blank"})
    assert answer.headers["Location"] == f"{PAGE}#item-{asked['pain'].pk}"
    assert {row.criterion: row.value for row in Rating.ballots.all()} == {"Answerable": 1, "Equity": None}
    page = client.get(PAGE)
    assert "2 of 6 answers given" in words(page)
    assert page.content.decode().count(" checked") == 2


def test_with_htmx_an_answer_is_kept_and_the_count_goes_on(asked, client):
    answer = client.post(f"{PAGE}{asked['pain'].pk}/", {"a0": "0.5"}, **HTMX)
    assert answer.status_code == 200
    assert "<strong>1</strong> of 6 answers" in answer.content.decode()
    assert f'id="save-{asked["pain"].pk}" data-save="saved"' in answer.content.decode()


@pytest.mark.parametrize("value", ["7", "-1", "1e3", "NaN", "²", "1.5.5", "99999"])
def test_what_is_no_answer_is_refused_beside_the_item(asked, client, value):
    answer = client.post(f"{PAGE}{asked['pain'].pk}/", {"a0": value}, **HTMX)
    assert (answer.status_code, "This is not kept" in answer.content.decode()) == (409, True)
    assert Rating.ballots.count() == 0


def test_an_item_of_another_exercise_is_not_found(asked, client, at):
    from tests.factories.outcomes import make_exercise
    from tests.factories.workshops import make_meeting

    other = make_exercise(make_meeting(slug="other", name="Other"), at, code="other", link="")
    foreign = make_round(other, at).items.first()
    assert client.post(f"{PAGE}{foreign.pk}/", {"a0": "1"}).status_code == 404
    assert client.get("/rate/no-such-link/").status_code == 404


def test_an_ended_link_opens_nothing(asked, client, person_of, at):
    person_of("ada").links.update(ended_at=at)
    assert "This link opens nothing any more." in words(client.get(PAGE))
    assert client.post(f"{PAGE}{asked['pain'].pk}/", {"a0": "1"}).status_code == 403
    assert Rating.ballots.count() == 0


def test_who_was_removed_reads_that_she_was(asked, client, at):
    Exercise.objects.get().participants.update(removed_at=at, removed_because="Gone.")
    assert "You no longer take part in this exercise." in words(client.get(PAGE))


def test_after_closing_an_answer_says_that_it_came_too_late(asked, client, at):
    asked["pain"].round.exercise.rounds.update(closed_at=at)
    answer = client.post(f"{PAGE}{asked['pain'].pk}/", {"a0": "1"}, **HTMX)
    assert "This round is closed." in answer.content.decode()
    assert "There is nothing to do now." in words(client.get(PAGE))


def test_she_steps_back_and_is_not_asked(asked, client):
    address = f"{PAGE}{asked['pain'].pk}/step-back/"
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "We sell it."})
    page = words(client.get(PAGE))
    assert "You stepped back from this item: We sell it." in page
    assert "0 of 4 answers given" in page


def test_one_page_shows_one_person_only_her_own_answers(asked, client, at):
    make_link(Exercise.objects.get(), "chen", "chens", at)
    client.post(f"{PAGE}{asked['pain'].pk}/", {"a0": "1", "a1": "0"})
    page = client.get("/rate/chens/").content.decode()
    assert " checked" not in page
    assert "Ada" not in page


def test_items_are_suggested_while_they_are_collected(consented, client, at):
    Exercise.objects.update(collects_from=at, items_each=1)
    assert "Write the question or challenge" in words(client.post(f"{PAGE}suggest/", {"title": ""}))
    client.post(f"{PAGE}suggest/", {"title": "What of adults?", "form": "question", "kind": "research"})
    page = words(client.get(PAGE))
    assert "What you suggested What of adults?" in page
    assert "may suggest 1 items" in page or "and you have" in page


def test_a_later_delphi_round_tells_her_own_and_sums_of_groups_that_are_large_enough(consented, client, at):
    Exercise.objects.update(method=Method.DELPHI)
    consented.refresh_from_db()
    before = make_round(consented, at, closed_at=at)
    for key, value in (("ada", 9), ("chen", 8), ("rita", 2)):
        make_rating(before, key, "pain", value, at)
    make_round(consented, at)
    page = words(client.get(PAGE))
    assert "Last round, you: 9. All: 2 of 3 rated 7–9, the middle is 8." in page
    assert "Clinicians: " not in page  # two people


def test_a_place_on_the_list_moves_to_the_last_item_that_took_it(consented, client, at):
    Exercise.objects.update(method=Method.JLA)
    consented.refresh_from_db()
    asked = {each.title.split()[1]: each for each in make_round(consented, at).items.all()}
    client.post(f"{PAGE}{asked['pain'].pk}/", {"a0": "1"})
    answer = client.post(f"{PAGE}{asked['gene'].pk}/", {"a0": "1"}, **HTMX).content.decode()
    assert "“Canary pain” was in this place" in answer
    assert "<strong>1</strong> of 3 places" in answer


@pytest.mark.parametrize("method", Method.values)
def test_every_method_is_explained(consented, client, method):
    Exercise.objects.update(method=method)
    page = words(client.get(f"{PAGE}method/"))
    assert "It is fixed when the first round opens." in page


def test_the_page_takes_the_same_queries_for_one_item_and_for_three(consented, client, at, django_assert_num_queries):
    few = make_round(consented, at, items=[consented.items.first()])
    with django_assert_num_queries(6):
        client.get(PAGE)
    few.delete()
    make_round(consented, at)
    with django_assert_num_queries(6):
        client.get(PAGE)
