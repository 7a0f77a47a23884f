"""Mail through a provider's web interface instead of SMTP: what each wants to be told (django-anymail does the rest).

The environment names a provider and gives its key; another secret, a domain or another address only where it has one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Provider:
    """`view` is the class of anymail.webhooks that reads what it tells. `key`, `secret` and `domain` are what anymail
    calls these; `signature` is what it calls the key with which the provider signs.
    """

    view: str
    key: str = "api_key"
    secret: str = ""
    domain: str = ""
    signature: str = ""


PROVIDERS = {
    "amazon_ses": Provider("AmazonSESTrackingWebhookView", key=""),
    "brevo": Provider("BrevoTrackingWebhookView"),
    "mailersend": Provider("MailerSendTrackingWebhookView", key="api_token", signature="signing_secret"),
    "mailgun": Provider("MailgunTrackingWebhookView", domain="sender_domain", signature="webhook_signing_key"),
    "mailjet": Provider("MailjetTrackingWebhookView", secret="secret_key"),  # noqa: S106  what anymail calls it
    "mailtrap": Provider("MailtrapTrackingWebhookView", key="api_token", signature="signing_secret"),
    "postmark": Provider("PostmarkTrackingWebhookView", key="server_token"),
    "sendgrid": Provider("SendGridTrackingWebhookView", signature="tracking_webhook_verification_key"),
    "sparkpost": Provider("SparkPostTrackingWebhookView"),
}


def provider(name: str) -> Provider:
    if name not in PROVIDERS:
        raise ImproperlyConfigured(f"MAIL_PROVIDER={name} is none of {', '.join(PROVIDERS)}; empty means SMTP.")
    return PROVIDERS[name]


def mailer(name: str, told: Mapping[str, str]) -> dict[str, Any]:
    """The entry of MAILERS; `told` has key, secret, domain and address as the environment gives them."""
    if name == "amazon_ses":
        return {"BACKEND": "anymail.backends.amazon_ses.EmailBackend"}
    known = provider(name)
    names = {"key": known.key, "secret": known.secret, "domain": known.domain, "address": "api_url"}
    options = {option: told[part] for part, option in names.items() if option and told.get(part)}
    missing = [part for part in ("key", "secret") if names[part] and names[part] not in options]
    if missing:
        wanted = " and ".join(f"MAIL_PROVIDER_{part.upper()}" for part in missing)
        raise ImproperlyConfigured(f"MAIL_PROVIDER={name} needs {wanted}.")
    return {"BACKEND": f"anymail.backends.{name}.EmailBackend", "OPTIONS": options}


def listening(name: str, told: Mapping[str, str], *, secret: str, signature: str) -> tuple[str, dict[str, str]]:
    """The view that hears the provider, and the ANYMAIL setting it reads. Without a secret (user:password, as part of
    the address given to the provider) nothing is heard.
    """
    known = provider(name)
    if ":" not in secret:
        raise ImproperlyConfigured("MAIL_WEBHOOK_SECRET is user:password, as it stands in the address told to them.")
    options = mailer(name, told).get("OPTIONS", {}) | ({known.signature: signature} if signature else {})
    named = {f"{name}_{option}".upper(): value for option, value in options.items() if option}
    return f"anymail.webhooks.{name}.{known.view}", named | {"WEBHOOK_SECRET": secret}
