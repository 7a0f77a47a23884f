import pytest

from tests.people.oidc_provider import Provider


@pytest.fixture
def provider(settings):
    """The society's OpenID Connect server, running and wired."""
    served = Provider()
    served.start()
    settings.SOCIALACCOUNT_PROVIDERS = served.settings
    yield served
    served.stop()
