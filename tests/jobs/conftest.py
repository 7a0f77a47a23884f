import pytest

from jobs import registry


@pytest.fixture
def kinds(monkeypatch):
    """The registered kinds, given back as they were; a test adds its own by registry.handles."""
    before = registry.KINDS.copy()
    yield registry.KINDS
    registry.KINDS.clear()
    registry.KINDS.update(before)
