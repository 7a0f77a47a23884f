"""Files are shown to clamd, where one is set up, before anybody but their sender can open them.

The scanner's address is settings.CLAMD. A scanner that does not answer is asked again, later and later, and what it
has not seen stays closed. Taken by compare-and-set on `tries`, as letters are.
"""

import asyncio
import io
import logging
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from aioclamd import ClamdAsyncClient, ClamdError
from django.conf import settings
from django.db import transaction

from audit.actions import record
from jobs.actions import enqueue
from people.refusal import Refused
from proposals.actions.move import lock
from proposals.actions.saving import keep
from proposals.files.filing import drop_on_commit, put, read
from proposals.files.letters import withheld
from proposals.lifecycle import UNFINISHED
from proposals.models import Attachment
from proposals.models.attachment import Scan
from proposals.models.proposal import RevisionKind
from proposals.rows import content_of, write

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 30, 60)]
"""Between tries; the last one is repeated for as long as it takes."""
SECONDS = 120
AT_ONCE = 100


class NoAnswer(Exception):  # noqa: N818  an outcome
    """The scanner did not say what it thinks of the file."""


def ask_to_scan(at: datetime) -> None:
    """At each tick: have a worker scan what is due. Where no scanner is set up any more, nothing waits for one."""
    if not settings.CLAMD:
        Attachment.objects.filter(scan=Scan.WAITING).update(scan=Scan.UNASKED, try_at=None)
    elif Attachment.objects.due(at).exists():
        enqueue("proposals.scan", by=None, at=at, key="scan")


def scan_due(at: datetime) -> int:
    """Show the scanner everything that is due; returns how many it looked at. Stops at the first that it did not."""
    seen = 0
    for attachment in Attachment.objects.due(at).select_related("proposal")[:AT_ONCE]:
        if not take(attachment, at):
            continue
        try:
            virus = virus_in(read(attachment))
        except (NoAnswer, Refused) as fault:
            log.warning("file %s was not scanned: %s", attachment.code, fault)
            put_off(attachment, at)
            break
        if virus:
            withhold(attachment, virus, at=at)
        else:
            mine(attachment).update(scan=Scan.CLEAN, try_at=None)
        seen += 1
    return seen


def virus_in(body: bytes) -> str:
    """The name of the virus in it, or nothing. Raises NoAnswer."""
    host, _, port = settings.CLAMD.rpartition(":")
    try:
        client = ClamdAsyncClient(host.strip("[]"), int(port), timeout=SECONDS)
        status, reason = (in_a_loop(client.instream(io.BytesIO(body))) or {})["stream"]
    except (ClamdError, OSError, KeyError, ValueError) as fault:
        raise NoAnswer(f"{type(fault).__name__}: {fault}") from fault
    if status not in ("OK", "FOUND"):
        raise NoAnswer(f"clamd says {status}: {reason}")
    return (reason or "a virus")[:120] if status == "FOUND" else ""


def in_a_loop[Answer](asked: Coroutine[Any, Any, Answer]) -> Answer:
    """Wait for it in a thread of its own: the caller's may run a loop already, and then could not wait."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, asked).result()


def take(attachment: Attachment, at: datetime) -> bool:
    """Compare and set: of several workers one gets the file. Counts the try."""
    taken = Attachment.objects.filter(
        pk=attachment.pk, scan=Scan.WAITING, tries=attachment.tries, removed_at=None
    ).update(tries=attachment.tries + 1, try_at=at + LEASE)
    attachment.tries += 1
    return bool(taken)


def mine(attachment: Attachment):
    """The row while this very try of it holds."""
    return Attachment.objects.filter(pk=attachment.pk, scan=Scan.WAITING, tries=attachment.tries)


def put_off(attachment: Attachment, at: datetime) -> None:
    mine(attachment).update(try_at=at + PAUSES[min(attachment.tries, len(PAUSES)) - 1])


@transaction.atomic
def withhold(attachment: Attachment, virus: str, *, at: datetime) -> None:
    """Nobody can open it any more; it lies apart from the others. It answers no question of a draft; of what was
    handed in, who sent it is told by letter.
    """
    proposal = lock(attachment.proposal)
    apart = put(f"quarantine/{attachment.code}", read(attachment))
    drop_on_commit(attachment.file)
    mine(attachment).update(scan=Scan.INFECTED, virus=virus, try_at=None, file=apart)
    record("withhold_file", proposal, by=None, at=at, file=attachment.code, virus=virus)
    if proposal.answers.get(attachment.prompt) == attachment.code and proposal.state in UNFINISHED:
        content = content_of(proposal).edited({"answers": {attachment.prompt: ""}})
        write(proposal, content)
        keep(proposal, content, kind=RevisionKind.SAVED, by=None, at=at)
    if proposal.first_submitted_at and attachment.by:
        withheld(attachment, virus, at=at)
