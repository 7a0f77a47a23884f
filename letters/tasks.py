"""Letters go out in a worker, never while somebody waits for a page; so is read what comes in."""

from datetime import datetime

from django.utils import timezone

from jobs.actions import enqueue
from jobs.models import Job, JobState
from jobs.registry import handles
from letters.inbox.reading import is_due, read_mailbox
from letters.sending import send_due

READ = "letters.read"


@handles("letters.send", queue="quick", title="Send letters")
def send(run):
    """Rounds of letters until none is due, or none gets through."""
    total = 0
    while sent := send_due(timezone.now()):
        total += sent
        run.tell(50, f"{total} sent")
    return {"sent": total}


@handles(READ, queue="quick", title="Read the mailbox")
def read(run):
    """What has come in, until nothing is left or the mailbox cannot be read."""
    total = 0
    while number := read_mailbox(timezone.now()):
        total += number
        run.tell(50, f"{total} read")
    return {"read": total}


def read_soon(at: datetime) -> None:
    """Have a worker look into the mailbox; yesterday's looks are no work that anybody wants listed."""
    if is_due(at):
        Job.objects.filter(kind=READ, by=None, state=JobState.DONE).delete()
        enqueue(READ, by=None, at=at, key="mailbox")
