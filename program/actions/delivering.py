"""What webhooks have to be told, sent and sent again until it is taken."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from audit.actions import record
from jobs.actions import enqueue
from letters.actions import compose
from people.models import Person
from program.actions.webhooks import DELIVER, wait_for
from program.hooks import words
from program.hooks.guard import NotThere
from program.hooks.letter_kinds import DISABLED
from program.hooks.posting import post
from program.hooks.signing import headers_for
from program.models import Delivery, Release, Webhook
from program.shelf import FileLost

log = logging.getLogger(__name__)

MINUTES = (1, 5, 30, 120, 300, 600, 840, 1200, 1440)
"""Between one try and the next; after the last, three days in all, the webhook is turned off."""
GONE = 410
"""By this answer a receiver says that it wants no more messages, ever."""


def tell_webhooks(at: datetime) -> None:
    """Each tick: write down what is different from what a webhook was last told; have a worker send what is due."""
    for hook in Webhook.objects.living().select_related("meeting"):
        now = Release.objects.current(hook.meeting)
        if (now.number if now else None) != hook.told:
            try:
                note(hook, now, at=at)
            except FileLost:  # the next tick looks again; others are told meanwhile
                log.exception("webhook %s cannot be told of a program that the storage lost", hook.pk)
    for key in Delivery.objects.due(at).order_by().values_list("webhook", flat=True).distinct():
        enqueue(DELIVER, by=None, at=at, key=str(key), webhook=key)


@transaction.atomic
def note(hook: Webhook, now: Release | None, *, at: datetime) -> None:
    """One message for whatever became public, or is public no more, since the last; two ticks at once write one."""
    hook = Webhook.objects.select_for_update().select_related("meeting").get(pk=hook.pk)
    if (now.number if now else None) == hook.told:
        return
    before = hook.meeting.releases.published().filter(number=hook.told).first() if hook.told else None
    if now is None:
        said = words.message(words.WITHDRAWN, hook.meeting, {"release": hook.told}, at)
    else:
        said = words.message(words.RELEASED, hook.meeting, words.released(now, before), at)
    wait_for(hook, said, at=at)
    hook.told = now.number if now else None
    hook.save(update_fields=["told"])


def deliver(hook: Webhook, *, at: datetime) -> int:
    """Send what is due, the oldest first; returns how many were taken. Where one is not, the others wait with it."""
    taken = 0
    for delivery in hook.deliveries.due(at).select_related("webhook__meeting").order_by("made_at", "pk"):
        status, fault = _sent(delivery, at)
        if not _outcome(delivery, status, fault, at=at):
            break
        taken += 1
    return taken


def _sent(delivery: Delivery, at: datetime) -> tuple[int | None, str]:
    body = delivery.body.encode()
    headers = headers_for(body, number=delivery.number, salt=delivery.webhook.salt, at=at)
    try:
        status = post(delivery.webhook.address, body, headers)
    except NotThere as reason:
        return None, str(reason)
    if 200 <= status < 300:
        return status, ""
    if 300 <= status < 400:
        return status, "It sends on to another address, to which nothing is sent."
    return status, f"It answered {status}."


@transaction.atomic
def _outcome(delivery: Delivery, status: int | None, fault: str, *, at: datetime) -> bool:
    """Write down what came of it: it is over, or tried again. Staff may have removed it all meanwhile."""
    tries = delivery.tries + 1
    came: dict[str, Any] = {"tries": tries, "tried_at": at, "status": status, "fault": fault[:300], "due_at": None}
    if not fault:
        came["delivered_at"] = at
    elif delivery.kind == words.TEST or status == GONE or tries > len(MINUTES):
        came["given_up_at"] = at
    else:
        came["due_at"] = at + timedelta(minutes=MINUTES[tries - 1])
        waiting = delivery.webhook.deliveries.filter(due_at__lt=came["due_at"]).exclude(kind=words.TEST)
        waiting.update(due_at=came["due_at"])
    Delivery.objects.filter(pk=delivery.pk).update(**came)
    if "given_up_at" in came and delivery.kind != words.TEST:
        _turn_off(delivery.webhook, fault, at=at)
    return not fault


def _turn_off(hook: Webhook, fault: str, *, at: datetime) -> None:
    """Until staff turn it on again: they get a letter, and what waited is given up."""
    if not Webhook.objects.living().filter(pk=hook.pk).update(disabled_at=at):
        return
    waiting = hook.deliveries.filter(due_at__isnull=False)
    waiting.update(due_at=None, given_up_at=at, fault="The webhook was turned off before.")
    record("turn off webhook", hook, by=None, at=at, fault=fault)
    staff = Person.objects.staff()
    for person in staff.filter(pk=hook.by_id) or staff.in_index_order():
        values = {
            "name": person.name,
            "meeting": hook.meeting.name,
            "address": str(hook),
            "fault": fault,
            "link": settings.SITE_ADDRESS + reverse("webhook_list", args=[hook.meeting.slug]),
        }
        compose(DISABLED, hook.meeting.letter_set, values, to=person, by=None, at=at, about=hook, hold=False)
