"""What somebody answers is kept as given, once, and is nobody's to read before the round closes."""

from datetime import timedelta
from decimal import Decimal

import pytest

from outcomes.actions import items, participants, rating, rounds
from outcomes.models import Exercise, Method, Rating, RatingChange
from outcomes.progress import missing_of, progress_of
from outcomes.results import result_of
from people.refusal import Refused
from tests.factories.outcomes import make_rating, make_round

pytestmark = pytest.mark.django_db

YES, NO = Decimal(1), Decimal(0)


@pytest.fixture
def open_round(exercise, at):
    return make_round(exercise, at)


@pytest.fixture
def rate(open_round, person_of, at):
    """`rate("ada", "pain", Equity=YES)`."""

    def one(key, word, when=at, **answers):
        answers = {"" if name == "value" else name: value for name, value in answers.items()}
        return rating.rate(person_of(key), open_round.items.get(title__contains=word), answers=answers, at=when)

    return one


def told(rows):
    return sorted((row.participant.name, row.criterion, row.value) for row in rows)


def test_the_same_answer_twice_is_one_row_without_history(rate):
    rate("ada", "pain", Equity=YES)
    rate("ada", "pain", Equity=YES)
    assert told(Rating.ballots.all()) == [("Ada", "Equity", 1)]
    assert RatingChange.ballots.count() == 0


def test_the_last_device_wins_and_the_earlier_answer_is_kept(rate, at):
    rate("ada", "pain", Equity=YES)
    rate("ada", "pain", when=at + timedelta(minutes=1), Equity=None)
    (row,) = Rating.ballots.all()
    assert (row.value, row.at) == (None, at + timedelta(minutes=1))
    assert [(change.value, change.at) for change in row.changes(manager="ballots").all()] == [(YES, at)]


def test_nothing_of_an_open_round_is_read_and_all_of_a_closed_one(rate, open_round, cast, at):
    rate("ada", "pain", Equity=YES)
    rate("ada", "pain", Equity=NO)
    assert list(Rating.objects.all()) == list(RatingChange.objects.all()) == []
    assert open_round.items.get(title__contains="pain").ratings.count() == 0
    with pytest.raises(ValueError, match="no result"):
        result_of(open_round)
    closed = rounds.close_round(open_round, by=cast.olga, at=at)
    assert told(Rating.objects.all()) == [("Ada", "Equity", 0)]
    assert RatingChange.objects.count() == 1
    rounds.reopen_round(closed, reason="Two were cut off.", by=cast.olga, at=at)
    assert Rating.objects.count() == 0


def test_an_undone_round_is_never_read(rate, open_round, cast, at):
    rate("ada", "pain", Equity=YES)
    rounds.undo_round(open_round, reason="The wrong items.", by=cast.olga, at=at)
    assert (Rating.objects.count(), Rating.ballots.count()) == (0, 1)


def test_after_closing_nothing_is_taken(rate, open_round, cast, at):
    rounds.close_round(open_round, by=cast.olga, at=at)
    with pytest.raises(Refused, match="closed"):
        rate("ada", "pain", Equity=YES)
    assert Rating.ballots.count() == 0


@pytest.mark.parametrize(
    "answers", [{"Equity": Decimal("0.7")}, {"Equity": Decimal(2)}, {"Cost": YES}, {"value": YES}]
)
def test_what_is_not_on_the_scale_is_refused(rate, answers):
    with pytest.raises(Refused):
        rate("ada", "pain", **answers)


def test_who_was_removed_rates_no_more_and_is_not_counted(rate, open_round, person_of, cast, at):
    rate("ada", "pain", Equity=YES)
    rate("chen", "pain", Equity=NO)
    participants.remove(person_of("ada"), reason="Left the group.", by=cast.olga, at=at)
    with pytest.raises(Refused, match="no longer take part"):
        rate("ada", "pain", Equity=NO)
    rounds.close_round(open_round, by=cast.olga, at=at + timedelta(hours=1))
    result = result_of(exercise_round(open_round))
    assert (result.standings[0].score, result.standings[0].voters) == (0, 1)


def exercise_round(round_):
    round_.refresh_from_db()
    return round_


def test_who_is_removed_after_closing_stays_counted(rate, open_round, person_of, cast, at):
    rate("ada", "pain", Equity=YES)
    rounds.close_round(open_round, by=cast.olga, at=at)
    participants.remove(person_of("ada"), reason="Left.", by=cast.olga, at=at + timedelta(hours=1))
    assert result_of(exercise_round(open_round)).standings[0].voters == 1


