"""Letters go out in a worker, never while somebody waits for a page."""

from django.utils import timezone

from jobs.registry import handles
from letters.sending import send_due


@handles("letters.send", queue="quick", title="Send letters")
def send(run):
    return {"sent": send_due(timezone.now())}
