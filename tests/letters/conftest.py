import pytest

from letters import kinds
from letters.models import LetterSet


@pytest.fixture
def asked(monkeypatch):
    """A kind of letter that only these tests know: an invitation with a name, a title and a link."""
    monkeypatch.setattr(kinds, "KINDS", kinds.KINDS.copy())
    monkeypatch.setattr("letters.actions.KINDS", kinds.KINDS)
    return kinds.register(
        "test.asked",
        "Invitation",
        placeholders={"name": "Felix Fuchs", "title": "Clots and cancer", "link": "https://meetings.example/f/k7/"},
        subject="Will you speak in {{title}}?",
        body="Dear {{name}},\n\nplease speak in *{{title}}*.\n\n[Answer here]({{link}})\n\n{{link}}",
    )


@pytest.fixture
def letter_set(db):
    return LetterSet.objects.create(name="The society's letters")


@pytest.fixture
def values(settings):
    settings.SITE_ADDRESS = "https://meetings.example"
    return {"name": "Felix Fuchs", "title": "Clots and cancer", "link": "https://meetings.example/f/k7m2/"}
