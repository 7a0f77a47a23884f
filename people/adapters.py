"""Where sign-in touches our persons."""

from allauth.account.adapter import DefaultAccountAdapter


class PersonAdapter(DefaultAccountAdapter):
    """Allauth's defaults; a subclass so that settings name one place for ours."""
