"""Looking for readers in the background."""

from django.urls import reverse
from django.utils import timezone

from jobs.registry import handles
from jobs.running import Cancelled, Run
from reviews.models import ReaderPlan

PLAN = "reviews.plan"


@handles(PLAN, queue="long", attempts=2, title="Look for readers")
def find(run: Run) -> dict:
    from reviews.planning.running import find_readers  # brings numpy

    plan = ReaderPlan.objects.select_related("stage__committee", "stage__call__meeting", "by").get(
        pk=run.params["plan"]
    )

    def tell(progress: int, message: str) -> None:
        run.tell(progress, message)
        if run.should_stop():
            raise Cancelled

    if plan.state == "asked":  # a run begun again must not write over what was adjusted since
        find_readers(plan, at=timezone.now(), tell=tell)
    address = reverse("reader_plan", args=[plan.stage.call.meeting.slug, plan.stage_id, plan.pk])
    return {"address": address, "label": "Look at the plan"}
