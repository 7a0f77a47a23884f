"""The pages of who leads an exercise, read and used as she does."""

import re

import pytest

from letters.models import Letter
from outcomes.actions import exercises
from outcomes.models import Exercise, Item, Method, Participant, Round
from tests.factories.outcomes import make_exercise, make_item, make_participant, make_rating, make_round
from tests.factories.workshops import make_meeting

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def words(answer) -> str:
    body = answer.content.decode()
    if "<main" in body:
        body = body[body.index("<main") : body.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.fixture
def olga(cast, sign_in):
    return sign_in(cast.olga)


@pytest.fixture
def at_exercise(exercise):
    """The beginning of every address of it."""
    return f"/{exercise.meeting.slug}/exercises/{exercise.code}"


def test_an_exercise_is_set_up_chosen_filled_and_opened(olga, cast, at):
    meeting = make_meeting()
    olga.post(f"/{meeting.slug}/exercises/new/", {"title": "Priorities", "method": "chnri", "scope": "Five years."})
    made = Exercise.objects.get()
    base = f"/{meeting.slug}/exercises/{made.code}"
    assert "Answerability; 1; Can it be answered" in words(olga.get(f"{base}/method/"))
    numbers = {"picks": 10, "cap": 3, "top": 2, "quorum": 50, "consensus": "70-15", "method": "chnri"}
    groups = {"groups": "Patients and carers\nClinicians", "criteria": "Equity; 2; Fair?\nAnswerable"}
    olga.post(f"{base}/method/", numbers | groups)
    assert [(y.name, y.weight, y.question) for y in made.yardsticks.all()] == [
        ("Equity", 2, "Fair?"),
        ("Answerable", 1, ""),
    ]
    olga.post(
        f"{base}/people/",
        {"people": "Ada Adeyemi; Ada@Example.org; patients and carers; Harbour\nRaj; raj@example.org; Clinicians"},
    )
    assert [(p.name, p.email, str(p.group)) for p in made.participants.all()] == [
        ("Ada Adeyemi", "ada@example.org", "Patients and carers"),
        ("Raj", "raj@example.org", "Clinicians"),
    ]
    olga.post(f"{base}/items/new/", {"title": "What of pain?", "form": "question", "kind": "research", "version": 0})
    assert "2 people rate 1 items by CHNRI" in words(olga.get(f"{base}/rounds/open/"))
    olga.post(f"{base}/rounds/open/")
    assert words(olga.get(f"{base}/")).count("Round 1 is open") == 1
    assert "Fixed before the first round" in words(olga.get(f"{base}/method/"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"criteria": "Equity; much"}, "“much” is no weight of “Equity”"),
        ({"criteria": "Equity; 0"}, "a criterion whose weight is above zero"),
        ({"criteria": "Equity\nEquity"}, "Two criteria have one name."),
        ({"groups": "One\nOne"}, "Two groups have one name."),
        ({"groups": ""}, "This field is required"),
        ({"top": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_method_that_orders_nothing_is_not_chosen(olga, at_exercise, exercise, change, sentence):
    numbers = {"picks": 10, "cap": 3, "top": 2, "quorum": 50, "consensus": "70-15", "method": "chnri"}
    fields = numbers | {"groups": "Patients and carers\nClinicians\nResearchers", "criteria": "Equity"} | change
    answer = olga.post(f"{at_exercise}/method/", fields)
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert [each.name for each in exercise.yardsticks.all()] == ["Answerable", "Equity"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Nia; nia; Clinicians", "“nia” is no e-mail address of Nia."),
        ("Nia; nia@example.org; Nurses", "there is no group “Nurses”. There is Patients and carers"),
        ("Nia; ada@example.org; Clinicians", "ada@example.org is on the list already."),
        ("; nia@example.org; Clinicians", "write name; e-mail; group; institution"),
    ],
)
def test_a_line_that_is_no_person_adds_nobody(olga, at_exercise, exercise, line, sentence):
    answer = olga.post(f"{at_exercise}/people/", {"people": f"New; new@example.org; Clinicians\n{line}"})
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert exercise.participants.count() == 4


def test_everybody_gets_a_letter_with_a_link_of_her_own(olga, at_exercise, exercise, client):
    olga.post(f"{at_exercise}/people/ask/")
    letters = Letter.objects.filter(kind="outcomes.asked")
    assert (letters.count(), all(letter.is_secret for letter in letters)) == (4, True)
    assert exercise.participants.filter(asked_at=None).count() == 0
    assert Participant.objects.get(email="chen@example.org").links.count() == 1


def test_while_a_round_is_open_no_page_tells_who_answered(olga, at_exercise, exercise, at):
    opened = make_round(exercise, at)
    pages = ("/", "/progress/", "/people/", "/items/", "/method/", "/explained/")
    before = [re.sub(r"nonce=\S+|value=\S{64}", "", olga.get(at_exercise + page).content.decode()) for page in pages]
    make_rating(opened, "raj", "pain", 1, at, "Equity")
    after = [re.sub(r"nonce=\S+|value=\S{64}", "", olga.get(at_exercise + page).content.decode()) for page in pages]
    told = [page for page, one, two in zip(pages, before, after, strict=True) if words_of(one) != words_of(two)]
    assert told == ["/", "/progress/"]
    assert "1 of 4 people have begun" in words_of(after[1])
    assert olga.get(f"{at_exercise}/rounds/1/").status_code == 404


def words_of(body) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_progress_of_many_takes_the_queries_of_few(olga, at_exercise, exercise, at, django_assert_num_queries):
    opened = make_round(exercise, at)
    make_rating(opened, "raj", "pain", 1, at, "Equity")
    olga.get(f"{at_exercise}/progress/")
    with django_assert_num_queries(8):
        olga.get(f"{at_exercise}/progress/")
    for key in ("ada", "chen", "rita"):
        make_rating(opened, key, "pain", 1, at, "Equity")
    with django_assert_num_queries(8):
        olga.get(f"{at_exercise}/progress/")


def test_the_list_of_items_takes_the_same_queries_for_one_and_three(olga, cast, at, django_assert_num_queries):
    exercise = make_exercise(make_meeting(), at)
    Item.objects.exclude(number=1).update(dropped_at=at, dropped_because="No.")
    address = f"/{exercise.meeting.slug}/exercises/{exercise.code}/items/"
    olga.get(address)
    with django_assert_num_queries(9):
        olga.get(address)
    Item.objects.update(dropped_at=None, dropped_because="")
    with django_assert_num_queries(9):
        olga.get(address)


def test_the_list_of_people_takes_the_same_queries_for_one_and_three(
    olga, at_exercise, exercise, django_assert_num_queries
):
    exercise.participants.exclude(email="ada@example.org").delete()
    olga.get(f"{at_exercise}/people/")
    with django_assert_num_queries(6):
        olga.get(f"{at_exercise}/people/")
    for key in ("nia", "noor"):
        make_participant(exercise, key, "Clinicians")
    with django_assert_num_queries(6):
        olga.get(f"{at_exercise}/people/")


def test_a_result_has_places_intervals_dissent_and_other_weights(olga, at_exercise, exercise, at):
    closed = make_round(exercise, at, closed_at=at, setting=setting(exercise, top=1))
    for key, word, value in (
        ("ada", "pain", 1),
        ("chen", "pain", 0),
        ("rita", "pain", 0.5),
        ("ada", "gene", 0),
        ("chen", "gene", 1),
        ("rita", "gene", 1),
    ):
        make_rating(closed, key, word, value, at, "Equity")
    page = words(olga.get(f"{at_exercise}/rounds/1/"))
    assert "3 of 4 people answered." in page
    assert re.search(r"1 (\d to \d )?Canary gene therapy contested 66\.7", page)
    assert "Patients and carers: 100.0 Clinicians: 25.0 apart by 75.0" in page
    assert "All criteria alike" not in page  # they are alike as it is
    assert "Twice Equity nothing nothing 100 %" in page
    assert not {"Ada", "Chen", "Rita", "Raj"} & set(page.split())


def setting(exercise, **changed):
    from outcomes.setting import setting_of, to_json

    return to_json(setting_of(exercise)) | changed


@pytest.mark.parametrize("method", [Method.CHNRI, Method.JLA, Method.DELPHI, Method.NOMINAL, Method.DOTS])
def test_a_round_in_which_nobody_answered_has_a_page(olga, at_exercise, exercise, at, method):
    Exercise.objects.update(method=method)
    exercise.refresh_from_db()
    make_round(exercise, at, closed_at=at)
    page = words(olga.get(f"{at_exercise}/rounds/1/"))
    assert "0 of 4 people answered." in page
    assert "This round had no quorum" in page


def test_a_second_delphi_round_shows_who_stayed_and_other_rules(olga, at_exercise, exercise, at):
    Exercise.objects.update(method=Method.DELPHI)
    exercise.refresh_from_db()
    for keys in (("ada", "chen", "rita"), ("ada", "chen")):
        round_ = make_round(exercise, at, closed_at=at)
        for key in keys:
            make_rating(round_, key, "pain", 8, at)
    page = words(olga.get(f"{at_exercise}/rounds/2/"))
    assert "Under another rule of consensus" in page
    assert "All 3 2 1 8.0 8.0" in page
    assert "stable, 0 %" in page


def test_two_scribes_see_each_others_words(olga, at_exercise, exercise, cast, at):
    pain = exercise.items.get(title__contains="pain")
    fields = {"title": "Mine", "form": "question", "kind": "research", "version": 1}
    Item.objects.filter(pk=pain.pk).update(title="Theirs", version=2)
    answer = olga.post(f"{at_exercise}/items/{pain.number}/", fields)
    assert (answer.status_code, "It says now: “Theirs”" in words(answer)) == (409, True)
    olga.post(f"{at_exercise}/items/{pain.number}/", fields | {"version": 2})
    pain.refresh_from_db()
    assert (pain.title, pain.revisions.get().content["title"]) == ("Mine", "Theirs")


def test_ticked_items_are_merged(olga, at_exercise, exercise):
    gene, pain, _ = exercise.items.all()
    address = f"{at_exercise}/items/merge/?item={gene.number}&item={pain.number}"
    assert "Which one goes on?" in words(olga.get(address))
    olga.post(address, {"into": gene.pk, "reason": "The same."})
    page = words(olga.get(f"{at_exercise}/items/"))
    assert "with 2. Canary pain (The same.)" in page
    assert olga.get(f"{at_exercise}/items/merge/?item=1&item=x").status_code == 403


def test_a_round_is_closed_reopened_and_undone_with_reasons(olga, at_exercise, exercise, at):
    make_round(exercise, at)
    olga.post(f"{at_exercise}/rounds/1/close/")
    assert Round.objects.get().state == "closed"
    assert olga.post(f"{at_exercise}/rounds/1/reopen/", {"reason": ""}).status_code == 422
    olga.post(f"{at_exercise}/rounds/1/reopen/", {"reason": "Two were cut off."})
    olga.post(f"{at_exercise}/rounds/1/undo/", {"reason": "The wrong items."})
    assert Round.objects.get().state == "undone"
    page = words(olga.get(f"{at_exercise}/"))
    assert "Two were cut off." in page
    assert "The wrong items." in page


def test_a_facilitator_runs_it_and_a_scribe_reads_and_writes_the_list_only(sign_in, at_exercise, exercise, cast, at):
    exercises.name_facilitator(exercise, cast.chen, role="facilitator", by=cast.olga, at=at)
    exercises.name_facilitator(exercise, cast.rita, role="scribe", by=cast.olga, at=at)
    chen = sign_in(cast.chen)
    assert "Open a round" in words(chen.get(f"{at_exercise}/"))
    assert chen.get(f"/{exercise.meeting.slug}/exercises/").status_code == 200
    rita = sign_in(cast.rita)
    assert rita.get(f"{at_exercise}/rounds/open/").status_code == 403
    assert rita.get(f"{at_exercise}/items/new/").status_code == 200
    raj = sign_in(cast.raj)
    assert raj.get(f"{at_exercise}/").status_code == 404


def test_who_suggested_an_item_is_shown_only_where_that_was_said(olga, at_exercise, exercise, person_of, at):
    make_item(exercise, "Canary suggested", at, participant=person_of("raj"))
    assert "suggested by" not in words(olga.get(f"{at_exercise}/items/"))
    Exercise.objects.update(names_authors=True)
    assert "suggested by Raj" in words(olga.get(f"{at_exercise}/items/"))
