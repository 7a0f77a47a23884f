"""The rule sheet and the rail of sections, as the components want them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from proposals.content import SECTIONS, Content
from proposals.forms.sections import SectionLink, labels_of
from proposals.judging import Line
from proposals.models import Proposal

MARKS = {"ok": "ok", "warn": "warn", "tell": "warn", "block": "block"}


@dataclass(frozen=True)
class SheetLine:
    mark: str
    sentence: str
    why: str
    url: str


def sheet_of(proposal: Proposal, lines: Sequence[Line], *, links: bool = True) -> list[SheetLine]:
    """Lines of components/rule_sheet.html, each leading to the section that mends it."""
    return [
        SheetLine(
            MARKS[line.state],
            line.sentence,
            line.why,
            reverse("proposal_edit", args=[proposal.code, line.section]) if links else "",
        )
        for line in lines
    ]


def sections_of(proposal: Proposal, here: str, content: Content, lines: Sequence[Line]) -> list[SectionLink]:
    return [
        SectionLink(
            slug,
            label,
            reverse("proposal_edit", args=[proposal.code, slug]),
            mark_of(slug, content, lines),
            slug == here,
        )
        for slug, label in labels_of(proposal).items()
    ]


def mark_of(section: str, content: Content, lines: Sequence[Line]) -> str:
    """Something needed, a note, complete, or nothing there yet."""
    states = {line.state for line in lines if section in (line.section, "check")}
    if "block" in states:
        return "block"
    if states & {"warn", "tell"}:
        return "warn"
    if section == "check":
        return "open"
    return "ok" if any(getattr(content, field) for field in SECTIONS[section]) else "open"
