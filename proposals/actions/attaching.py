"""Files that answer questions: attach, take away, carry along, remove for good."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from audit.actions import record
from jobs.actions import enqueue
from people.refusal import insist
from proposals import rules
from proposals.actions.move import lock
from proposals.actions.saving import save
from proposals.content import Content
from proposals.files import rules as file_rules
from proposals.files.filing import drop_on_commit, put, read, stored
from proposals.models import Attachment, Proposal
from proposals.models.attachment import Scan, new_code
from proposals.prompts.questions import part_of
from rendering.uploads import Cleaned, plain_name


@dataclass(frozen=True)
class Attached:
    """`base` is what the open editor page goes on from (see proposals.actions.saving)."""

    attachment: Attachment | None
    proposal: Proposal
    base: int


def attach(
    proposal: Proposal,
    prompt: str,
    file: Cleaned,
    *,
    name: str,
    by: Any,
    at: datetime,
    base_version: int = 0,
    tab: str = "",
) -> Attached:
    """Keep a file (from rendering.uploads.cleaned) and make it the answer to the prompt. What it replaces stays in
    the history.
    """
    code = new_code()
    with transaction.atomic():
        locked = lock(proposal)
        insist(rules.save(by, locked, part_of(locked), {"answers": {prompt: code}}))
        insist(file_rules.keep_another(locked, len(file.body)))
        with stored(f"{locked.code}/{code}", file.body) as kept:
            attachment = Attachment.objects.create(
                code=code,
                proposal=locked,
                prompt=prompt,
                name=plain_name(name, file.content_type),
                content_type=file.content_type,
                size=len(file.body),
                sha256=sha256(file.body).hexdigest(),
                file=kept,
                by=by,
                at=at,
                **_to_scan(at),
            )
            base = _answer(locked, prompt, code, base_version, tab, by=by, at=at)
            record("attach", locked, by=by, at=at, file=code, prompt=prompt, size=attachment.size)
        if attachment.scan == Scan.WAITING:
            enqueue("proposals.scan", by=None, at=at, key="scan")
    return Attached(attachment, locked, base)


@transaction.atomic
def detach(
    proposal: Proposal, prompt: str, *, by: Any, at: datetime, base_version: int = 0, tab: str = ""
) -> Attached:
    """The question is unanswered again; the file stays in the history."""
    locked = lock(proposal)
    insist(rules.save(by, locked, part_of(locked), {"answers": {prompt: ""}}))
    base = _answer(locked, prompt, "", base_version, tab, by=by, at=at)
    record("detach", locked, by=by, at=at, prompt=prompt)
    return Attached(None, locked, base)


def _answer(proposal: Proposal, prompt: str, code: str, base: int, tab: str, *, by: Any, at: datetime) -> int:
    """Save the answer. A page that knew the text as it was goes on from the new one; any other merges later."""
    knew = base >= proposal.version or proposal.revisions.of_form(tab).filter(number=proposal.version).exists()
    changes = {"answers": {prompt: code}}
    given = {"base_version": proposal.version, "by": by, "at": at, "tab": tab if knew else ""}
    saved = save(proposal, part_of(proposal), changes, **given)
    proposal.refresh_from_db(fields=["version", "answers", "saved_at"])
    return saved.base if knew else base


def _to_scan(at: datetime) -> dict[str, Any]:
    return {"scan": Scan.WAITING, "try_at": at} if settings.CLAMD else {"scan": Scan.UNASKED}


@transaction.atomic
def remove_file(attachment: Attachment, *, by: Any, at: datetime) -> Attachment:
    """Take a file that answers nothing out of the history: its bytes go, its row says when."""
    locked = (
        Attachment.objects.select_for_update(of=("self",)).select_related("proposal__proposer").get(pk=attachment.pk)
    )
    locked.proposal = lock(locked.proposal)
    insist(file_rules.remove_file(by, locked))
    return clear(locked, by=by, at=at)


def clear(attachment: Attachment, *, by: Any, at: datetime) -> Attachment:
    """The bytes of a locked row go once the transaction has committed."""
    drop_on_commit(attachment.file)
    attachment.file, attachment.removed_at = "", at
    attachment.save(update_fields=["file", "removed_at"])
    record("remove_file", attachment.proposal, by=by, at=at, file=attachment.code, name=attachment.name)
    return attachment


def carry(content: Content, sources: Sequence[Proposal], target: Proposal, *, at: datetime) -> Content:
    """The text for another proposal: files of `sources` that its answers name become files of `target`.

    Call it inside the action's transaction, for a text that was started from an earlier one or merged from two. A
    file of any other proposal is never taken along, whatever the answers say.
    """
    named = Attachment.objects.kept().filter(proposal__in=sources, code__in=content.answers.values())
    sound = named.exclude(proposal=target).exclude(scan=Scan.INFECTED)
    copies = {each.code: _copied(each, target, at=at) for each in sound}
    answers = {slug: copies.get(text, text) for slug, text in content.answers.items()}
    return replace(content, answers=answers)


def _copied(source: Attachment, target: Proposal, *, at: datetime) -> str:
    kept = ("prompt", "name", "content_type", "size", "sha256", "by")
    scan = {"scan": source.scan} if source.scan != Scan.WAITING else _to_scan(at)
    twin = Attachment(
        **{name: getattr(source, name) for name in kept}, proposal=target, code=new_code(), at=at, **scan
    )
    twin.file = put(f"{target.code}/{twin.code}", read(source))
    twin.save()
    return twin.code
