"""Files that come in with the editor: read within limits, cleaned, kept; a fault is a sentence at the question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from people.refusal import Refusal, Refused, insist
from proposals.actions.attaching import Attached, attach, detach
from proposals.files import rules as file_rules
from proposals.models import Attachment, Proposal
from proposals.models.attachment import Scan
from rendering.uploads import EXTENSIONS, NotTaken, cleaned
from workshops.forms.asked import AskedSection
from workshops.models import Prompt
from workshops.models.prompt import PromptKind

FIELD = "file-"
MOST_AN_HOUR = 120
"""Files that one person sends in an hour: reading them is work."""


@dataclass(frozen=True)
class FileAnswer:
    """What stands at a question for a file. `lost` is a newer file of it in which a virus was found."""

    slug: str
    file: Attachment | None
    lost: Attachment | None
    megabytes: int
    fault: str = ""
    accept: str = ",".join(EXTENSIONS)

    @property
    def lost_words(self) -> str:
        if self.lost is None:
            return ""
        return (
            f"The virus scanner found “{self.lost.virus}” in “{self.lost}”. Nobody can open it; choose another file."
        )


def file_answers(proposal: Proposal, prompts: Iterable[Prompt], answers: Mapping[str, str]) -> dict[str, FileAnswer]:
    """By the slugs of the questions for files; one query, none where no file is asked for."""
    slugs = [prompt.slug for prompt in prompts if prompt.kind == PromptKind.FILE]
    if not slugs:
        return {}
    rows = list(proposal.attachments.filter(prompt__in=slugs).select_related("by"))
    by_code = {row.code: row for row in rows}
    return {slug: _answer(proposal, slug, by_code.get(answers.get(slug, "")), rows) for slug in slugs}


def _answer(proposal: Proposal, slug: str, file: Attachment | None, rows: list[Attachment]) -> FileAnswer:
    newest = next((row for row in rows if row.prompt == slug), None)
    lost = newest if newest and newest.scan == Scan.INFECTED and newest != file else None
    return FileAnswer(slug, file, lost, proposal.call.file_megabytes)


def with_files(sections: list[AskedSection], proposal: Proposal, answers: Mapping[str, str]) -> list[AskedSection]:
    """Questions as they are asked, those for a file with what stands there."""
    prompts = [each.prompt for section in sections for each in section.prompts]
    files = file_answers(proposal, prompts, answers)
    return [
        replace(section, prompts=[replace(each, file=files.get(each.prompt.slug)) for each in section.prompts])
        for section in sections
    ]


def send_file(
    request, proposal: Proposal, prompt: str, upload: UploadedFile | None, *, base_version: int = 0, tab: str = ""
) -> Attached:
    """Clean what came and keep it. Raises Refused with the sentence to show."""
    if upload is None:
        raise Refused(Refusal("No file came with it.", "Choose one; a very large one is not even read."))
    insist(file_rules.size_of(proposal.call, upload.size or 0))
    insist(_not_too_many(request.user))
    try:
        file = cleaned(upload.read())
    except NotTaken as reason:
        raise Refused(Refusal(str(reason))) from reason
    given = {"name": upload.name or "", "by": request.user, "at": timezone.now()}
    return attach(proposal, prompt, file, base_version=base_version, tab=tab, **given)


def _not_too_many(person: Any) -> Refusal | None:
    key = f"files-sent-{person.pk}"
    cache.add(key, 0, timeout=3600)
    if cache.incr(key) <= MOST_AN_HOUR:
        return None
    return Refusal("You have sent very many files within an hour.", "Send the next one in a while.")


def take_files(request, proposal: Proposal, prompts: Iterable[Prompt], act: str) -> list[str]:
    """Without script: what came with the form, and the file its button takes away. Returns what went wrong."""
    asked = [prompt for prompt in prompts if prompt.kind == PromptKind.FILE]
    for prompt in asked:
        if act == f"detach-{prompt.slug}":
            detach(proposal, prompt.slug, by=request.user, at=timezone.now())
            messages.success(request, f"“{prompt}”: taken away. The file stays in the history.")
    return [f"“{prompt}”: {fault}" for prompt, fault in _sent(request, proposal, asked)]


def _sent(request, proposal: Proposal, asked: list[Prompt]) -> Iterator[tuple[Prompt, Refusal]]:
    for prompt in asked:
        upload = request.FILES.get(FIELD + prompt.slug)
        if upload is None:
            continue
        try:
            attachment = send_file(request, proposal, prompt.slug, upload).attachment
        except Refused as refused:
            yield prompt, refused.refusal
        else:
            messages.success(request, f"“{attachment}” is kept.")


def with_fault(answer: FileAnswer, refusal: Refusal) -> FileAnswer:
    return replace(answer, fault=str(refusal))
