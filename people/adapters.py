"""Where sign-in touches our persons."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings

from people import orcid


class PersonAdapter(DefaultAccountAdapter):
    """Allauth's defaults; only what it mails is ours."""

    def send_mail(self, template_prefix, email, context):
        """Addresses in a mail are the site's own, whatever host the request named."""
        site = SimpleNamespace(domain=urlsplit(settings.SITE_ADDRESS).netloc, name="Convoke")
        ours = {name: at_our_address(value) for name, value in context.items() if name.endswith("url") and value}
        super().send_mail(template_prefix, email, context | ours | {"current_site": site})


class PersonSocialAdapter(DefaultSocialAccountAdapter):
    """Takes the name, and from ORCID the iD, into a new person."""

    def populate_user(self, request, sociallogin, data):
        person = super().populate_user(request, sociallogin, data)
        given, _, family = (data.get("name") or "").partition(" ")
        person.given_name = (data.get("first_name") or given)[:100]
        person.family_name = (data.get("last_name") or family)[:100]
        if sociallogin.account.provider == "orcid":
            person.orcid = orcid.tidy(sociallogin.account.uid) or ""
        return person

    def get_signup_form_initial_data(self, sociallogin):
        person = sociallogin.user
        names = {"given_name": person.given_name, "family_name": person.family_name}
        return super().get_signup_form_initial_data(sociallogin) | names


def at_our_address(address: str) -> str:
    """The same page at SITE_ADDRESS."""
    parts = urlsplit(address)
    return f"{settings.SITE_ADDRESS}{parts.path}{f'?{parts.query}' if parts.query else ''}"
