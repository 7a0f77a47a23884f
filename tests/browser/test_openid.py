"""Sign in with the society's own accounts in a real browser, whose content policy must let the form lead there."""

import pytest

from tests.people.oidc_provider import Provider

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(settings):
    served = Provider()
    served.start()
    settings.SOCIALACCOUNT_PROVIDERS = served.settings
    own = settings.SECURE_CSP
    settings.SECURE_CSP = own | {"form-action": [*own["form-action"], served.address]}
    yield served
    served.stop()


def test_the_button_leads_to_the_provider_and_back_signed_in(page, cast, provider):
    provider.claims = {"sub": "paula-1", "email": "paula@example.org", "email_verified": True}
    page.goto("/accounts/login/?next=/people/profile/")
    page.get_by_role("button", name="Society account").click()
    page.wait_for_url("**/people/profile/")
    assert page.locator("details.me-menu summary").inner_text().strip() == "Paula Perez"
