"""Settings of a real worker in its own process, on the database that DATABASE_URL names."""

from config.settings.tests import *  # noqa: F403
from config.settings.tests import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.jobs.slow_work.SlowWorkConfig"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["quick", "long"]}}
