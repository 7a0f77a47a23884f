"""Proposals for tests, written straight to the tables."""

from dataclasses import fields
from datetime import datetime

from proposals.content import Content, FacultyRow, to_json
from proposals.files.filing import put
from proposals.lifecycle import State
from proposals.models import Attachment, Faculty, MergeOffer, MergeSide, Message, Proposal, Revision
from tests.factories.files import pdf
from workshops.models import Format

BEFORE_STATES = {State.WITHDRAWN: State.SUBMITTED, State.CANCELLED: State.ACCEPTED}


def make_proposal(form: Format, proposer, at: datetime, state: str = State.DRAFT, **fields) -> Proposal:
    """A proposal in any state, with its proposer as chair and one saved revision."""
    stamps: dict = {"created_at": at, "saved_at": at, "version": 1}
    if state not in (State.DRAFT, State.JOINT):
        stamps |= {"first_submitted_at": at, "submitted_at": at}
    if state in BEFORE_STATES:
        stamps["state_before"] = BEFORE_STATES[state]
    texts = {"title": "Clots and cancer", "summary": "How tumours make blood clot."}
    proposal = Proposal.objects.create(
        call=form.call, format=form, proposer=proposer, state=state, **stamps | texts | fields
    )
    chair = Faculty.objects.create(
        proposal=proposal,
        person=proposer,
        role="chair",
        given_name=proposer.given_name,
        family_name=proposer.family_name,
        email=proposer.email,
        affiliation=proposer.affiliation,
    )
    Revision.objects.create(
        proposal=proposal,
        number=1,
        kind="saved" if state in (State.DRAFT, State.JOINT) else "submitted",
        content=to_json(first_content(proposal, chair)),
        by=proposer,
        began_at=at,
        at=at,
    )
    return proposal


def first_content(proposal: Proposal, chair: Faculty) -> Content:
    """As proposals.rows.content_of answers, which would ask the tables of all that a new proposal does not have."""
    row = FacultyRow(**{field.name: getattr(chair, field.name) for field in fields(FacultyRow)})
    texts = {name: getattr(proposal, name) for name in ("title", "summary")}
    said = {name: dict(getattr(proposal, name)) for name in ("answers", "replies")}
    return Content(**texts, **said, faculty=(row,))


def make_offer(lead: Proposal, other: Proposal, by, at: datetime, *, agreed: bool = False) -> MergeOffer:
    """An offer to merge two proposals; `agreed`: a joint text is there, and both have consented to it."""
    joint = make_proposal(lead.format, lead.proposer, at, State.JOINT, title="Joint text") if agreed else None
    offer = MergeOffer.objects.create(reason="One field, two halves of it.", by=by, at=at, joint=joint)
    stamps = {"willing_at": at, "consented_to": joint.version, "consented_at": at} if joint else {}
    for is_lead, proposal in ((True, lead), (False, other)):
        MergeSide.objects.create(offer=offer, proposal=proposal, is_lead=is_lead, **stamps)
    return offer


def make_file(proposal: Proposal, at: datetime, *, prompt: str = "letter", **fields) -> Attachment:
    """A PDF that answers a question, in the tables and in every text the proposal has had."""
    body = pdf()
    fields = {"name": "Letter.pdf", "content_type": "application/pdf", "scan": "unasked"} | fields
    file = Attachment(proposal=proposal, prompt=prompt, size=len(body), sha256="0" * 64, at=at, **fields)
    file.by = proposal.proposer
    file.file = put(f"{proposal.code}/{file.code}", body)
    file.save()
    proposal.answers = {**proposal.answers, prompt: file.code}
    proposal.save(update_fields=["answers"])
    for revision in proposal.revisions.all():
        revision.content["answers"] = {**revision.content["answers"], prompt: file.code}
        revision.save()
    return file


def make_message(proposal: Proposal, by, at: datetime, **fields) -> Message:
    """Of the proposer to the office, unless told otherwise."""
    fields = {"side": "chairs", "text": "May we have a second moderator?"} | fields
    return Message.objects.create(proposal=proposal, by=by, at=at, **fields)
