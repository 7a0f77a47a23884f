"""Tests: a real database, quick hashes, mail to memory unless a test starts a server."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import env

SECRET_KEY = "tests-only-" + "0" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {alias: {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"} for alias in ("default", "post")}
TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": ["quick", "long"]},
}
WEBHOOK_NETWORKS = ["127.0.0.0/8"]
WEBHOOKS_BY_HTTP = True
FOLDER = tempfile.TemporaryDirectory(prefix="convoke-tests-", ignore_cleanup_errors=True)
VAR = Path(FOLDER.name)
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "attachments"},
    },
    "releases": {
        "BACKEND": "program.storage.WholeFileStorage",
        "OPTIONS": {"location": VAR / "releases"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'tests.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = dict(SQLITE_OPTIONS)  # noqa: F405
    # A file, not memory: the browser tests' server thread and the test share it as two processes would.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "tests.sqlite3")}
