"""Comparing texts in the background."""

from django.utils import timezone

from jobs.registry import handles
from jobs.running import Run
from reviews.expertise.matching import MATCH, compare
from reviews.models import Stage


@handles(MATCH, queue="long", title="Compare proposals with the reviewers’ papers")
def match(run: Run) -> dict:
    stage = Stage.objects.select_related("committee").filter(pk=run.params["stage"]).first()
    return {"proposals": compare(stage, at=timezone.now()) if stage else 0}
