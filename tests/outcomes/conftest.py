import pytest

from outcomes.models import Exercise
from tests.factories.outcomes import make_exercise
from tests.factories.workshops import make_meeting


@pytest.fixture
def exercise(cast, at) -> Exercise:
    """Ada for the patients, Chen and Rita for the clinicians, Raj for the researchers; three items, CHNRI."""
    return make_exercise(make_meeting(), at)


@pytest.fixture
def person_of(exercise):
    """Who takes part, by the first part of her address."""
    return lambda key: exercise.participants.get(email=f"{key}@example.org")


@pytest.fixture
def item_of(exercise):
    """An item by a word of its title."""
    return lambda word: exercise.items.get(title__contains=word)
