"""Messages signed as Standard Webhooks 1.0 asks (standardwebhooks.com): HMAC-SHA256 over number, time and body.

A secret is made of the installation's own and of chance that is kept: who reads the database cannot sign.
"""

import base64
import hashlib
import hmac
from datetime import datetime

from django.utils.crypto import salted_hmac

BEGINNING = "whsec_"


def secret_of(salt: str) -> str:
    """As receivers and their libraries want it: 256 bits in base64."""
    return BEGINNING + base64.b64encode(_key(salt)).decode()


def headers_for(body: bytes, *, number: str, salt: str, at: datetime) -> dict[str, str]:
    """What goes along with a body. `number` is the same each time one message is tried again, the time is not."""
    seconds = str(int(at.timestamp()))
    signed = hmac.new(_key(salt), f"{number}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": number,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }


def _key(salt: str) -> bytes:
    return salted_hmac("program.webhook", salt, algorithm="sha256").digest()
