"""The rule sheet and the rail of sections, as the components want them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from proposals.content import SECTIONS, Content
from proposals.forms.sections import SectionLink, labels_of
from proposals.judging.sheet import Line
from proposals.lifecycle import State
from proposals.models import Proposal
from proposals.models.waiver import WaiverState

MOST_NEWS = 3


@dataclass(frozen=True)
class SheetLine:
    """`mark` is the line's state. `aside` says what was asked and answered; `act` is what can be done about it."""

    mark: str
    sentence: str
    why: str
    url: str = ""
    aside: str = ""
    act_label: str = ""
    act_url: str = ""


def sheet_of(
    proposal: Proposal, lines: Sequence[Line], *, links: bool = True, staff: bool = False
) -> list[SheetLine]:
    """Lines of components/rule_sheet.html. `links`: each leads to the section that mends it, for who writes."""
    sheet = []
    for line in lines:
        url = reverse("proposal_edit", args=[proposal.code, line.section]) if links else ""
        label, act = _act(proposal, line, writes=links, staff=staff)
        sheet.append(SheetLine(line.state, line.sentence, line.why, url, aside_of(line), label, act))
    return sheet


def aside_of(line: Line) -> str:
    """What the society said to a wish for a waiver."""
    waiver = line.waiver
    if waiver is None or line.state == "ok":
        return ""
    if waiver.state == WaiverState.GRANTED:
        return f"Waived by the society: {waiver.reason}"
    if waiver.state == WaiverState.ASKED:
        return f"A waiver was asked for on {waiver.asked_at:%-d %B %Y}: {waiver.request}"
    return f"{waiver.get_state_display()}: {waiver.reason}"


def _act(proposal: Proposal, line: Line, *, writes: bool, staff: bool) -> tuple[str, str]:
    if line.requirement is None or line.state == "ok":
        return "", ""
    rule = [proposal.code, line.requirement.pk]
    waits = line.waiver is not None and line.waiver.state == WaiverState.ASKED
    if writes and line.state == "block" and not waits and proposal.state != State.JOINT:
        return "Ask for a waiver", reverse("waiver_ask", args=rule)
    if staff and line.waiver and (waits or line.state == "waived"):
        call = proposal.call
        label = "Answer" if waits else "Take the waiver back"
        return label, reverse("waiver_answer", args=[call.meeting.slug, call.slug, line.waiver.pk])
    if staff:
        return "Waive it", reverse("waiver_give", args=rule)
    return "", ""


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
    """Something needed, a note, complete, or nothing there yet. What only the committee is told is no gap."""
    states = {line.state for line in lines if section in (line.section, "check")}
    if "block" in states:
        return "block"
    if "warn" in states:
        return "warn"
    if section == "check":
        return "open"
    return "ok" if any(getattr(content, field) for field in SECTIONS[section]) else "open"


def told_by(lines: Sequence[Line]) -> str:
    """The state of every rule in one word, which the page sends along, so that only what changes is announced."""
    basics = sum(line.state == "block" for line in lines if line.requirement is None)
    return " ".join([str(basics), *(f"{line.requirement.pk}:{line.state}" for line in lines if line.requirement)])


def news_of(lines: Sequence[Line], told: str) -> list[str]:
    """What the rule sheet says differently from what the page knew: `told`, as it came from the page."""
    known = told.split()
    if not known:
        return []
    before = set(known[1:])
    moved = [line for line in lines if line.requirement and f"{line.requirement.pk}:{line.state}" not in before]
    news = [f"{WORDS[line.state]}: {line.why if line.state == 'ok' else line.sentence}" for line in moved]
    basics = told_by(lines).split()[0]
    if basics != known[0]:
        news.append("Nothing that every proposal needs is missing." if basics == "0" else f"Missing: {basics}.")
    return news[:MOST_NEWS]


WORDS = {"ok": "Met now", "block": "Needed now", "warn": "Note", "tell": "For the committee", "waived": "Waived"}
