"""Save what was typed, so that nothing is lost: not to a second person, not to a second window, not to a lost answer.

Every page that an editor opens has a `tab`, a word of its own, and a base: the number of the revision it was
opened on. When the text has moved on since, what the page changed is merged with what others changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from audit.actions import record
from people.refusal import insist
from proposals import rules
from proposals.actions.move import lock
from proposals.content import SECTIONS, Content, from_json, to_json
from proposals.joining.consents import void
from proposals.lifecycle import State
from proposals.models import Proposal, Revision
from proposals.models.proposal import RevisionKind
from proposals.revising.merging import Merged, merge, only_grew
from proposals.rows import content_of, write

ONE_RUN = timedelta(minutes=10)
"""Autosaves of one page within this time become one revision, while they only add to each other."""


class Clash(Exception):  # noqa: N818  an outcome to show, not a fault in code
    """Two people changed the same words. Nothing was replaced: `theirs` stands, `mine` is kept as a revision.

    `with_mine` is the stored text with my words where both differ: what a page offers to save next.
    """

    def __init__(self, proposal: Proposal, merged: Merged, theirs: Revision | None) -> None:
        super().__init__(", ".join(each.path for each in merged.differences))
        self.proposal = proposal
        self.differences = merged.differences
        self.with_mine = merged.with_mine
        self.theirs = theirs


@dataclass(frozen=True)
class Saved:
    """`base` is what the page sends as base_version next time; `took_in`: somebody else's changes came in."""

    proposal: Proposal
    base: int
    took_in: bool = False


@transaction.atomic
def open_editor(proposal: Proposal) -> Proposal:
    """The text as it is now, whose revision is kept as long as a page may be based on it."""
    locked = lock(proposal)
    locked.revisions.filter(number=locked.version).update(is_base=True)
    return locked


def save(
    proposal: Proposal,
    section: str,
    changes: Mapping[str, Any],
    *,
    base_version: int,
    by: Any,
    at: datetime,
    auto: bool = False,
    tab: str = "",
) -> Saved:
    """Save fields of one section of the editor (proposals.content.SECTIONS). Raises Clash when somebody else has
    changed the same words since `base_version`, Refused when this person may not write here now.
    """
    if set(changes) - set(SECTIONS[section]):
        raise ValueError(f"{sorted(changes)} are not written in the section {section}")
    with transaction.atomic():
        locked = lock(proposal)
        insist(rules.save(by, locked, section, changes))
        stored = content_of(locked)
        base = _base(locked, base_version, tab, stored)
        mine = base.edited(changes)
        merged = merge(base, mine, stored)
        if merged.differences:
            keep(locked, mine, kind=RevisionKind.ASIDE, by=by, at=at, tab=tab)
        else:
            return _take_over(locked, base_version, mine, stored, merged, by=by, at=at, auto=auto, tab=tab)
    theirs = locked.revisions.filter(number=locked.version).select_related("by").first()
    raise Clash(locked, merged, theirs)


def _base(proposal: Proposal, number: int, tab: str, stored: Content) -> Content:
    """What the page held when it last heard of us: its own last text, else the revision it was opened on."""
    if number >= proposal.version:
        return stored
    own = proposal.revisions.of_form(tab).filter(number__gte=number).first()
    if own and own.number == proposal.version:
        return stored
    opened = own or proposal.revisions.exclude(kind=RevisionKind.ASIDE).filter(number__lte=number).first()
    return from_json(opened.content) if opened else Content()


def _take_over(
    proposal: Proposal,
    base_version: int,
    mine: Content,
    stored: Content,
    merged: Merged,
    *,
    by: Any,
    at: datetime,
    auto: bool,
    tab: str,
) -> Saved:
    kind = RevisionKind.AUTO if auto else RevisionKind.SAVED
    if merged.content == mine:
        if mine != stored:
            write(proposal, mine)
            keep(proposal, mine, kind=kind, by=by, at=at, tab=tab)
        return Saved(proposal, proposal.version)
    base = base_version
    if merged.content != stored:
        write(proposal, merged.content)
        base = keep(proposal, mine, kind=RevisionKind.PART, by=by, at=at, tab=tab).number
        keep(proposal, merged.content, kind=kind, by=by, at=at)
    return Saved(proposal, base, took_in=True)


def keep(
    proposal: Proposal, content: Content, *, kind: RevisionKind, by: Any, at: datetime, tab: str = ""
) -> Revision:
    """Store a text as a revision, or in place of the last one of the same page when that one is wholly in it."""
    number = (proposal.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    revision = _run(proposal, content, kind, by, at, tab) or Revision(
        proposal=proposal, kind=kind, by=by, tab=tab, began_at=at
    )
    revision.number, revision.content, revision.at = number, to_json(content), at
    revision.save()
    if kind not in (RevisionKind.ASIDE, RevisionKind.PART):
        proposal.version, proposal.saved_at = number, at
        proposal.save(update_fields=["version", "saved_at"])
        if proposal.state == State.JOINT:
            void(proposal, by=by, at=at)
    return revision


def _run(
    proposal: Proposal, content: Content, kind: RevisionKind, by: Any, at: datetime, tab: str
) -> Revision | None:
    """The revision that this one goes on from, typed in the same page a moment ago and without losing a word."""
    if not tab or kind not in (RevisionKind.AUTO, RevisionKind.ASIDE, RevisionKind.PART):
        return None
    rows = proposal.revisions.filter(kind=kind, tab=tab, by=by, is_base=False, began_at__gt=at - ONE_RUN)
    last = rows.first()
    if last is None or (kind == RevisionKind.AUTO and last.number != proposal.version):
        return None
    return last if only_grew(from_json(last.content), content) else None


@transaction.atomic
def restore(proposal: Proposal, revision: Revision, *, by: Any, at: datetime) -> Proposal:
    """Make an older text the present one. The present one stays in the history."""
    locked = lock(proposal)
    insist(rules.edit(by, locked))
    content = from_json(locked.revisions.get(pk=revision.pk).content)
    write(locked, content)
    keep(locked, content, kind=RevisionKind.SAVED, by=by, at=at)
    record("restore", locked, by=by, at=at, revision=revision.number)
    return locked
