"""The demo: one folder, one command, mail kept in the outbox folder, sign-in as any of the cast."""

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR, env

DEBUG = env.bool("CONVOKE_DEBUG", default=False)
SECRET_KEY = "demo-only-" + "0" * 50
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DEMO_SIGN_IN = True
DEMO_CAST = ["olga", "chen", "rita", "raj", "paula", "felix", "ada", "stan"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = [
    # The same password for twelve made-up people: a cheap hash keeps the first start quick.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
WEBHOOK_NETWORKS = ["127.0.0.0/8", "::1/128"]
WEBHOOKS_BY_HTTP = True
MAILERS = {
    "default": {"BACKEND": "letters.mail.OutboxBackend"},
    "post": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(VAR / "mail")},
    },
}
