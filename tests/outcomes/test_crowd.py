"""Many people rate at once, one person from two devices, and somebody while the round closes."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from outcomes.actions import rating, rounds
from outcomes.models import Exercise, Rating, RatingChange, Round
from outcomes.progress import progress_of
from people.models import Person
from people.refusal import Refused
from tests.factories.cast import make_cast
from tests.factories.outcomes import make_exercise, make_item, make_link, make_participant, make_round
from tests.factories.workshops import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, ITEMS = 12, 6


def together(*acts):
    """Each in a thread and a connection of its own, begun at once; what they returned or raised."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(20)
            return act()
        except Refused as fault:
            return str(fault)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def exercise(at):
    """A Delphi of three items and four people."""
    make_cast()
    return make_exercise(make_meeting(), at, method="delphi")


def test_a_crowd_rates_at_once_and_all_is_counted_once(exercise, at):
    for number in range(PEOPLE):
        make_participant(exercise, f"p{number}", "Clinicians")
        make_link(exercise, f"p{number}", f"link-{number}", at)
    for number in range(3, ITEMS):
        make_item(exercise, f"Item {number}", at)
    exercise.participants.update(consented_at=at)
    asked = list(make_round(exercise, at).items.values_list("pk", flat=True))

    def rates(number):
        client = Client()
        sent = [client.post(f"/rate/link-{number}/{pk}/", {"a0": str(1 + pk % 9)}) for pk in asked]
        return {answer.status_code for answer in sent}

    assert together(*(lambda number=number: rates(number) for number in range(PEOPLE))) == [{302}] * PEOPLE
    assert Rating.ballots.count() == PEOPLE * ITEMS
    assert RatingChange.ballots.count() == 0
    progress = progress_of(Round.objects.get())
    assert (progress.begun, progress.done, progress.answers) == (PEOPLE, PEOPLE, PEOPLE * ITEMS)


def test_two_devices_of_one_person_leave_one_answer_and_one_in_the_history(exercise, at):
    asked = make_round(exercise, at).items.first()
    ada = exercise.participants.get(email="ada@example.org")
    together(*(lambda v=v: rating.rate(ada, fresh(asked), answers={"": Decimal(v)}, at=at) for v in (3, 8)))
    (row,) = Rating.ballots.all()
    assert sorted([row.value, *RatingChange.ballots.values_list("value", flat=True)]) == [3, 8]


def fresh(asked):
    return type(asked).objects.get(pk=asked.pk)


def test_two_places_at_once_never_hold_one_place_twice(exercise, at):
    Exercise.objects.update(method="jla")
    exercise.refresh_from_db()
    one, two, _ = make_round(exercise, at).items.all()
    ada = exercise.participants.get(email="ada@example.org")
    together(
        *(lambda each=each: rating.rate(ada, fresh(each), answers={"": Decimal(1)}, at=at) for each in (one, two))
    )
    assert sorted(str(row.value) for row in Rating.ballots.all()) == ["1.00", "None"]


def test_an_answer_comes_in_before_the_round_closes_or_is_refused(exercise, at):
    opened = make_round(exercise, at)
    olga = Person.objects.get(email="olga@example.org")
    ada, asked = exercise.participants.get(email="ada@example.org"), opened.items.first()
    said, _ = together(
        lambda: rating.rate(ada, fresh(asked), answers={"": Decimal(5)}, at=at),
        lambda: rounds.close_round(Round.objects.select_related("exercise").get(), by=olga, at=at),
    )
    kept = Rating.objects.count()
    assert (said, kept) in [([], 1), ("This round is closed. What you rated before that is counted.", 0)]
