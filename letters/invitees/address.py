"""The address that one person's answer about one thing goes to: it holds a secret that only her invitation knows.

Anybody can write any sender into a mail. So an answer counts only where it comes to this address, or names it as the
organizer. Nothing of the secret is stored: it follows from the row and the installation's key, the same at each
update, since a calendar wants an organizer who stays the same.
"""

import base64
import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from letters.models import Invitee

SALT = "letters.invitees.address"
LETTERS = 24
"""Of base32, which any mail system may write in small letters: 120 bits."""


def has_mailbox() -> bool:
    """Somebody reads what is answered."""
    return bool(settings.MAILBOX["address"] and settings.MAILBOX["host"])


def address_of(invitee: Invitee) -> str:
    """calendar+81-mfrggzdfmztwq2lknnwg23tp@society.example; empty where no mailbox is read."""
    if not has_mailbox():
        return ""
    local, _, domain = settings.MAILBOX["address"].lower().rpartition("@")
    return f"{local}+{invitee.pk}-{_secret(invitee.pk, settings.SECRET_KEY)}@{domain}"


def named_in(addresses: Iterable[str]) -> tuple[Invitee | None, bool]:
    """Whose address is among these, and whether one was there that only looks like one."""
    local, _, domain = settings.MAILBOX["address"].lower().rpartition("@")
    ours = re.compile(rf"{re.escape(local)}\+(\d{{1,12}})-([a-z2-7]{{{LETTERS}}})@{re.escape(domain)}", re.ASCII)
    tries = [match for match in (ours.fullmatch(each.lower()) for each in addresses) if match]
    for match in tries:
        if any(constant_time_compare(_secret(int(match[1]), key), match[2]) for key in _keys()):
            return Invitee.objects.select_related("person").filter(pk=match[1]).first(), False
    return None, bool(tries)


def _keys() -> list[str]:
    """The key, and those it was changed from: invitations of that time are still in calendars."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _secret(number: int, key: str) -> str:
    digest = salted_hmac(SALT, str(number), secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:LETTERS]
