"""What every occasion shares. Values that differ by machine come from the environment (docs/operating.md)."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.utils.csp import CSP

from config import providers, releases

env = environ.Env()

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(env.str("CONVOKE_VAR", default=str(ROOT / "var")))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_ADDRESS = env.str("SITE_ADDRESS", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# From the roof down: a template or static file of a higher floor wins over a lower one's.
FLOORS = [
    "demo",
    "dashboard",
    "outcomes",
    "program",
    "scheduling",
    "reviews",
    "proposals",
    "workshops",
    "letters",
    "jobs",
    "people",
    "rendering",
    "audit",
]

INSTALLED_APPS = [
    *FLOORS,
    "config.apps.SuperuserAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.orcid",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "bootstrap",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PrivateByDefault",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.RememberForOnePage",
    "config.middleware.ForgetStars",
    "config.middleware.ActivateZone",
    "config.middleware.SayRefusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workshops.context_processors.society",
                "people.context_processors.demo_cast",
            ],
        },
    },
]

SQLITE_OPTIONS = {
    # Readers do not wait for the writer, and a writer takes its lock at once instead of failing half way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
}
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'convoke.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = dict(SQLITE_OPTIONS)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Codes instead of links: a mail scanner that follows every link changes nothing, and no link can be forged.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_ADDRESS).scheme
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "people.adapters.PersonAdapter"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Convoke"
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "people.adapters.PersonSocialAdapter"
# The society's own OpenID Connect server may link an account by an address that it has verified, once (docs/adr/).
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

# A provider is offered on the sign-in page once its client is named in the environment. Its origin is one that
# forms may lead to: browsers hold a form's redirects to form-action too.
SOCIALACCOUNT_PROVIDERS: dict = {}
IDENTITY_ORIGINS: list[str] = env.list("OIDC_ORIGINS", default=[])
if env.str("ORCID_CLIENT_ID", default=""):
    SOCIALACCOUNT_PROVIDERS["orcid"] = {
        "APPS": [{"client_id": env.str("ORCID_CLIENT_ID"), "secret": env.str("ORCID_CLIENT_SECRET")}]
    }
    IDENTITY_ORIGINS.append("https://orcid.org")
if env.str("OIDC_SERVER", default=""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", default="Society account"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": env.str("OIDC_SERVER"), "email_authentication": True},
            }
        ],
    }
    IDENTITY_ORIGINS.append("/".join(env.str("OIDC_SERVER").split("/")[:3]))

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF, *IDENTITY_ORIGINS],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
WEB_FONTS = VAR / "fonts"  # made of the packaged ones, and kept
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "rendering.finders.FontFinder",  # the packaged fonts, as fonts/<name>.woff2
]
FILE_UPLOAD_HANDLERS = [
    "config.uploads.Capped",  # a file that no call could take is not even kept for the length of the request
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# host:port of a clamd that listens on TCP. Files are scanned where it is set, and not opened before.
CLAMD = env.str("CLAMD", default="")
MEDIA_ROOT = VAR / "files"
ATTACHMENTS = {  # files of proposals: read by Convoke alone, and served by no web server
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": VAR / "attachments", "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
}
RELEASES = releases.storage(
    VAR / "releases",
    bucket=env.str("RELEASES_BUCKET", default=""),
    endpoint=env.str("RELEASES_ENDPOINT", default=""),
    region=env.str("RELEASES_REGION", default=""),
    prefix=env.str("RELEASES_PREFIX", default=""),
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": ATTACHMENTS,
    "releases": RELEASES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Convoke <convoke@localhost>")
MAIL_PROVIDER = env.str("MAIL_PROVIDER", default="")
PROVIDER_TOLD = {
    "key": env.str("MAIL_PROVIDER_KEY", default=""),
    "secret": env.str("MAIL_PROVIDER_SECRET", default=""),
    "domain": env.str("MAIL_PROVIDER_DOMAIN", default=""),
    "address": env.str("MAIL_PROVIDER_ADDRESS", default=""),
}
MAILERS = {
    # What packages send goes through the outbox, so that a mail server that is down loses nothing.
    "default": {"BACKEND": "letters.mail.OutboxBackend"},
    # What the outbox sends goes to the provider, or to the mail server.
    "post": providers.mailer(MAIL_PROVIDER, PROVIDER_TOLD)
    if MAIL_PROVIDER
    else {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.str("EMAIL_HOST", default="localhost"),
            "port": env.int("EMAIL_PORT", default=25),
            "username": env.str("EMAIL_USER", default=""),
            "password": env.str("EMAIL_PASSWORD", default=""),
            "use_tls": env.bool("EMAIL_USE_TLS", default=False),
            "timeout": 20,
        },
    },
}

# Where calendars answer to: a mailbox that Convoke alone reads, and that takes address+anything@domain.
MAILBOX = {
    "address": env.str("MAILBOX_ADDRESS", default=""),
    "host": env.str("MAILBOX_HOST", default=""),
    "port": env.int("MAILBOX_PORT", default=993),
    "user": env.str("MAILBOX_USER", default=""),
    "password": env.str("MAILBOX_PASSWORD", default=""),
    "folder": env.str("MAILBOX_FOLDER", default="INBOX"),
    "security": env.str("MAILBOX_SECURITY", default="tls"),
}

MAIL_WEBHOOK, ANYMAIL = "", {}
if MAIL_PROVIDER and (secret := env.str("MAIL_WEBHOOK_SECRET", default="")):
    signature = env.str("MAIL_WEBHOOK_KEY", default="")
    MAIL_WEBHOOK, ANYMAIL = providers.listening(MAIL_PROVIDER, PROVIDER_TOLD, secret=secret, signature=signature)

TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["quick", "long"]},
}

# Where webhooks may go besides the public internet, as 10.1.0.0/16: machines inside a house are refused otherwise.
WEBHOOK_NETWORKS = env.list("WEBHOOK_NETWORKS", default=[])
WEBHOOKS_BY_HTTP = False

# Rate limits count in the cache: several web processes need one they share, for example redis://127.0.0.1:6379/1.
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# Sign-in by one click, as anybody of the cast: only the demo's settings switch it on.
DEMO_SIGN_IN = False
DEMO_CAST: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secrets": {"()": "config.logs.MaskSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "pikepdf": {"level": "WARNING"},  # it says at INFO only that it was loaded
        "fontTools": {"level": "WARNING"},  # it says at INFO which letters it keeps
    },
}
