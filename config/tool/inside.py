"""What the tool asks of Django; run by the environment's Python, in the demo's settings.

python -m config.tool.inside prepare | programs | settle
"""

import sys
import time

import django
from django.core.management import call_command

PATIENCE = 300  # seconds until the demo's own jobs must be done


def prepare():
    """Tables and demo meetings in one process, since starting Django twice would cost more than both."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("demo")
    return 0


def programs():
    """The addresses of the released programs that everybody may read."""
    from program.models import Release  # needs the apps that main has loaded

    released = Release.objects.published().filter(meeting__is_public=True)
    for slug in sorted(set(released.values_list("meeting__slug", flat=True))):
        print(f"/{slug}/program/")
    return 0


def settle():
    """Waits until no job is queued or running."""
    from jobs.models import Job  # needs the apps that main has loaded

    deadline = time.monotonic() + PATIENCE
    while Job.objects.living().exists():
        if time.monotonic() > deadline:
            print(f"Jobs are still waiting after {PATIENCE} seconds.")
            return 1
        time.sleep(0.5)
    return 0


VERBS = {"prepare": prepare, "programs": programs, "settle": settle}

if __name__ == "__main__":
    django.setup()
    sys.exit(VERBS[sys.argv[1]]())
