import pytest

from letters import kinds
from letters.models import LetterSet
from tests.letters.dovecot import PASSWORD, started
from tests.letters.post import Post


@pytest.fixture
def known():
    """The registered kinds, given back as they were; a test may change them."""
    before = kinds.KINDS.copy()
    yield kinds.KINDS
    kinds.KINDS.clear()
    kinds.KINDS.update(before)


@pytest.fixture
def asked(known):
    """A kind of letter that only these tests know: an invitation with a name, a title and a link."""
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


@pytest.fixture
def post(settings):
    """A real mail server, open; letters go to it."""
    server = Post()
    settings.MAILERS = {
        "default": {"BACKEND": "letters.mail.OutboxBackend"},
        "post": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 5},
        },
    }
    settings.DEFAULT_FROM_EMAIL = "Our Society <office@society.example>"
    server.open()
    yield server
    server.close()


@pytest.fixture
def mailbox(settings):
    """Where answers come in, read by Convoke."""
    with started() as server:
        settings.MAILBOX = {
            "address": "calendar@society.example",
            "host": "127.0.0.1",
            "port": server.port,
            "user": "calendar",
            "password": PASSWORD,
            "folder": "INBOX",
            "security": "none",
        }
        yield server
