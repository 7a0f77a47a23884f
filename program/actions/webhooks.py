"""Webhooks of a meeting: added, tried, turned on again, removed by staff."""

import json
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from jobs.actions import enqueue
from people.refusal import insist
from program import rules
from program.hooks import words
from program.hooks.signing import secret_of
from program.models import Delivery, Release, Webhook
from workshops.models import Meeting

DELIVER = "program.webhook"


@transaction.atomic
def add_webhook(meeting: Meeting, *, address: str, by: Any, at: datetime) -> tuple[Webhook, str]:
    """A webhook and its secret. It is told of what happens from now on."""
    insist(rules.connect(by))
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    insist(rules.webhook(meeting, address))
    now = Release.objects.current(meeting)
    hook = Webhook.objects.create(
        meeting=meeting,
        address=address,
        salt=secrets.token_urlsafe(32),
        told=now.number if now else None,
        by=by,
        created_at=at,
    )
    record("add webhook", hook, by=by, at=at, address=str(hook))
    return hook, secret_of(hook.salt)


@transaction.atomic
def remove_webhook(hook: Webhook, *, by: Any, at: datetime) -> None:
    """With the list of what was sent to it."""
    insist(rules.connect(by))
    record("remove webhook", hook, by=by, at=at, address=str(hook))
    hook.delete()


@transaction.atomic
def try_webhook(hook: Webhook, *, by: Any, at: datetime) -> Delivery:
    """Send a message that says only that it is one, once; what comes of it stands with the others."""
    insist(rules.connect(by))
    hook = Webhook.objects.select_for_update().select_related("meeting").get(pk=hook.pk)
    insist(rules.is_on(hook))
    said = {"sentence": "If you can read this, the webhook works."}
    delivery = wait_for(hook, words.message(words.TEST, hook.meeting, said, at), at=at)
    record("try webhook", hook, by=by, at=at)
    enqueue(DELIVER, by=by, at=at, key=str(hook.pk), webhook=hook.pk)
    return delivery


@transaction.atomic
def turn_on(hook: Webhook, *, by: Any, at: datetime) -> None:
    """What it missed meanwhile it is told in one message, at the next tick."""
    insist(rules.connect(by))
    if Webhook.objects.filter(pk=hook.pk, disabled_at__isnull=False).update(disabled_at=None):
        record("turn on webhook", hook, by=by, at=at)


def wait_for(hook: Webhook, said: dict[str, Any], *, at: datetime) -> Delivery:
    """Put a message on the list of what is sent."""
    return Delivery.objects.create(
        webhook=hook,
        number=f"msg_{secrets.token_hex(16)}",
        kind=said["type"],
        body=json.dumps(said, separators=(",", ":")),
        made_at=at,
        due_at=at,
    )
