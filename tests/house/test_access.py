"""Every address answers each member of the cast as the access table says."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.access_table import OF_OTHERS, ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def named_addresses(patterns=None, prefix: str = "") -> set[str]:
    names = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and pattern.app_name != "admin":
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names |= named_addresses(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            names.add(prefix + pattern.name)
    return names


def test_every_address_has_a_row():
    missing = {name for name in named_addresses() if not name.startswith(OF_OTHERS)} - {row.name for row in ROWS}
    assert not missing, f"Add a row to tests/house/access_table.py for: {', '.join(sorted(missing))}"


def test_every_row_has_an_address():
    assert {row.name for row in ROWS} - named_addresses() == set()


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.method} {row.name}" for row in ROWS])
def test_access(row, walk):
    assert walk.of(row) == row.answers
