"""Background work of this floor."""

from django.utils import timezone

from jobs.registry import handles
from jobs.running import Run
from program.actions import releasing
from program.models import Release


@handles(releasing.RENDER, queue="long")
def render(run: Run) -> dict:
    made = Release.objects.get(pk=run.params["release"])
    releasing.render(made, at=timezone.now(), tell=run.tell)
    return {"number": made.number}
