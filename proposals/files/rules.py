"""May she? What is asked before a file is kept, opened or taken away."""

from typing import Any

from django.db.models import Count, Sum
from django.utils.formats import date_format

from people.refusal import Refusal
from proposals.models import Attachment, Proposal
from proposals.models.attachment import Scan
from proposals.prompts.questions import AFTER_ACCEPTANCE
from proposals.rules import answer_later, edit
from workshops.models import Call

MEGABYTE = 1_000_000
MOST_FILES = 200
"""Kept for one proposal, earlier ones with them."""


def send(person: Any, proposal: Proposal) -> Refusal | None:
    """Answer a question with a file: who may answer it in words."""
    return answer_later(person, proposal) if proposal.state in AFTER_ACCEPTANCE else edit(person, proposal)


def size_of(call: Call, size: int) -> Refusal | None:
    """One file within the limit of the call."""
    if size <= call.file_megabytes * MEGABYTE:
        return None
    return Refusal(
        f"The file has {size / MEGABYTE:.1f} MB; at most {call.file_megabytes} MB are taken.",
        "Save it smaller, for example with smaller pictures, and choose it again.",
    )


def keep_another(proposal: Proposal, size: int) -> Refusal | None:
    """All files of a proposal within the limit of the call. Ask while the proposal's row is locked."""
    most = proposal.call.files_megabytes
    kept = proposal.attachments.kept().order_by().aggregate(size=Sum("size", default=0), number=Count("pk"))
    if kept["number"] < MOST_FILES and kept["size"] + size <= most * MEGABYTE:
        return None
    full = f"{kept['number']} files with {kept['size'] / MEGABYTE:.1f} MB are kept for this proposal"
    return Refusal(
        f"{full}; at most {most} MB or {MOST_FILES} files are taken.",
        "On the page of its files you can remove earlier ones that you do not need any more.",
    )


def open_file(person: Any, attachment: Attachment) -> Refusal | None:
    """Download what one may see. A file that the scanner has not seen is for who sent it only."""
    if attachment.removed_at:
        return Refusal(f"“{attachment}” was removed on {date_format(attachment.removed_at, 'j F Y')}.")
    if attachment.scan == Scan.INFECTED:
        return Refusal("The virus scanner found a virus in this file, so nobody can open it.")
    if attachment.scan == Scan.WAITING and attachment.by_id != person.pk:
        return Refusal(
            "The virus scanner has not looked at this file yet.",
            "Try again in a few minutes; until then only who sent it can open it.",
        )
    return None


def remove_file(person: Any, attachment: Attachment) -> Refusal | None:
    """Take a file out of the history for good: who writes in the proposal, unless it answers a question or was
    handed in.
    """
    proposal = attachment.proposal
    if refusal := send(person, proposal):
        return refusal
    if attachment.removed_at:
        return Refusal("It is removed already.")
    if attachment.code in proposal.answers.values():
        return Refusal("It answers a question now.", "Take it away there first, or send another.")
    if Attachment.objects.handed_in().filter(pk=attachment.pk).exists():
        return Refusal("It was handed in with the proposal, so it stays with what was handed in.")
    return None
