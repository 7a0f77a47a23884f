"""Background work of this floor."""

from django.utils import timezone

from jobs.registry import handles
from jobs.running import Run
from program.actions import inviting, releasing
from program.models import Release
from workshops.models import Meeting


@handles(releasing.RENDER, queue="long")
def render(run: Run) -> dict:
    made = Release.objects.get(pk=run.params["release"])
    releasing.render(made, at=timezone.now(), tell=run.tell)
    return {"number": made.number}


@handles(releasing.INVITE, queue="long", title="Write calendar invitations")
def invite(run: Run) -> dict:
    meeting = Meeting.objects.get(pk=run.params["meeting"])
    written = inviting.write_invitations(meeting, by=run.job.by, at=timezone.now(), tell=run.tell)
    return {"written": written, "address": f"/{meeting.slug}/calendar-invitations/", "label": "See who is told what"}
