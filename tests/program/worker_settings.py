"""Settings of a real worker that renders: its files in one folder with other processes, its first try cut short."""

import os

from tests.jobs.worker_settings import *  # noqa: F403
from tests.jobs.worker_settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.program.stuck_worker.StuckWorkerConfig"]
STORAGES = STORAGES | {
    "releases": {
        "BACKEND": "program.storage.WholeFileStorage",
        "OPTIONS": {"location": os.environ["RELEASES_FOLDER"]},
    }
}
