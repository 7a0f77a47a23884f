"""The storage of files: bytes under the names of their codes, which no web server serves."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from people.refusal import Refusal, Refused
from proposals.models import Attachment

log = logging.getLogger(__name__)

FULL = Refusal(
    "The file could not be kept: our storage did not take it.",
    "Everything you wrote is saved. Send the file again in a while, or write to the society's office.",
)
GONE = Refusal(
    "The file cannot be read now: our storage does not answer.",
    "It is not lost. Try again in a while, or write to the society's office.",
)


def shelf() -> Storage:
    return storages["attachments"]


@contextmanager
def stored(name: str, body: bytes) -> Iterator[str]:
    """The name under which the bytes are kept; they are taken away again when the work inside fails."""
    kept = put(name, body)
    try:
        yield kept
    except BaseException:
        drop(kept)
        raise


def put(name: str, body: bytes) -> str:
    try:
        return shelf().save(name, ContentFile(body))
    except Exception as fault:  # whichever storage it is, its own kind of fault
        log.exception("the storage did not take %s", name)
        raise Refused(FULL) from fault


def read(attachment: Attachment) -> bytes:
    try:
        with shelf().open(attachment.file) as file:
            return file.read()
    except Exception as fault:
        log.exception("the storage did not give %s", attachment.file)
        raise Refused(GONE) from fault


def drop(name: str) -> None:
    try:
        shelf().delete(name)
    except Exception:
        log.exception("the storage did not delete %s", name)


def drop_on_commit(name: str) -> None:
    transaction.on_commit(lambda: drop(name))
