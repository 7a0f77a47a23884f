"""Background work of this floor."""

import logging

from django.utils import timezone

from jobs.registry import handles
from jobs.running import Run
from people.refusal import Refusal, Refused
from program.actions import delivering, following, inviting, releasing, webhooks
from program.models import Release, Webhook
from workshops.models import Meeting

log = logging.getLogger(__name__)


@handles(releasing.RENDER, queue="long")
def render(run: Run) -> dict:
    made = Release.objects.get(pk=run.params["release"])
    try:
        releasing.render(made, at=timezone.now(), tell=run.tell)
    except OSError as fault:
        log.exception("release %s could not be kept", made.pk)
        refusal = Refusal(
            f"The place where files of releases are kept took nothing: {fault.strerror or type(fault).__name__}.",
            "What was public stays public. Make room there, then try again: what is kept already is not made again.",
        )
        raise Refused(refusal) from fault
    return {"number": made.number}


@handles(releasing.INVITE, queue="long", title="Write calendar invitations")
def invite(run: Run) -> dict:
    meeting = Meeting.objects.get(pk=run.params["meeting"])
    written = inviting.write_invitations(meeting, by=run.job.by, at=timezone.now(), tell=run.tell)
    return {"written": written, "address": f"/{meeting.slug}/calendar-invitations/", "label": "See who is told what"}


@handles(following.TELL, queue="long", title="Write to attendees about changes")
def tell_followers(run: Run) -> dict:
    release = Release.objects.get(pk=run.params["release"])
    return {"written": following.tell_followers(release, at=timezone.now(), tell=run.tell)}


@handles(webhooks.DELIVER, queue="quick", attempts=1, title="Tell another system")
def tell_webhook(run: Run) -> dict:
    hook = Webhook.objects.living().filter(pk=run.params["webhook"]).first()
    return {"taken": delivering.deliver(hook, at=timezone.now()) if hook else 0}
