"""What tests of programs share."""

import itertools

import pytest

_NUMBERS = itertools.count()


@pytest.fixture(autouse=True)
def papers_of_its_own(monkeypatch):
    """The storage of releases outlives a test; a paper printed in one is not taken again in another."""
    number = next(_NUMBERS)
    monkeypatch.setattr("program.shelf._made_from", lambda key: f"made/{number}/{key}.json")