def test_who_stepped_back_from_an_item_does_not_rate_it_and_is_not_counted(
    rate, open_round, person_of, item_of, cast, at
):
    rate("ada", "pain", Equity=YES)
    items.step_back(item_of("pain"), person_of("ada"), reason="My company sells it.", at=at)
    with pytest.raises(Refused, match="stepped back"):
        rate("ada", "pain", Equity=NO)
    rounds.close_round(open_round, by=cast.olga, at=at)
    assert [each.voters for each in result_of(exercise_round(open_round)).standings] == [0, 0, 0]


def test_progress_counts_people_and_answers_and_names_nobody(rate, open_round, person_of, item_of, at):
    for word in ("gene", "pain", "transition"):
        rate("ada", word, Answerable=YES, Equity=None)
    rate("chen", "pain", Equity=YES)
    items.step_back(item_of("gene"), person_of("rita"), reason="A grant.", at=at)
    progress = progress_of(open_round)
    assert (progress.people, progress.begun, progress.done) == (4, 2, 1)
    assert (progress.answers, progress.asked) == (7, 22)  # 6 for each of four people, but 4 for Rita
    assert (progress.quorum, progress.has_quorum) == (2, True)
    assert sorted(person.name for person in missing_of(open_round)) == ["Chen", "Raj", "Rita"]


def test_a_place_on_ones_list_holds_one_item(exercise, person_of, at):
    Exercise.objects.update(method=Method.JLA, picks=2)
    exercise.refresh_from_db()
    asked = {each.title.split()[1]: each for each in make_round(exercise, at).items.all()}
    assert rating.rate(person_of("ada"), asked["pain"], answers={"": Decimal(1)}, at=at) == []
    displaced = rating.rate(person_of("ada"), asked["gene"], answers={"": Decimal(1)}, at=at)
    assert displaced == [asked["pain"]]
    assert sorted((row.asked.title, row.value) for row in Rating.ballots.all()) == [
        ("Canary gene therapy", 1),
        ("Canary pain", None),
    ]
    with pytest.raises(Refused, match="no answer on the scale"):
        rating.rate(person_of("ada"), asked["pain"], answers={"": Decimal(3)}, at=at)


def test_dots_are_as_many_as_one_has(exercise, person_of, at):
    Exercise.objects.update(method=Method.DOTS, picks=4, cap=3)
    exercise.refresh_from_db()
    asked = {each.title.split()[1]: each for each in make_round(exercise, at).items.all()}
    rating.rate(person_of("ada"), asked["pain"], answers={"": Decimal(3)}, at=at)
    with pytest.raises(Refused, match="4 dots, and 1 left"):
        rating.rate(person_of("ada"), asked["gene"], answers={"": Decimal(2)}, at=at)
    rating.rate(person_of("ada"), asked["pain"], answers={"": Decimal(2)}, at=at)
    rating.rate(person_of("ada"), asked["gene"], answers={"": Decimal(2)}, at=at)


def test_a_reminder_goes_to_who_misses_something_and_nobody_finds_it_in_the_outbox(rate, exercise, cast, at):
    from letters.models import Letter
    from outcomes.telling import hidden_reminders

    for word in ("gene", "pain", "transition"):
        rate("ada", word, Answerable=YES, Equity=YES)
    assert participants.remind(exercise, by=cast.olga, at=at) == 3
    letters = Letter.objects.filter(kind="outcomes.reminded")
    assert sorted(letters.values_list("to_name", flat=True)) == ["Chen", "Raj", "Rita"]
    assert set(letters.values_list("about", flat=True)) <= set(hidden_reminders(cast.olga))


def test_a_delphi_result_has_its_rules_and_who_left(exercise, at):
    Exercise.objects.update(method=Method.DELPHI)
    exercise.refresh_from_db()
    first = make_round(exercise, at, closed_at=at)
    for key, value in (("ada", 9), ("chen", 8), ("rita", 3)):
        make_rating(first, key, "pain", value, at)
    second = make_round(exercise, at, closed_at=at)
    for key in ("ada", "chen"):
        make_rating(second, key, "pain", 8, at)
    result = result_of(second)
    assert (result.standings[0].verdict, result.voters, result.people) == ("in", 2, 4)
    assert [rule.ins for rule in result.rules if rule.is_held] == [1]
    assert result.stability[result.standings[0].item].both == 2
    assert (result.attrition[-1].left, result.attrition[-1].mean_left) == (1, 3)


@pytest.mark.parametrize("method", [Method.JLA, Method.NOMINAL, Method.DOTS])
def test_a_result_of_each_other_method(exercise, at, method):
    Exercise.objects.update(method=method, picks=3, cap=3, top=1)
    exercise.refresh_from_db()
    closed = make_round(exercise, at, closed_at=at)
    for key in ("ada", "chen", "rita"):
        make_rating(closed, key, "pain", 1, at)
    result = result_of(closed)
    assert (result.titles[result.standings[0].item], result.standings[0].place) == ("Canary pain", 1)
    assert result.has_quorum
    assert len(result.dissent) == 3
