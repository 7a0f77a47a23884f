"""What comes back: an address that refused a letter is not written to again until somebody has settled it.

A mail server says so while a letter is handed over; a provider tells it later (letters.views.told).
"""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.actions import record
from letters import rules
from letters.models import Fate, Letter
from people.refusal import insist
from rendering.text import one_line

log = logging.getLogger(__name__)

FATES = {
    "delivered": Fate.DELIVERED,
    "bounced": Fate.BOUNCED,
    "rejected": Fate.BOUNCED,
    "complained": Fate.COMPLAINED,
}
"""django-anymail's words for what providers tell; of others, as *opened*, nothing is kept."""


def closed(address: str) -> str:
    """Why nothing is written to this address now; empty where it may be. It does not tell what came back."""
    last = Letter.objects.closing().filter(to_address=address).first()
    if last is None:
        return ""
    what = "came back" if last.fate == Fate.BOUNCED else "was marked as spam"
    return (
        f"A letter to this address {what} on {last.fate_at:%-d %B %Y}; nothing is sent there until that is settled."
    )


def hear(event: Any, **told: Any) -> None:
    """A provider's word about one letter, by django-anymail's signal."""
    fate = FATES.get(event.event_type)
    if fate and event.message_id:
        words = event.mta_response or event.description or ""
        tell_fate(event.message_id, fate, words=words, at=event.timestamp or timezone.now())


@transaction.atomic
def tell_fate(provider_id: str, fate: str, *, words: str, at: datetime) -> Letter | None:
    """Keep it with the letter, once. That it came back says more than that it was delivered."""
    letter = Letter.objects.select_for_update().filter(provider_id=provider_id).first()
    if letter is None:
        log.info("the provider tells of a letter that is not ours: %s", fate)
        return None
    if letter.fate == fate or (letter.fate and fate == Fate.DELIVERED):
        return letter
    letter.fate, letter.fate_words, letter.fate_at = fate, one_line(words)[:300], at
    letter.save(update_fields=["fate", "fate_words", "fate_at"])
    if fate == Fate.DELIVERED:
        earlier = Letter.objects.closing().filter(to_address=letter.to_address, fate=Fate.BOUNCED, pk__lt=letter.pk)
        earlier.update(settled_at=at)
    else:
        record("come back", letter, by=None, at=at, fate=fate, words=letter.fate_words)
    return letter


@transaction.atomic
def settle(letters: Any, *, by: Any, at: datetime) -> int:
    """These addresses are corrected, or work again: letters go there as before. Returns how many addresses."""
    insist(rules.release(by))
    addresses = set(letters.closing().values_list("to_address", flat=True))
    for letter in Letter.objects.closing().filter(to_address__in=addresses).select_for_update():
        letter.settled_at = at
        letter.save(update_fields=["settled_at"])
        record("settle address", letter, by=by, at=at)
    return len(addresses)
