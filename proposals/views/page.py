"""One proposal: its text, where it stands, what can be done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from audit.models import key_of
from letters.models import Letter, LetterState
from proposals.faculty.promise import losses_of
from proposals.hiding import is_hidden, office
from proposals.judging.looking import Scope
from proposals.lifecycle import State
from proposals.models import MergeOffer, Proposal
from proposals.models.message import Side
from proposals.prompts.later import later_part_of
from proposals.reading import read, read_draft
from proposals.revising.revised import revised
from proposals.rules import answer_later, edit
from proposals.standing.deadlines import deadline_of
from proposals.standing.offers import offers_of
from proposals.standing.turns import standing_of
from proposals.thread.rules import side_of
from proposals.thread.unread import unread_of, unread_words
from proposals.views.fetching import proposal_for
from proposals.views.sheet import sheet_of
from rendering.text import markdown_to_html
from workshops.models.prompt import Audience

REASONS = {
    State.DRAFT: "Please complete",
    State.REVISION_ASKED: "Please revise",
    State.DECLINED: "Why it was turned away",
    State.WITHDRAWN: "Why it was withdrawn",
    State.CANCELLED: "Why it was cancelled",
}
"""What stands over the sentence that came with the last verb."""


@dataclass(frozen=True)
class Told:
    """A letter as its reader sees it."""

    subject: str
    at: datetime
    html: str


@login_required
def proposal(request, code):
    proposal = proposal_for(request.user, code)
    if proposal.state == State.JOINT:
        return redirect("merge_offer", proposal.joint_of.code)
    at = timezone.now()
    writes = is_writer(request.user, proposal)
    reading = read_draft(proposal) if writes else read(proposal, *kind_of_reader(request.user))
    return render(
        request,
        "proposals/proposal_page.html",
        {
            "proposal": proposal,
            "reading": reading,
            "revised": revised(proposal, for_writers=writes),
            "sheet": sheet_of(
                proposal,
                reading.lines,
                links=edit(request.user, proposal) is None,
                staff=not writes and not is_hidden(proposal, request.user),
            ),
            "reason_title": REASONS.get(State(proposal.state), ""),
            "is_earlier_text": not writes and proposal.is_unfinished,
            "standing": standing_of(proposal, request.user, at),
            "offers": offers_of(proposal, request.user, at),
            "may_edit": edit(request.user, proposal) is None,
            "is_writer": writes,
            **later_of(request.user, proposal, at),
            **joined_with(request.user, proposal),
            "merges": MergeOffer.objects.visible_to(request.user).running().filter(sides__proposal=proposal),
            "letters": letters_to(request.user, proposal),
            "losses": losses_of([proposal]).get(proposal.pk, []),
            "faculty_url": reverse("proposal_faculty", args=[proposal.code]),
            "thread": thread_of(request.user, proposal),
        },
    )


def thread_of(person, proposal: Proposal) -> dict | None:
    """The way to its messages, for who reads them."""
    side = side_of(person, proposal)
    if side is None:
        return None
    unread = unread_of(person, [proposal]).get(proposal.pk, 0)
    return {"is_office": side == Side.SOCIETY, "unread": unread, "words": unread_words(unread)}


def later_of(person, proposal: Proposal, at: datetime) -> dict[str, Any]:
    """What is asked after acceptance, and by when."""
    part = later_part_of(proposal)
    if part is None:
        return {}
    deadline = deadline_of(proposal.call, part.until, "Answer before", at) if part.until else None
    return {"later": part, "later_deadline": deadline, "may_answer": answer_later(person, proposal) is None}


def joined_with(person, proposal: Proposal) -> dict[str, Any]:
    """What it was merged into, and what it took in, as far as she may see them."""
    rows = Proposal.objects.visible_to(person)
    return {"into": rows.filter(merged=proposal).first(), "merged": rows.filter(merged_into=proposal)}


def kind_of_reader(person) -> tuple[Audience, Scope]:
    """Of who reads a proposal that she does not write: staff, or the proposer of one it was merged with."""
    if person.is_staff:
        return Audience.STAFF, office(person)
    return Audience.COMMITTEE, Scope(as_handed_in=True)


def is_writer(person, proposal: Proposal) -> bool:
    """One of its own people, who reads words that were not handed in; staff read what was submitted. A joint text is
    found by its two writers only.
    """
    return (
        proposal.state == State.JOINT
        or proposal.proposer_id == person.pk
        or any(row.person_id == person.pk for row in proposal.faculty.all() if row.role in ("chair", "co_chair"))
    )


def letters_to(person, proposal: Proposal) -> list[Told]:
    """What the society wrote to this person about it: only letters that were let go."""
    told = [LetterState.QUEUED, LetterState.SENT, LetterState.FAILED]
    letters = Letter.objects.about(key_of(proposal)).filter(to=person, state__in=told)
    return [Told(each.subject, each.created_at, markdown_to_html(each.body)) for each in letters]
