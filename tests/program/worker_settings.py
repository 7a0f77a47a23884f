"""Settings of a real worker that renders: its files in one folder with other processes, its first try cut short."""

import os

from tests.jobs.worker_settings import *  # noqa: F403
from tests.jobs.worker_settings import INSTALLED_APPS, STORAGES


class ByTheModels:
    """Tables made at once: the worker of tests/jobs/ has them made by every migration."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


MIGRATION_MODULES = ByTheModels()
INSTALLED_APPS = [*INSTALLED_APPS, "tests.program.stuck_worker.StuckWorkerConfig"]
STORAGES = STORAGES | {
    "releases": {
        "BACKEND": "program.storage.WholeFileStorage",
        "OPTIONS": {"location": os.environ["RELEASES_FOLDER"]},
    }
}
