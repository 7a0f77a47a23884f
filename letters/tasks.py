"""Letters go out in a worker, never while somebody waits for a page."""

from django.utils import timezone

from jobs.registry import handles
from letters.sending import send_due


@handles("letters.send", queue="quick", title="Send letters")
def send(run):
    """Rounds of letters until none is due, or none gets through."""
    total = 0
    while sent := send_due(timezone.now()):
        total += sent
        run.tell(50, f"{total} sent")
    return {"sent": total}
