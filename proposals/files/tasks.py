"""Work on files that nobody waits for on a page."""

from django.utils import timezone

from jobs.registry import handles
from proposals.files.scanning import scan_due


@handles("proposals.scan", queue="quick", title="Scan files for viruses")
def scan(run):
    """Until nothing is due, or the scanner does not answer."""
    total = 0
    while seen := scan_due(timezone.now()):
        total += seen
        run.tell(50, f"{total} scanned")
    return {"scanned": total}
