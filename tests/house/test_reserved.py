"""No meeting takes an address that the site uses itself."""

import pytest
from django.urls import NoReverseMatch, resolve, reverse

from tests.house.access_table import ROWS
from workshops import rules
from workshops.reserved import reserved_words

FIXED = {"accounts", "admin", "agenda", "deadlines", "healthz", "jobs", "letters", "meetings", "people", "proposals"}


def test_the_words_are_read_from_the_root_table():
    assert reserved_words() >= FIXED | {"readyz", "society", "static"}


def test_a_meetings_own_pages_reserve_nothing():
    assert not reserved_words() & {"setup", "program", "calls", "sessions", "reviews", "schedule"}


@pytest.mark.parametrize("word", sorted(FIXED))
def test_each_is_refused_as_a_meetings_address(word):
    assert str(rules.name_address(word)).startswith(f"The site itself uses /{word}/")


def test_every_fixed_address_leads_to_its_own_page_and_not_to_a_meetings():
    """The table's order matters: /<meeting>/ comes after every fixed word."""
    for row in ROWS:
        try:
            address = reverse(row.name)
        except NoReverseMatch:
            continue  # it needs arguments, so it is not a fixed address
        assert resolve(address).view_name == row.name
